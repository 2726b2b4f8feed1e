/** What Cluster API and its OpenStack provider keep of the workload clusters, on the management cluster. */
import type { Cluster, ClusterResource } from '../../model.ts';
import { endpointOf } from '../../workload/endpoint.ts';
import { workloadOf } from '../../workload/move.ts';
import { isSettled, viewOf, type WorkloadView } from '../../workload/view.ts';
import type { KubeApi, KubeObject, Resource } from '../object.ts';
import { conditionOf, dig, digText } from '../object.ts';
import { age, stamp } from '../time.ts';

interface Held {
  readonly resource: ClusterResource;
  readonly cluster: Cluster | undefined;
  readonly view: WorkloadView | undefined;
}

function held(api: KubeApi, resources: readonly ClusterResource[]): Held[] {
  const { world, now } = api;
  return resources.map((resource) => {
    const cluster = world.model.magnum.clusters.find((one) => one.stackId === resource.name);
    const workload = cluster === undefined ? undefined : workloadOf(world, cluster);
    const view =
      cluster === undefined || workload === undefined
        ? undefined
        : viewOf(world, cluster, workload, now);
    return { resource, cluster, view };
  });
}

export const clusters: Resource = {
  ...named('cluster', 'clusters', 'cluster.x-k8s.io', ['cl']),
  columns: ['NAME', 'CLUSTERCLASS', 'AVAILABLE', 'PHASE', 'AGE', 'VERSION'],
  list: (api) =>
    onMgmt(api, ({ world, now }) =>
      held(api, world.model.mgmt.clusters).map(({ resource, view }) => {
        const isReady = view !== undefined && isSettled(view, now) && resource.message === null;
        return {
          apiVersion: 'cluster.x-k8s.io/v1beta1',
          kind: 'Cluster',
          metadata: metadata(resource),
          spec: {
            controlPlaneRef: {
              kind: 'KubeadmControlPlane',
              name: `${resource.name}-control-plane`,
            },
            infrastructureRef: { kind: 'OpenStackCluster', name: resource.name },
          },
          status: {
            phase: phaseOf(resource, view !== undefined),
            conditions: [
              ready(isReady, resource.message),
              { type: 'ControlPlaneReady', status: truth(view !== undefined) },
              { type: 'InfrastructureReady', status: truth(resource.message === null) },
            ],
          },
        };
      }),
    ),
  row: (object, now) => [
    object.metadata.name,
    '',
    conditionOf(object, 'Ready'),
    digText(object, 'status', 'phase'),
    age(object.metadata.creationTimestamp, now),
    '',
  ],
};

export const openstackClusters: Resource = {
  ...named('openstackcluster', 'openstackclusters', 'infrastructure.cluster.x-k8s.io'),
  columns: ['NAME', 'CLUSTER', 'READY', 'NETWORK', 'ENDPOINT', 'AGE'],
  list: (api) =>
    onMgmt(api, ({ world }) =>
      held(api, world.model.mgmt.openstackClusters).map(({ resource, cluster }) => {
        const host = cluster === undefined ? undefined : endpointOf(world.model, cluster);
        const network = world.model.catalog.networks.find(({ name }) =>
          name.endsWith(`-${resource.name}`),
        );
        return {
          apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta1',
          kind: 'OpenStackCluster',
          metadata: metadata(resource),
          spec: {
            identityRef: { name: `${resource.name}-cloud-credentials`, cloudName: 'openstack' },
            ...(host === undefined ? {} : { controlPlaneEndpoint: { host, port: 6443 } }),
          },
          status: {
            ready: resource.message === null && host !== undefined,
            ...(network === undefined ? {} : { network: { id: network.id, name: network.name } }),
            conditions: [ready(resource.message === null && host !== undefined, resource.message)],
          },
        };
      }),
    ),
  row: (object, now) => [
    object.metadata.name,
    object.metadata.name,
    String(dig(object, 'status', 'ready') === true),
    digText(object, 'status', 'network', 'id'),
    digText(object, 'spec', 'controlPlaneEndpoint', 'host'),
    age(object.metadata.creationTimestamp, now),
  ],
};

export const controlPlanes: Resource = {
  ...named('kubeadmcontrolplane', 'kubeadmcontrolplanes', 'controlplane.cluster.x-k8s.io', ['kcp']),
  columns: ['NAME', 'CLUSTER', 'INITIALIZED', 'REPLICAS', 'READY', 'AGE', 'VERSION'],
  list: (api) => groups(api, 'control-plane'),
  row: (object, now) => [
    object.metadata.name,
    clusterOf(object),
    String(dig(object, 'status', 'initialized') === true),
    digText(object, 'status', 'replicas') || '0',
    digText(object, 'status', 'readyReplicas') || '0',
    age(object.metadata.creationTimestamp, now),
    digText(object, 'spec', 'version'),
  ],
};

export const machineDeployments: Resource = {
  ...named('machinedeployment', 'machinedeployments', 'cluster.x-k8s.io', ['md']),
  columns: ['NAME', 'CLUSTER', 'REPLICAS', 'READY', 'PHASE', 'AGE', 'VERSION'],
  list: (api) => groups(api, 'worker'),
  row: (object, now) => [
    object.metadata.name,
    clusterOf(object),
    digText(object, 'status', 'replicas') || '0',
    digText(object, 'status', 'readyReplicas') || '0',
    digText(object, 'status', 'phase'),
    age(object.metadata.creationTimestamp, now),
    digText(object, 'spec', 'version'),
  ],
};

