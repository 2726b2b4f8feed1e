/** What a cloud has that was built in the time of driver 1.3.0 and is to be grafted onto now. */
import { advanceBuild, apiBalancerOf } from './cluster-api/build.ts';
import { firstInstant } from './first-instant.ts';
import { activeImage } from './fresh-openstack.ts';
import { hexId, suffix, uuid } from './identifiers.ts';
import { apiAddressOf, installCharts } from './magnum/clusters.ts';
import type { CloudModel, Cluster } from './model.ts';
import { moveServers } from './openstack/compute.ts';
import { floatingIpOf } from './openstack/neutron.ts';
import { moveLoadBalancers } from './openstack/octavia.ts';
import type { World } from './world.ts';

/** Makes a fresh cloud one with the cluster capi-test-1, its template, and driver 1.3.0. Safe to repeat. */
export async function becomeGraft(world: World): Promise<void> {
  addGraft(world.model);
  const magnum = world.hosts.get('magnum/0');
  if (magnum && !magnum.packages.has('magnum-capi-helm')) {
    magnum.packages.set('magnum-capi-helm', '1.3.0');
    // The conductor that runs was started with it.
    world.model.magnum.conductor = undefined;
  }
}

/** The service half of it: image, template and cluster. */
export function addGraft(model: CloudModel): void {
  const { seed } = model;
  if (model.magnum.clusters.some((cluster) => cluster.name === 'capi-test-1')) return;
  const project = hexId(seed, 'project/capi-mgmt');
  const image = 'ubuntu-jammy-kube-v1.34.8';
  const built = firstInstant - 22 * 24 * 3_600_000;
  model.catalog.images.push(
    activeImage(seed, {
      name: image,
      owner: project,
      visibility: 'shared',
      properties: { kube_version: 'v1.34.8', os_distro: 'ubuntu' },
      size: 10_737_418_240,
    }),
  );
  const template = uuid(seed, 'template/capi-k8s-v1-34');
  model.magnum.templates.push({
    uuid: template,
    name: 'capi-k8s-v1-34',
    project,
    // Magnum shows it to every project, so that the regression check works in whichever scope it is run.
    public: true,
    image,
    networkDriver: 'calico',
    externalNetwork: 'provider-ext',
    masterFlavor: 'gp.mid',
    flavor: 'capi.node',
    labels: { fixed_subnet_cidr: '10.20.16.0/24', octavia_provider: 'amphora' },
    createdAt: built,
  });
  const cluster: Cluster = {
    uuid: uuid(seed, 'cluster/capi-test-1'),
    name: 'capi-test-1',
    project,
    template,
    keypair: 'capi-mgmt-key',
    stackId: `capi-test-1-${suffix(seed, 'stack/capi-test-1', 12)}`,
    status: 'CREATE_COMPLETE',
    statusReason: null,
    masterCount: 1,
    nodeCount: 2,
    apiAddress: null,
    healthStatus: 'UNHEALTHY',
    healthReason: {
      cluster: 'Ready',
      infrastructure: 'Infrastructure resource not found.',
      controlplane: 'Ready',
      nodegroup: 'Ready',
    },
    createdAt: built + 600_000,
    lastHealthPoll: firstInstant,
    user: hexId(seed, 'user/admin'),
    build: { doing: null, dueAt: built, reached: {}, trouble: null },
    credential: null,
  };
  model.magnum.clusters.push(cluster);
  buildAlready(model, cluster);
}

/** Everything that Cluster API made for it in its day, at the address that it was given then. */
function buildAlready(model: CloudModel, cluster: Cluster): void {
  const cloud = { model, hosts: new Map() };
  let at = cluster.createdAt;
  installCharts(model, cluster, at);
  while (cluster.build.doing !== null) {
    at += 5_000;
    moveServers(model, at);
    moveLoadBalancers(cloud, at);
    advanceBuild(cloud, cluster, at);
  }
  const port = apiBalancerOf(model, cluster)?.vipPort ?? '';
  const ip = floatingIpOf(model, port);
  if (ip !== undefined) ip.address = '10.12.7.180';
  cluster.apiAddress = apiAddressOf(model, cluster);
}
