import type { Resource } from '../object.ts';
import { digText } from '../object.ts';
import { age } from '../time.ts';
import { builtAt } from './built.ts';

export const namespaces: Resource = {
  names: ['namespace', 'namespaces', 'ns'],
  plural: 'namespaces',
  single: 'namespace',
  namespaced: false,
  columns: ['NAME', 'STATUS', 'AGE'],
  wide: [],
  list: ({ world }) =>
    [...new Set(['default', ...world.model.mgmt.deployments.map((each) => each.namespace)])]
      .sort()
      .map((name) => ({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name, creationTimestamp: builtAt },
        status: { phase: 'Active' },
      })),
  row: (object, now) => [
    object.metadata.name,
    digText(object, 'status', 'phase'),
    age(object.metadata.creationTimestamp, now),
  ],
};
