import { crashing } from './crashes.ts';
import type { PlannedPod } from './timeline.ts';
import type { WorkloadView } from './view.ts';

/** Whether all containers of a pod are ready, so that requests are passed to it. */
export function isReady(view: WorkloadView, pod: PlannedPod, now: number): boolean {
  if (pod.runsAt === null || pod.runsAt > now || pod.deletedAt !== null) return false;
  if (view.broken(pod.app) === 'no-image' || isLost(pod, now)) return false;
  return view.broken(pod.app) !== 'crashes' || crashing(pod.runsAt, now).runs;
}

/** Whether its node has been silent for so long that the cluster counts it as gone. */
function isLost({ node }: PlannedPod, now: number): boolean {
  return node !== null && node.downSince !== null && now >= node.downSince + silentMs;
}

/** How long a node may be silent before it counts as lost. */
export const silentMs = 40_000;
