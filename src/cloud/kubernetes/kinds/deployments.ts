import type { App } from '../../workload/apps.ts';
import { isReady } from '../../workload/readiness.ts';
import type { KubeApi, KubeObject, Resource } from '../object.ts';
import { digText } from '../object.ts';
import { age, stamp } from '../time.ts';
import { builtAt } from './built.ts';

export const deployments: Resource = {
  names: ['deployment', 'deployments', 'deploy', 'deployments.apps', 'deployment.apps'],
  plural: 'deployments.apps',
  single: 'deployment.apps',
  namespaced: true,
  columns: ['NAME', 'READY', 'UP-TO-DATE', 'AVAILABLE', 'AGE'],
  wide: [],
  list: (api) =>
    api.workload === undefined
      ? api.world.model.mgmt.deployments.map((one) =>
          deployment(one, { createdAt: builtAt, replicas: one.replicas, ready: one.ready }),
        )
      : standing(api, 'deployment').map(({ app, ready }) =>
          deployment(app, { createdAt: stamp(app.createdAt), replicas: app.replicas, ready }),
        ),
  row: (object, now) => {
    const count = (...path: string[]) => digText(object, ...path) || '0';
    return [
      object.metadata.name,
      `${count('status', 'readyReplicas')}/${count('spec', 'replicas')}`,
      count('status', 'updatedReplicas'),
      count('status', 'availableReplicas'),
      age(object.metadata.creationTimestamp, now),
    ];
  },
};

export const daemonSets: Resource = {
  names: ['daemonset', 'daemonsets', 'ds', 'daemonsets.apps', 'daemonset.apps'],
  plural: 'daemonsets.apps',
  single: 'daemonset.apps',
  namespaced: true,
  columns: [
    'NAME',
    'DESIRED',
    'CURRENT',
    'READY',
    'UP-TO-DATE',
    'AVAILABLE',
    'NODE SELECTOR',
    'AGE',
  ],
  wide: [],
  list: (api) =>
    standing(api, 'daemonset').map(({ app, pods, ready }) => ({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: {
        name: app.name,
        namespace: app.namespace,
        creationTimestamp: stamp(app.createdAt),
        labels: app.labels,
      },
      spec: { selector: { matchLabels: app.labels } },
      status: {
        desiredNumberScheduled: pods,
        currentNumberScheduled: pods,
        updatedNumberScheduled: pods,
        numberReady: ready,
        numberAvailable: ready,
      },
    })),
  row: (object, now) => {
    const count = (key: string) => digText(object, 'status', key);
    return [
      object.metadata.name,
      count('desiredNumberScheduled'),
      count('currentNumberScheduled'),
      count('numberReady'),
      count('updatedNumberScheduled'),
      count('numberAvailable'),
      '<none>',
      age(object.metadata.creationTimestamp, now),
    ];
  },
};

interface Standing {
  readonly app: App;
  readonly pods: number;
  readonly ready: number;
}

/** The apps of a type that nobody has deleted, with how many pods each has. */
function standing({ workload: view, now }: KubeApi, type: App['type']): Standing[] {
  if (view === undefined) return [];
  return view.apps
    .filter((app) => app.type === type && app.deletedAt === null)
    .map((app) => {
      const pods = view.pods.filter((pod) => pod.app === app && pod.deletedAt === null);
      return {
        app,
        pods: pods.length,
        ready: pods.filter((pod) => isReady(view, pod, now)).length,
      };
    });
}

function deployment(
  { name, namespace, labels }: { name: string; namespace: string; labels?: App['labels'] },
  { createdAt, replicas, ready }: { createdAt: string; replicas: number; ready: number },
): KubeObject {
  const available = ready >= replicas;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace,
      creationTimestamp: createdAt,
      ...(labels === undefined ? {} : { labels }),
    },
    spec: { replicas, ...(labels === undefined ? {} : { selector: { matchLabels: labels } }) },
    status: {
      observedGeneration: 1,
      replicas,
      updatedReplicas: replicas,
      ...(ready === 0 ? {} : { readyReplicas: ready, availableReplicas: ready }),
      ...(available ? {} : { unavailableReplicas: replicas - ready }),
      conditions: [
        {
          type: 'Available',
          status: available ? 'True' : 'False',
          reason: available ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
        },
        { type: 'Progressing', status: 'True' },
      ],
    },
  };
}
