/** The objects of the management cluster that the runbooks look at, as its API gives them. */
import { suffix } from '../identifiers.ts';
import type { CloudModel } from '../model.ts';

export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [part: string]: unknown;
}

/** One kind of object: under which names kubectl knows it, what its tables show. */
export interface Resource {
  readonly names: readonly string[];
  /** As errors and `-o name` call it: `deployments.apps`, `deployment.apps`. */
  readonly plural: string;
  readonly single: string;
  readonly namespaced: boolean;
  readonly columns: readonly string[];
  /** Shown with `-o wide` only. */
  readonly wide: readonly string[];
  list(model: CloudModel): readonly KubeObject[];
  row(model: CloudModel, object: KubeObject): readonly string[];
}

/** Finds a kind by any of its names. */
export function resourceOf(name: string): Resource | undefined {
  return resources.find((resource) => resource.names.includes(name.toLowerCase()));
}

const resources: readonly Resource[] = [
  {
    names: ['node', 'nodes', 'no'],
    plural: 'nodes',
    single: 'node',
    namespaced: false,
    columns: ['NAME', 'STATUS', 'ROLES', 'AGE', 'VERSION'],
    wide: ['INTERNAL-IP', 'EXTERNAL-IP', 'OS-IMAGE', 'KERNEL-VERSION', 'CONTAINER-RUNTIME'],
    list: (model) =>
      model.mgmt.nodes.map((node) => ({
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: node.name, labels: { 'node-role.kubernetes.io/control-plane': '' } },
        spec: {},
        status: {
          addresses: [
            { type: 'InternalIP', address: model.mgmt.fixedIp },
            { type: 'Hostname', address: node.name },
          ],
          conditions: [{ type: 'Ready', status: node.ready ? 'True' : 'False' }],
          nodeInfo: {
            kubeletVersion: node.version,
            osImage: 'Ubuntu 24.04.2 LTS',
            kernelVersion: '6.8.0-63-generic',
            containerRuntimeVersion: 'containerd://1.6.36',
          },
        },
      })),
    row: (model, { metadata }) => {
      const node = model.mgmt.nodes.find((each) => each.name === metadata.name);
      return [
        metadata.name,
        node?.ready === true ? 'Ready' : 'NotReady',
        'control-plane,worker',
        age,
        node?.version ?? '',
        model.mgmt.fixedIp,
        '<none>',
        'Ubuntu 24.04.2 LTS',
        '6.8.0-63-generic',
        'containerd://1.6.36',
      ];
    },
  },
  {
    names: [
      'crd',
      'crds',
      'customresourcedefinition',
      'customresourcedefinitions',
      'customresourcedefinitions.apiextensions.k8s.io',
    ],
    plural: 'customresourcedefinitions.apiextensions.k8s.io',
    single: 'customresourcedefinition.apiextensions.k8s.io',
    namespaced: false,
    columns: ['NAME', 'CREATED AT'],
    wide: [],
    list: (model) =>
      model.mgmt.crds.map((name) => ({
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name, creationTimestamp: built },
        spec: { group: name.slice(name.indexOf('.') + 1) },
        status: { conditions: [{ type: 'Established', status: 'True' }] },
      })),
    row: (_, { metadata }) => [metadata.name, built],
  },
  {
    names: ['deployment', 'deployments', 'deploy', 'deployments.apps', 'deployment.apps'],
    plural: 'deployments.apps',
    single: 'deployment.apps',
    namespaced: true,
    columns: ['NAME', 'READY', 'UP-TO-DATE', 'AVAILABLE', 'AGE'],
    wide: [],
    list: (model) =>
      model.mgmt.deployments.map(({ name, namespace, ready, replicas }) => ({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name, namespace },
        spec: { replicas },
        status: {
          replicas,
          readyReplicas: ready,
          updatedReplicas: replicas,
          availableReplicas: ready,
          conditions: [{ type: 'Available', status: ready >= replicas ? 'True' : 'False' }],
        },
      })),
    row: (model, { metadata }) => {
      const one = model.mgmt.deployments.find(
        ({ name, namespace }) => name === metadata.name && namespace === metadata.namespace,
      );
      const [ready, all] = [one?.ready ?? 0, one?.replicas ?? 0];
      return [metadata.name, `${ready}/${all}`, String(all), String(ready), age];
    },
  },
  {
    names: ['pod', 'pods', 'po'],
    plural: 'pods',
    single: 'pod',
    namespaced: true,
    columns: ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'],
    wide: [],
    list: (model) => pods(model).map(({ object }) => object),
    row: (model, { metadata }) => {
      const pod = pods(model).find(({ object }) => object.metadata.name === metadata.name);
      const ready = pod?.ready === true;
      return [
        metadata.name,
        ready ? '1/1' : '0/1',
        ready ? 'Running' : 'CrashLoopBackOff',
        String(pod?.restarts ?? 0),
        age,
      ];
    },
  },
  {
    names: ['namespace', 'namespaces', 'ns'],
    plural: 'namespaces',
    single: 'namespace',
    namespaced: false,
    columns: ['NAME', 'STATUS', 'AGE'],
    wide: [],
    list: (model) =>
      [...new Set(['default', ...model.mgmt.deployments.map((each) => each.namespace)])]
        .sort()
        .map((name) => ({
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name },
          status: { phase: 'Active' },
        })),
    row: (_, { metadata }) => [metadata.name, 'Active', age],
  },
];

/** A pod that crashes in a loop still has the phase Running: only its container tells. */
function pods(model: CloudModel) {
  return model.mgmt.deployments.flatMap((deployment) =>
    Array.from({ length: deployment.replicas }, (_, at) => {
      const { name, namespace, restarts } = deployment;
      const ready = at < deployment.ready;
      const label = `${namespace}/${name}/${at}`;
      const object: KubeObject = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: `${name}-${suffix(model.seed, `set/${label}`, 9)}-${suffix(model.seed, label, 5)}`,
          namespace,
        },
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
      return { object, ready, restarts };
    }),
  );
}

const age = '24h';
const built = '2026-07-01T08:40:12Z';
