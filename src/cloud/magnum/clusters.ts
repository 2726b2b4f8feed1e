/** The life of a workload cluster: asked for at the API, carried out by the conductor, given up again. */
import { advanceBuild, apiBalancerOf, beginBuild } from '../cluster-api/build.ts';
import { addResources, moveDeletions, uninstall } from '../cluster-api/resources.ts';
import { nextUuid, suffix } from '../identifiers.ts';
import type { Cluster, CloudModel, ClusterTemplate, RunningConductor } from '../model.ts';
import { makeCredential, removeCredential } from '../openstack/credentials.ts';
import { floatingIpOf } from '../openstack/neutron.ts';
import { apiState } from '../reachable.ts';
import type { World } from '../world.ts';
import { runningConductor } from './conductor.ts';
import { askedVersion, helmTrouble, mgmtTrouble } from './driver.ts';

export interface ClusterRequest {
  readonly name: string;
  readonly project: string;
  /** Who asks: the credential made for the cluster gets this user's roles. */
  readonly user: string;
  readonly template: ClusterTemplate;
  readonly keypair: string;
  readonly masterCount: number;
  readonly nodeCount: number;
}

/** Puts the request on the conductor's queue. `now` in virtual milliseconds. */
export function requestCluster(model: CloudModel, request: ClusterRequest, now: number): Cluster {
  const uuid = nextUuid(model);
  const cluster: Cluster = {
    uuid,
    name: request.name,
    project: request.project,
    template: request.template.uuid,
    keypair: request.keypair,
    stackId: `${request.name.slice(0, 30)}-${suffix(model.seed, `stack/${uuid}`, 12)}`,
    status: 'CREATE_IN_PROGRESS',
    statusReason: null,
    masterCount: request.masterCount,
    nodeCount: request.nodeCount,
    apiAddress: null,
    healthStatus: null,
    healthReason: {},
    createdAt: now,
    lastHealthPoll: now,
    user: request.user,
    build: { doing: null, dueAt: now, reached: {}, trouble: null },
    credential: null,
  };
  model.magnum.clusters.push(cluster);
  return cluster;
}

/** Puts the deletion on the conductor's queue. It takes two to three minutes. */
export function requestDeletion(cluster: Cluster): void {
  cluster.status = 'DELETE_IN_PROGRESS';
  cluster.build.doing = null;
}

/**
 * Carries out what is due by then. The conductor installs and uninstalls charts and looks at what came of
 * it; the building is done by Cluster API. Without the management cluster nothing moves.
 */
export function moveClusters(world: World, untilMs: number): void {
  const { magnum, mgmt } = world.model;
  if (apiState(mgmt, untilMs) === 'ready') {
    for (const cluster of magnum.clusters) advanceBuild(world, cluster, untilMs);
    moveDeletions(world.model, untilMs);
  }
  const moving = magnum.clusters.filter((cluster) => cluster.status.endsWith('_IN_PROGRESS'));
  if (moving.length === 0) return;
  const conductor = runningConductor(world);
  if (conductor?.driver === undefined) return;
  for (const cluster of moving) {
    if (cluster.status === 'CREATE_IN_PROGRESS') {
      start(world, conductor, cluster, untilMs);
      complete(world, conductor, cluster, untilMs);
    } else if (hasNews(world.model, cluster) && !mgmtTrouble(world, conductor)) {
      finishDeletion(world.model, cluster, untilMs);
    }
  }
}

/** The conductor's first steps. An exception here is the only way a create is marked as failed. */
function start(world: World, conductor: RunningConductor, cluster: Cluster, untilMs: number): void {
  if (cluster.credential !== null || cluster.createdAt + 5_000 > untilMs) return;
  const trouble =
    mgmtTrouble(world, conductor) ??
    imageTrouble(world.model, cluster) ??
    helmTrouble(world, conductor);
  if (trouble !== undefined) {
    cluster.status = 'CREATE_FAILED';
    cluster.statusReason = trouble;
    return;
  }
  installCharts(world.model, cluster, untilMs);
}

/** Makes the credential of a cluster and its resources on the management cluster. */
export function installCharts(model: CloudModel, cluster: Cluster, at: number): void {
  const { uuid, user, project } = cluster;
  const credential = makeCredential(model, { cluster: uuid, user, project }, at);
  cluster.credential = credential.id;
  addResources(model, cluster, credential.id, at);
  beginBuild(cluster, at);
}

/** A create that meets no exception but whose conditions stay open waits for ever: there is no timeout. */
function complete(
  world: World,
  conductor: RunningConductor,
  cluster: Cluster,
  untilMs: number,
): void {
  const address = cluster.apiAddress ?? apiAddressOf(world.model, cluster);
  const version = askedVersion(conductor, 'Cluster');
  const isReady =
    cluster.build.reached.ready !== undefined &&
    world.model.mgmt.apiVersions.includes(version) &&
    !version.endsWith('/v1beta2');
  if (cluster.credential === null || (address === cluster.apiAddress && !isReady)) return;
  // Nothing of this is known to the conductor but from the management cluster.
  if (mgmtTrouble(world, conductor)) return;
  cluster.apiAddress = address;
  if (!isReady) return;
  cluster.status = 'CREATE_COMPLETE';
  cluster.lastHealthPoll = untilMs;
}

/** The endpoint that the provider has written down: where the floating IP of the load balancer leads. */
export function apiAddressOf(model: CloudModel, cluster: Cluster): string | null {
  const balancer = apiBalancerOf(model, cluster);
  const ip = balancer && floatingIpOf(model, balancer.vipPort);
  return ip === undefined ? null : `https://${ip.address}:6443`;
}

/** Whether there is something for the conductor to do about a deletion: its charts stand, or all is gone. */
function hasNews({ mgmt }: CloudModel, { stackId }: Cluster): boolean {
  return (
    mgmt.releases.some((one) => one.name === stackId) ||
    !mgmt.clusters.some((one) => one.name === stackId)
  );
}

function finishDeletion(model: CloudModel, cluster: Cluster, untilMs: number): void {
  uninstall(model, cluster.stackId, untilMs);
  if (model.mgmt.clusters.some((one) => one.name === cluster.stackId)) return;
  removeCredential(model, cluster.credential);
  model.magnum.clusters = model.magnum.clusters.filter((one) => one !== cluster);
}

function imageTrouble(model: CloudModel, cluster: Cluster): string | undefined {
  const template = model.magnum.templates.find((one) => one.uuid === cluster.template);
  const image = model.catalog.images.find((one) => one.name === template?.image);
  if (!image) return `Image ${template?.image ?? ''} could not be found.`;
  return 'kube_version' in image.properties
    ? undefined
    : `Image ${image.id} does not have a kube_version property.`;
}
