import type { KubeApi, KubeObject, Resource } from '../object.ts';
import { dig, digList, digText } from '../object.ts';
import { age, stamp } from '../time.ts';
import type { UserService } from '../../workload/model.ts';
import { beginningOf } from './built.ts';

export const services: Resource = {
  names: ['service', 'services', 'svc'],
  plural: 'services',
  single: 'service',
  namespaced: true,
  columns: ['NAME', 'TYPE', 'CLUSTER-IP', 'EXTERNAL-IP', 'PORT(S)', 'AGE'],
  wide: ['SELECTOR'],
  list: (api) => [
    clusterService(api, 'default', 'kubernetes', 443, {}),
    ...(api.workload === undefined
      ? []
      : [
          ...api.workload.workload.services.map(userService),
          clusterService(api, 'kube-system', 'kube-dns', 53, { 'k8s-app': 'kube-dns' }),
        ]),
  ],
  row: (object, now) => [
    object.metadata.name,
    digText(object, 'spec', 'type'),
    digText(object, 'spec', 'clusterIP'),
    externalOf(object),
    digList(object, 'spec', 'ports').map(portText).join(','),
    age(object.metadata.creationTimestamp, now),
    selectorText(dig(object, 'spec', 'selector')),
  ],
};

function externalOf(object: KubeObject): string {
  const addresses = digList(object, 'status', 'loadBalancer', 'ingress').map((one) =>
    digText(one, 'ip'),
  );
  if (addresses.length > 0) return addresses.join(',');
  return digText(object, 'spec', 'type') === 'LoadBalancer' ? '<pending>' : '<none>';
}

function portText(port: unknown): string {
  const node = digText(port, 'nodePort');
  return `${digText(port, 'port')}${node === '' ? '' : `:${node}`}/${digText(port, 'protocol')}`;
}

function selectorText(selector: unknown): string {
  const pairs = Object.entries((selector ?? {}) as Record<string, string>);
  return pairs.length === 0 ? '<none>' : pairs.map(([key, value]) => `${key}=${value}`).join(',');
}

function userService(service: UserService): KubeObject {
  const balanced = service.type === 'LoadBalancer';
  const { loadBalancer, ingress, deletedAt } = service;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: service.name,
      namespace: service.namespace,
      labels: service.selector,
      creationTimestamp: stamp(service.createdAt),
      ...(deletedAt === null ? {} : { deletionTimestamp: stamp(deletedAt) }),
      ...(balanced && service.seenAt !== null
        ? { finalizers: ['service.kubernetes.io/load-balancer-cleanup'] }
        : {}),
      ...(loadBalancer === null
        ? {}
        : { annotations: { 'loadbalancer.openstack.org/load-balancer-id': loadBalancer } }),
    },
    spec: {
      type: service.type,
      clusterIP: service.clusterIp,
      selector: service.selector,
      ports: [
        {
          port: service.port,
          protocol: 'TCP',
          targetPort: service.targetPort,
          ...(service.type === 'ClusterIP' ? {} : { nodePort: service.nodePort }),
        },
      ],
    },
    status: { loadBalancer: ingress === null ? {} : { ingress: [{ ip: ingress, ipMode: 'VIP' }] } },
  };
}

function clusterService(
  api: KubeApi,
  namespace: string,
  name: string,
  port: number,
  selector: Record<string, string>,
): KubeObject {
  const base = api.workload === undefined ? '10.152.183' : '172.24.0';
  const protocols = port === 53 ? ['UDP', 'TCP'] : ['TCP'];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, creationTimestamp: beginningOf(api) },
    spec: {
      type: 'ClusterIP',
      clusterIP: `${base}.${port === 53 ? 10 : 1}`,
      ...(Object.keys(selector).length === 0 ? {} : { selector }),
      ports: protocols.map((protocol) => ({ port, protocol, targetPort: port })),
    },
    status: { loadBalancer: {} },
  };
}
