import type { Resource } from '../object.ts';
import { dig, digText } from '../object.ts';
import { age } from '../time.ts';
import { builtAt } from './built.ts';

export const deployments: Resource = {
  names: ['deployment', 'deployments', 'deploy', 'deployments.apps', 'deployment.apps'],
  plural: 'deployments.apps',
  single: 'deployment.apps',
  namespaced: true,
  columns: ['NAME', 'READY', 'UP-TO-DATE', 'AVAILABLE', 'AGE'],
  wide: [],
  list: ({ world }) =>
    world.model.mgmt.deployments.map(({ name, namespace, ready, replicas }) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace, creationTimestamp: builtAt },
      spec: { replicas },
      status: {
        replicas,
        readyReplicas: ready,
        updatedReplicas: replicas,
        availableReplicas: ready,
        conditions: [{ type: 'Available', status: ready >= replicas ? 'True' : 'False' }],
      },
    })),
  row: (object, now) => {
    const count = (...path: string[]) => digText(dig(object, ...path)) || '0';
    return [
      object.metadata.name,
      `${count('status', 'readyReplicas')}/${count('spec', 'replicas')}`,
      count('status', 'updatedReplicas'),
      count('status', 'availableReplicas'),
      age(object.metadata.creationTimestamp, now),
    ];
  },
};