export const machines: Resource = {
  ...named('machine', 'machines', 'cluster.x-k8s.io', ['ma']),
  columns: ['NAME', 'CLUSTER', 'NODENAME', 'PHASE', 'AGE', 'VERSION'],
  list: (api) =>
    onMgmt(api, ({ world, now }) =>
      held(api, world.model.mgmt.clusters).flatMap(({ resource, view }) =>
        world.model.compute.servers
          .filter(({ machine }) => machine?.cluster === resource.name)
          .map((server) => {
            const node = view?.nodes.find(({ name }) => name === server.name);
            const isUp = node !== undefined && node.readyAt !== null && node.readyAt <= now;
            return {
              apiVersion: 'cluster.x-k8s.io/v1beta1',
              kind: 'Machine',
              metadata: {
                name: server.name,
                namespace: resource.namespace,
                labels: { 'cluster.x-k8s.io/cluster-name': resource.name },
                creationTimestamp: stamp(server.createdAt),
              },
              spec: {
                clusterName: resource.name,
                providerID: `openstack:///${server.id}`,
                ...(view === undefined ? {} : { version: view.workload.version }),
              },
              status: {
                phase: node === undefined ? 'Provisioned' : 'Running',
                ...(node === undefined ? {} : { nodeRef: { name: node.name } }),
                conditions: [
                  { type: 'NodeHealthy', status: truth(isUp && node.downSince === null) },
                ],
              },
            };
          }),
      ),
    ),
  row: (object, now) => [
    object.metadata.name,
    clusterOf(object),
    digText(object, 'status', 'nodeRef', 'name'),
    digText(object, 'status', 'phase'),
    age(object.metadata.creationTimestamp, now),
    digText(object, 'spec', 'version'),
  ],
};

/** The control plane, or the group of workers, of each cluster. */
function groups(api: KubeApi, role: 'control-plane' | 'worker'): readonly KubeObject[] | undefined {
  return onMgmt(api, ({ world, now }) =>
    held(api, world.model.mgmt.clusters).flatMap(({ resource, cluster, view }) => {
      if (cluster === undefined) return [];
      const replicas = role === 'worker' ? cluster.nodeCount : cluster.masterCount;
      const own = (view?.nodes ?? []).filter((node) => node.role === role);
      const up = own.filter(
        ({ readyAt, downSince }) => readyAt !== null && readyAt <= now && downSince === null,
      );
      const isReady = up.length >= replicas;
      const group = role === 'worker' ? '' : 'controlplane.';
      return [
        {
          apiVersion: `${group}cluster.x-k8s.io/v1beta1`,
          kind: role === 'worker' ? 'MachineDeployment' : 'KubeadmControlPlane',
          metadata: {
            ...metadata(resource),
            name: `${resource.name}-${role === 'worker' ? 'default-worker' : role}`,
          },
          spec: {
            clusterName: resource.name,
            replicas,
            ...(view === undefined ? {} : { version: view.workload.version }),
          },
          status: {
            replicas,
            readyReplicas: up.length,
            initialized: view !== undefined,
            phase: isReady ? 'Running' : 'ScalingUp',
            conditions: [{ type: 'Ready', status: truth(isReady) }],
          },
        },
      ];
    }),
  );
}

function onMgmt(
  api: KubeApi,
  list: (api: KubeApi) => readonly KubeObject[],
): readonly KubeObject[] | undefined {
  return api.workload === undefined ? list(api) : undefined;
}

function named(
  single: string,
  plural: string,
  group: string,
  short: readonly string[] = [],
): Omit<Resource, 'columns' | 'list' | 'row'> {
  return {
    names: [single, plural, `${single}.${group}`, `${plural}.${group}`, ...short],
    plural: `${plural}.${group}`,
    single: `${single}.${group}`,
    namespaced: true,
    wide: [],
  };
}

function metadata(resource: ClusterResource) {
  const { name, namespace, uid, createdAt, finalizers, deletionTimestamp } = resource;
  return {
    name,
    namespace,
    uid,
    labels: { 'cluster.x-k8s.io/cluster-name': name },
    creationTimestamp: stamp(createdAt),
    ...(finalizers.length === 0 ? {} : { finalizers: [...finalizers] }),
    ...(deletionTimestamp === null ? {} : { deletionTimestamp: stamp(deletionTimestamp) }),
  };
}

function phaseOf({ deletionTimestamp }: ClusterResource, isUp: boolean): string {
  if (deletionTimestamp !== null) return 'Deleting';
  return isUp ? 'Provisioned' : 'Provisioning';
}

function ready(holds: boolean, message: string | null) {
  return { type: 'Ready', status: truth(holds), ...(message === null ? {} : { message }) };
}

function truth(holds: boolean): 'True' | 'False' {
  return holds ? 'True' : 'False';
}

function clusterOf(object: KubeObject): string {
  return digText(object, 'metadata', 'labels', 'cluster.x-k8s.io/cluster-name');
}
