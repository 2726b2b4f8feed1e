import type { KubeApi, Resource } from '../object.ts';
import { digText } from '../object.ts';
import { age } from '../time.ts';
import { beginningOf } from './built.ts';

export const namespaces: Resource = {
  names: ['namespace', 'namespaces', 'ns'],
  plural: 'namespaces',
  single: 'namespace',
  namespaced: false,
  columns: ['NAME', 'STATUS', 'AGE'],
  wide: [],
  list: (api) =>
    namesIn(api).map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name,
        creationTimestamp: beginningOf(api),
        labels: { 'kubernetes.io/metadata.name': name },
      },
      status: { phase: 'Active' },
    })),
  row: (object, now) => [
    object.metadata.name,
    digText(object, 'status', 'phase'),
    age(object.metadata.creationTimestamp, now),
  ],
};

/** Sorted by name, as the API lists them. */
export function namesIn({ workload, world }: KubeApi): string[] {
  const { deployments, clusters } = world.model.mgmt;
  const used =
    workload === undefined
      ? [...deployments.map((one) => one.namespace), ...clusters.map((one) => one.namespace)]
      : workload.apps.map((one) => one.namespace);
  return [...new Set(['default', 'kube-node-lease', 'kube-public', 'kube-system', ...used])].sort();
}
