/**
 * The custom resources of workload clusters on the management cluster: how they come, and how they go.
 * An OpenStackCluster holds on to its finalizer until nothing of it is left in OpenStack; the Cluster
 * waits for it. Whoever clears the finalizer by hand lets both go, and leaves all the rest behind.
 */
import { nextUuid } from '../identifiers.ts';
import type { CloudModel, Cluster, OpenStackClusterResource } from '../model.ts';
import { removeServer } from '../openstack/compute.ts';
import { mayUseOctavia, octaviaForbids } from '../openstack/credentials.ts';
import type { LoadBalancer } from '../openstack/model.ts';
import { isImmutable, requestBalancerDeletion } from '../openstack/octavia.ts';
import { servicePrefix } from '../openstack/service-balancers.ts';
import { apiBalancerOf } from './build.ts';
import { machinesOf } from './machines.ts';
import { namespaceOf } from './names.ts';
import { clusterSubnet, removeNetwork } from './networks.ts';

/** What installing the charts of a cluster makes. */
export function addResources(model: CloudModel, cluster: Cluster, credential: string, at: number) {
  const common = {
    name: cluster.stackId,
    namespace: namespaceOf(cluster.project),
    createdAt: at,
    deletionTimestamp: null,
    message: null,
  };
  const { mgmt } = model;
  mgmt.clusters.push({ ...common, uid: nextUuid(model), finalizers: [clusterFinalizer] });
  mgmt.openstackClusters.push({
    ...common,
    uid: nextUuid(model),
    finalizers: [...infrastructureFinalizers],
    credential,
  });
  mgmt.releases.push({
    name: cluster.stackId,
    namespace: common.namespace,
    chart: 'openstack-cluster-0.25.1',
    appVersion: '',
    status: 'deployed',
  });
}

/** Uninstalls the charts: from now on the resources are being deleted. Safe to repeat. */
export function uninstall({ mgmt }: CloudModel, stackId: string, at: number): void {
  mgmt.releases = mgmt.releases.filter((one) => one.name !== stackId);
  for (const one of [...mgmt.clusters, ...mgmt.openstackClusters]) {
    if (one.name === stackId) one.deletionTimestamp ??= at;
  }
}

/** What the controllers do about deletions that are under way, up to then. */
export function moveDeletions(model: CloudModel, at: number): void {
  const { mgmt } = model;
  for (const resource of mgmt.openstackClusters) {
    if (resource.deletionTimestamp === null) {
      // A finalizer that is taken from something nobody deletes comes back with the next look at it.
      if (resource.finalizers.length === 0) resource.finalizers = [...infrastructureFinalizers];
    } else if (resource.finalizers.length > 0) dismantle(model, resource, at);
  }
  mgmt.openstackClusters = mgmt.openstackClusters.filter(
    (one) => one.deletionTimestamp === null || one.finalizers.length > 0,
  );
  mgmt.clusters = mgmt.clusters.filter((cluster) => {
    if (cluster.deletionTimestamp === null) return true;
    const waits = mgmt.openstackClusters.some((one) => one.name === cluster.name);
    cluster.message = waits ? 'Waiting for infrastructure to be deleted' : null;
    return waits;
  });
}

/** One look at a cluster that is to go: does the next thing that can be done, or notes why it can not. */
function dismantle(model: CloudModel, resource: OpenStackClusterResource, at: number): void {
  const age = at - (resource.deletionTimestamp ?? at);
  const cluster = { project: resource.namespace.slice('magnum-'.length), stackId: resource.name };
  if (!model.keystone.applicationCredentials.some((one) => one.id === resource.credential)) {
    resource.message = 'Authentication failed: the request you have made requires authentication';
    return;
  }
  if (age >= 40_000) removeMachines(model, cluster.stackId, 'worker');
  if (age < 60_000) return;
  const api = apiBalancerOf(model, cluster);
  const services = model.octavia.loadBalancers.filter((one) =>
    one.name.startsWith(`${servicePrefix}${cluster.stackId}_`),
  );
  const balancers = api === undefined ? services : [...services, api];
  // A machine of the control plane is a member of the load balancer, and leaves it before it goes.
  const needsOctavia = balancers.length > 0 || machinesOf(model, cluster.stackId).length > 0;
  if (needsOctavia && !mayUseOctavia(model, resource.credential)) {
    resource.message = octaviaForbids;
    return;
  }
  removeMachines(model, cluster.stackId, 'control-plane');
  for (const one of balancers) if (!isImmutable(one)) removeBalancer(model, one, at);
  if (balancers.length > 0 || age < 130_000) return;
  const subnet = clusterSubnet(model, cluster);
  const used = model.network.ports.filter(
    (port) => port.subnet === subnet?.id && port.deviceOwner !== 'network:router_interface',
  );
  if (subnet !== undefined && used.length > 0) {
    resource.message = `Unable to complete operation on subnet ${subnet.id}: One or more ports have an IP allocation from this subnet.`;
    return;
  }
  removeNetwork(model, cluster);
  resource.message = null;
  resource.finalizers = [];
}

function removeBalancer(model: CloudModel, balancer: LoadBalancer, at: number): void {
  const { network } = model;
  network.floatingIps = network.floatingIps.filter((ip) => ip.port !== balancer.vipPort);
  requestBalancerDeletion(balancer, at);
}

function removeMachines(model: CloudModel, stackId: string, role: 'control-plane' | 'worker') {
  for (const server of machinesOf(model, stackId, role)) removeServer(model, server.id);
}

const clusterFinalizer = 'cluster.cluster.x-k8s.io';
const infrastructureFinalizers = [
  'openstackcluster.infrastructure.cluster.x-k8s.io',
  'janitor.capi.stackhpc.com',
];
