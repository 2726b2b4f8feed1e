import { suffix } from '../../identifiers.ts';
import type { KubeApi, KubeObject, Resource } from '../object.ts';
import { dig, digList, digText } from '../object.ts';
import { age, lengthOf } from '../time.ts';
import { builtAt } from './built.ts';
import { workloadPods } from './workload-pods.ts';

export const pods: Resource = {
  names: ['pod', 'pods', 'po'],
  plural: 'pods',
  single: 'pod',
  namespaced: true,
  columns: ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'],
  wide: ['IP', 'NODE', 'NOMINATED NODE', 'READINESS GATES'],
  list: (api) =>
    api.workload === undefined
      ? mgmtPods(api)
      : workloadPods(api.workload, api.world.model.seed, api.now),
  row: (object, now) => {
    const containers = digList(object, 'spec', 'containers').length;
    const statuses = digList(object, 'status', 'containerStatuses');
    const ready = statuses.filter((one) => dig(one, 'ready') === true).length;
    return [
      object.metadata.name,
      `${ready}/${containers}`,
      podStatus(object),
      restartsOf(statuses, now),
      age(object.metadata.creationTimestamp, now),
      digText(object, 'status', 'podIP') || '<none>',
      digText(object, 'spec', 'nodeName') || '<none>',
      '<none>',
      '<none>',
    ];
  },
};

/** The word of the STATUS column: why a container waits or ended comes before the phase. */
export function podStatus(object: KubeObject): string {
  if (object.metadata.deletionTimestamp !== undefined) return 'Terminating';
  const reasons = digList(object, 'status', 'containerStatuses').flatMap((one) => [
    digText(one, 'state', 'waiting', 'reason'),
    digText(one, 'state', 'terminated', 'reason'),
  ]);
  return reasons.find((reason) => reason !== '') ?? digText(object, 'status', 'phase');
}

function restartsOf(statuses: readonly unknown[], now: number): string {
  const counts = statuses.map((one) => Number(dig(one, 'restartCount') ?? 0));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const ends = statuses
    .map((one) => digText(one, 'lastState', 'terminated', 'finishedAt'))
    .filter((at) => at !== '')
    .sort();
  const last = ends.at(-1);
  if (total === 0 || last === undefined) return String(total);
  return `${total} (${lengthOf(now - Date.parse(last))} ago)`;
}

/** A pod that crashes in a loop still has the phase Running: only its container tells. */
function mgmtPods({ world: { model } }: KubeApi): KubeObject[] {
  return model.mgmt.deployments.flatMap((deployment) =>
    Array.from({ length: deployment.replicas }, (_, at) => {
      const { name, namespace, restarts } = deployment;
      const ready = at < deployment.ready;
      const label = `${namespace}/${name}/${at}`;
      return {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: `${name}-${suffix(model.seed, `set/${label}`, 9)}-${suffix(model.seed, label, 5)}`,
          namespace,
          creationTimestamp: builtAt,
        },
        spec: { nodeName: model.mgmt.nodes[0]?.name, containers: [{ name: 'manager' }] },
        status: {
          phase: 'Running',
          conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
          containerStatuses: [
            {
              name: 'manager',
              ready,
              restartCount: restarts,
              state: ready ? { running: {} } : { waiting: { reason: 'CrashLoopBackOff' } },
            },
          ],
        },
      };
    }),
  );
}
