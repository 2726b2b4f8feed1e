/** Which pods an app has, on which nodes, from when on: what scheduler and controllers do. */
import { pick, suffix } from '../identifiers.ts';
import type { App } from './apps.ts';
import { isFor, latest, openAt, startMs, type NodeState, type PlannedPod } from './timeline.ts';

export interface Placing {
  readonly seed: number;
  /** Parts the pods of one cluster from those of another: its UUID. */
  readonly cluster: string;
  readonly nodes: readonly NodeState[];
  readonly replacedAt: number | null;
  /** Virtual milliseconds. */
  readonly now: number;
}

/** The pods of one app that there are by now. */
export function podsOf(app: App, placing: Placing): PlannedPod[] {
  const pods = app.type === 'deployment' ? replicasOf(app, placing) : onEachNode(app, placing);
  return pods.filter(({ createdAt }) => createdAt <= placing.now);
}

/** How long a node must be silent before its pods are given up: 40 s to be missed, 5 min of tolerance. */
export const evictionMs = 340_000;

function onEachNode(app: App, placing: Placing): PlannedPod[] {
  return placing.nodes
    .filter((node) => isFor(node, app))
    .flatMap((node) => {
      // A daemon set makes no pod for a node that the pod may not stand on.
      const open = openAt(node, app);
      if (open === null) return [];
      const createdAt = Math.max(app.createdAt, open);
      const end = suffix(placing.seed, label(app, placing, node.name), 5);
      const name = app.type === 'static' ? `${app.name}-${node.name}` : `${app.name}-${end}`;
      return [bound(app, placing, { name, createdAt, node, scheduledAt: createdAt })];
    });
}

function replicasOf(app: App, placing: Placing): PlannedPod[] {
  const { seed, nodes, replacedAt } = placing;
  const hash = suffix(seed, label(app, placing, 'set'), 10);
  const wanted = Array.from({ length: app.replicas }, (_, at) => at);
  const made = (at: string, createdAt: number, from: readonly NodeState[]) => {
    const name = `${app.name}-${hash}-${suffix(seed, label(app, placing, at), 5)}`;
    const found = chosen(app, from, createdAt, Number.parseInt(at, 10));
    return bound(app, placing, {
      name,
      createdAt,
      node: found?.node ?? null,
      scheduledAt: found?.at ?? null,
    });
  };
  const first = wanted.map((at) => {
    const stands = standsOnWorkers(app) && replacedAt !== null && replacedAt > app.createdAt;
    return stands ? made(`${at}/again`, replacedAt, nodes) : made(String(at), app.createdAt, nodes);
  });
  return first.flatMap((pod, at) => {
    const lost = pod.node?.downSince ?? null;
    if (lost === null || placing.now < lost + evictionMs) return [pod];
    const up = nodes.filter((node) => node.downSince === null);
    const gone = { ...pod, deletedAt: lost + evictionMs };
    return [gone, made(`${at}/instead`, lost + evictionMs, up)];
  });
}

function standsOnWorkers({ tolerates, on }: App): boolean {
  return tolerates === 'nothing' && on !== 'control-plane';
}

/** Replicas spread over the nodes that are open when the first of them is. */
function chosen(
  app: App,
  nodes: readonly NodeState[],
  createdAt: number,
  at: number,
): { node: NodeState; at: number } | undefined {
  const open = nodes
    .filter((node) => isFor(node, app))
    .flatMap((node) => {
      const from = openAt(node, app);
      const lost = node.downSince !== null && node.downSince <= createdAt;
      return from === null || lost ? [] : [{ node, at: Math.max(createdAt, from) }];
    });
  const soonest = Math.min(...open.map((one) => one.at));
  const free = open.filter((one) => one.at === soonest);
  return free[at % free.length];
}

function bound(
  app: App,
  placing: Placing,
  pod: Pick<PlannedPod, 'name' | 'createdAt' | 'node' | 'scheduledAt'>,
): PlannedPod {
  const { seed } = placing;
  // Without the network of its node only what uses the node's own can start.
  const network = app.hostNetwork ? pod.scheduledAt : (pod.node?.readyAt ?? null);
  const from = latest([pod.scheduledAt, network]);
  const own = label(app, placing, pod.name);
  const start = app.type === 'static' ? 0 : startMs(seed, own);
  return {
    ...pod,
    app,
    runsAt: from === null ? null : from + start,
    ip: app.hostNetwork
      ? (pod.node?.address ?? '')
      : `172.16.${pick(seed, `${own}/net`, 0, 254)}.${pick(seed, `${own}/ip`, 2, 250)}`,
    deletedAt: app.deletedAt,
  };
}

function label({ namespace, name }: App, { cluster }: Placing, what: string): string {
  return `pod/${cluster}/${namespace}/${name}/${what}`;
}
