/**
 * When what happens on the nodes of a workload cluster. All of it follows from the few instants that the
 * model keeps, so that it does not matter when somebody looks.
 */
import { pick } from '../identifiers.ts';
import type { App } from './apps.ts';
import type { WorkloadNode } from './model.ts';

/** A node with what became of it. Each time is in virtual milliseconds; null: not yet, and no plan for it. */
export interface NodeState extends WorkloadNode {
  /** From then on the network runs there, and kubelet says Ready. */
  readonly readyAt: number | null;
  /** From then on the cloud controller manager has told what the node is. */
  readonly cloudAt: number | null;
}

/** A pod, with when it gets on. Null: not yet, and no plan for it. */
export interface PlannedPod {
  readonly app: App;
  readonly name: string;
  readonly createdAt: number;
  readonly node: NodeState | null;
  /** When it was bound to its node. */
  readonly scheduledAt: number | null;
  /** When its containers first run. */
  readonly runsAt: number | null;
  readonly ip: string;
  /** When it was told to go; null while it is wanted. */
  readonly deletedAt: number | null;
}

/** When a pod of the app may be bound to the node; null while a taint keeps it away. */
export function openAt(node: NodeState, app: App): number | null {
  if (app.tolerates === 'everything') return node.joinedAt;
  if (node.role === 'control-plane' && app.tolerates !== 'control-plane') return null;
  return latest([node.joinedAt, node.readyAt, node.cloudAt, node.initializedAt]);
}

/** Whether a node is one that the app is meant for. */
export function isFor(node: WorkloadNode, app: App): boolean {
  if (app.on === 'control-plane') return node.role === 'control-plane';
  return app.on === 'anywhere' || node.role === 'worker';
}

/** How long it takes from being bound to running: pulling the image, mostly. Milliseconds. */
export function startMs(seed: number, label: string): number {
  return pick(seed, `start/${label}`, 4, 14) * 1000;
}

/** The latest of some instants; null when one of them has no plan. */
export function latest(times: readonly (number | null)[]): number | null {
  return times.includes(null) ? null : Math.max(...times.map((time) => time ?? 0));
}

/** The earliest of those that have a plan; null when none has. */
export function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
