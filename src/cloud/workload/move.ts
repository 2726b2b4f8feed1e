/** What happens in the workload clusters as time passes, and what of it the model keeps. */
import type { Cluster } from '../model.ts';
import { pick } from '../identifiers.ts';
import { apiState } from '../reachable.ts';
import type { World } from '../world.ts';
import { moveServices } from './balancers.ts';
import type { WorkloadCluster, WorkloadNode } from './model.ts';

/** Brings every workload cluster to the instant `untilMs`. Safe to repeat. */
export function moveWorkloads(world: World, untilMs: number): void {
  const { model } = world;
  model.workloads = model.workloads.filter(({ cluster }) =>
    model.magnum.clusters.some((one) => one.uuid === cluster),
  );
  for (const cluster of model.magnum.clusters) {
    const workload = workloadOf(world, cluster) ?? begin(world, cluster, untilMs);
    if (workload === undefined) continue;
    join(world, cluster, workload, untilMs);
    tend(world, workload, untilMs);
    moveServices(world, cluster, workload, untilMs);
  }
}

/** Whether something is to come there by itself within seconds, so that it matters when somebody looks. */
export function isBusy({ addonsAt, nodes, services }: WorkloadCluster): boolean {
  return (
    addonsAt === null ||
    nodes.some(({ initializedAt }) => initializedAt === null) ||
    services.some(
      ({ type, ingress, deletedAt }) =>
        type === 'LoadBalancer' && (ingress === null || deletedAt !== null),
    )
  );
}

/** The inside of a Magnum cluster; undefined as long as its API server never answered. */
export function workloadOf(world: World, { uuid }: Cluster): WorkloadCluster | undefined {
  return world.model.workloads.find(({ cluster }) => cluster === uuid);
}

function begin(world: World, cluster: Cluster, untilMs: number): WorkloadCluster | undefined {
  const startedAt = cluster.build.reached['control-plane'];
  if (startedAt === undefined || startedAt > untilMs) return undefined;
  const { magnum, catalog } = world.model;
  const template = magnum.templates.find((one) => one.uuid === cluster.template);
  const image = catalog.images.find(({ name, id }) => [name, id].includes(template?.image ?? ''));
  const workload: WorkloadCluster = {
    cluster: cluster.uuid,
    startedAt,
    version: image?.properties['kube_version'] ?? '',
    networkDriver: template?.networkDriver ?? '',
    addonsAt: null,
    nodes: [],
    replacedAt: null,
    deployments: [],
    services: [],
    requests: 0,
  };
  world.model.workloads.push(workload);
  return workload;
}

/** A server that runs becomes a node by itself; one that is off is not heard of; one that is gone is no node. */
function join(world: World, cluster: Cluster, workload: WorkloadCluster, untilMs: number): void {
  const { seed, compute, network } = world.model;
  const machines = compute.servers.filter(({ machine }) => machine?.cluster === cluster.stackId);
  workload.nodes = workload.nodes.filter(({ name }) => machines.some((one) => one.name === name));
  for (const server of machines) {
    const known = workload.nodes.find(({ name }) => name === server.name);
    if (known !== undefined) {
      known.downSince = server.status === 'ACTIVE' ? null : (known.downSince ?? untilMs);
      continue;
    }
    const role = server.machine?.role ?? 'worker';
    const booted = server.createdAt + pick(seed, `boot/${server.id}`, 45, 60) * 1000;
    const joinedAt = role === 'worker' ? Math.max(booted, workload.startedAt) : workload.startedAt;
    if (server.status !== 'ACTIVE' || joinedAt > untilMs) continue;
    const port = network.ports.find(({ device }) => device === server.id);
    const node: WorkloadNode = {
      name: server.name,
      role,
      address: port?.address ?? '',
      joinedAt,
      initializedAt: role === 'worker' ? null : joinedAt,
      downSince: null,
    };
    workload.nodes.push(node);
  }
  workload.nodes.sort((a, b) =>
    a.role === b.role ? (a.name < b.name ? -1 : 1) : a.role < b.role ? -1 : 1,
  );
}

/** What the management cluster does in there: it installs the charts, and tells new nodes what they are. */
function tend(world: World, workload: WorkloadCluster, untilMs: number): void {
  const { mgmt } = world.model;
  if (apiState(mgmt, untilMs) !== 'ready') return;
  // Its controllers need some seconds to come up after the API server.
  const due = (at: number) => Math.max(at, mgmt.apiReadyAt + 12_000);
  const addonsAt = due(workload.startedAt + 5_000);
  if (workload.addonsAt === null && addonsAt <= untilMs) workload.addonsAt = addonsAt;
  for (const node of workload.nodes) {
    const initializedAt = due(node.joinedAt + 6_000);
    if (node.initializedAt === null && initializedAt <= untilMs) node.initializedAt = initializedAt;
  }
}
