import type { KubeApi } from '../object.ts';
import { stamp } from '../time.ts';

/** When phase-06 built the management cluster, as its API writes it. */
export const builtAt = '2026-07-01T08:40:12Z';

/** When the cluster that is spoken to began. */
export function beginningOf({ workload }: KubeApi): string {
  return workload === undefined ? builtAt : stamp(workload.workload.startedAt);
}
