/** What other people of the cloud do while the operator is at work. */
import { hexId } from './identifiers.ts';
import type { CloudModel, Interference } from './model.ts';
import { createServer, flavorRoom, hostWithRoom } from './openstack/compute.ts';
import { makeCredential, mayUseOctavia } from './openstack/credentials.ts';
import { servicePrefix } from './openstack/service-balancers.ts';
import type { World } from './world.ts';

/**
 * Another tenant starts servers until no host has memory left, from the time on when a Service has a load
 * balancer, and takes what that one frees when it goes. True: done.
 */
export function fillHypervisors(
  one: Extract<Interference, { type: 'fills-hypervisors' }>,
  world: World,
): boolean {
  const { model } = world;
  const services = model.octavia.loadBalancers.filter((each) =>
    each.name.startsWith(servicePrefix),
  );
  if (services.some((each) => each.provisioning === 'ACTIVE')) one.seenService = true;
  if (!one.seenService) return false;
  const project = tenant(model);
  for (const flavor of ['gp.mid', 'capi.node', 'gp.small']) {
    while (hostWithRoom(world, flavorRoom(model, flavor)) !== undefined) {
      const name = `batch-${model.compute.servers.length + 1}`;
      const request = { name, project, user: project, flavor, image: 'noble-amd64', keypair: null };
      createServer(world, request, model.evolvedTo);
    }
  }
  return services.length === 0;
}

/**
 * Somebody exchanges the credential that Cluster API holds for a complete cluster by a new one, and gives
 * it two roles only. False while there is no such cluster. The cluster's own programs keep the first one.
 */
export function exchangeCredential(model: CloudModel): boolean {
  const complete = model.magnum.clusters.find(
    (cluster) => cluster.status === 'CREATE_COMPLETE' && mayUseOctavia(model, cluster.credential),
  );
  const resource = model.mgmt.openstackClusters.find((one) => one.name === complete?.stackId);
  if (complete === undefined || resource === undefined) return false;
  const { uuid, user, project } = complete;
  const roles = ['member', 'reader'];
  const made = makeCredential(model, { cluster: uuid, user, project, roles }, model.evolvedTo);
  resource.credential = made.id;
  return true;
}

function tenant({ seed, keystone }: CloudModel): string {
  const id = hexId(seed, 'project/batch');
  const domain = keystone.domains.find((one) => one.name === 'default')?.id ?? 'default';
  if (!keystone.projects.some((one) => one.id === id)) {
    keystone.projects.push({ id, name: 'batch', domain });
  }
  return id;
}
