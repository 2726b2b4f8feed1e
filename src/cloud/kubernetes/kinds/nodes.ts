import type { KubeApi, KubeObject, Resource } from '../object.ts';
import { conditionOf, dig, digList, digText } from '../object.ts';
import { age } from '../time.ts';
import { builtAt } from './built.ts';
import { workloadNodes } from './workload-nodes.ts';

export const nodes: Resource = {
  names: ['node', 'nodes', 'no'],
  plural: 'nodes',
  single: 'node',
  namespaced: false,
  columns: ['NAME', 'STATUS', 'ROLES', 'AGE', 'VERSION'],
  wide: ['INTERNAL-IP', 'EXTERNAL-IP', 'OS-IMAGE', 'KERNEL-VERSION', 'CONTAINER-RUNTIME'],
  list: (api) =>
    api.workload === undefined
      ? mgmtNodes(api)
      : workloadNodes(api.workload, api.world.model.seed, api.now),
  row: (object, now) => {
    const info = (key: string) => digText(object, 'status', 'nodeInfo', key);
    return [
      object.metadata.name,
      statusOf(object),
      rolesOf(object),
      age(object.metadata.creationTimestamp, now),
      info('kubeletVersion'),
      addressOf(object, 'InternalIP'),
      addressOf(object, 'ExternalIP'),
      info('osImage'),
      info('kernelVersion'),
      info('containerRuntimeVersion'),
    ];
  },
};

function statusOf(object: KubeObject): string {
  const ready = conditionOf(object, 'Ready') === 'True' ? 'Ready' : 'NotReady';
  return dig(object, 'spec', 'unschedulable') === true ? `${ready},SchedulingDisabled` : ready;
}

function rolesOf({ metadata }: KubeObject): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.keys(metadata.labels ?? {})
    .filter((label) => label.startsWith(prefix))
    .map((label) => label.slice(prefix.length));
  return roles.length === 0 ? '<none>' : roles.sort().join(',');
}

function addressOf(object: KubeObject, type: string): string {
  const found = digList(object, 'status', 'addresses').find((one) => dig(one, 'type') === type);
  return digText(found, 'address') || '<none>';
}

function mgmtNodes({ world }: KubeApi): KubeObject[] {
  const { mgmt } = world.model;
  return mgmt.nodes.map((node) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: node.name,
      creationTimestamp: builtAt,
      labels: {
        'kubernetes.io/hostname': node.name,
        'node-role.kubernetes.io/control-plane': '',
        'node-role.kubernetes.io/worker': '',
      },
    },
    spec: {},
    status: {
      addresses: [
        { type: 'InternalIP', address: mgmt.fixedIp },
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
  }));
}
