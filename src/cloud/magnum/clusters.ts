/** The life of a workload cluster: asked for at the API, carried out by the conductor, given up again. */
import { nextUuid, pick, suffix } from '../identifiers.ts';
import type { Cluster, CloudModel, ClusterTemplate, RunningConductor } from '../model.ts';
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
    settlesAt: null,
    settlesTo: null,
    lastHealthPoll: now,
    user: request.user,
    build: { doing: null, dueAt: now, reached: {}, trouble: null },
    credential: null,
  };
  model.magnum.clusters.push(cluster);
  return cluster;
}

/** Puts the deletion on the conductor's queue. It takes about three minutes. */
export function requestDeletion(cluster: Cluster, now: number): void {
  cluster.status = 'DELETE_IN_PROGRESS';
  cluster.settlesAt = now + 180_000;
  cluster.settlesTo = null;
}

/** Carries out what is due by then. Without a conductor, or without the management cluster, nothing moves. */
export function moveClusters(world: World, untilMs: number): void {
  const { magnum } = world.model;
  const moving = magnum.clusters.filter((cluster) => cluster.status.endsWith('_IN_PROGRESS'));
  if (moving.length === 0) return;
  const conductor = runningConductor(world);
  if (conductor?.driver === undefined) return;
  for (const cluster of moving) {
    if (cluster.status === 'CREATE_IN_PROGRESS') {
      start(world, conductor, cluster, untilMs);
      complete(world, conductor, cluster, untilMs);
    } else if (due(cluster, untilMs) && !mgmtTrouble(world, conductor)) {
      magnum.clusters = magnum.clusters.filter((one) => one !== cluster);
    }
  }
}

/** The conductor's first steps. An exception here is the only way a create is marked as failed. */
function start(world: World, conductor: RunningConductor, cluster: Cluster, untilMs: number): void {
  if (cluster.settlesTo !== null || cluster.createdAt + 5_000 > untilMs) return;
  const { seed } = world.model;
  const trouble =
    mgmtTrouble(world, conductor) ??
    imageTrouble(world.model, cluster) ??
    helmTrouble(world, conductor);
  if (trouble !== undefined) {
    cluster.status = 'CREATE_FAILED';
    cluster.statusReason = trouble;
    return;
  }
  cluster.settlesTo = 'CREATE_COMPLETE';
  cluster.settlesAt = cluster.createdAt + pick(seed, `create/${cluster.uuid}`, 480, 600) * 1000;
}

function complete(
  world: World,
  conductor: RunningConductor,
  cluster: Cluster,
  untilMs: number,
): void {
  if (cluster.settlesTo === null || !due(cluster, untilMs)) return;
  if (!becomesReady(world, conductor, cluster)) return;
  cluster.status = cluster.settlesTo;
  cluster.apiAddress = `https://10.12.7.${pick(world.model.seed, cluster.uuid, 100, 199)}:6443`;
  cluster.lastHealthPoll = cluster.settlesAt ?? untilMs;
  cluster.settlesAt = null;
  cluster.settlesTo = null;
}

/** A create that meets no exception but whose conditions stay open waits for ever: there is no timeout. */
function becomesReady(world: World, conductor: RunningConductor, cluster: Cluster): boolean {
  if (mgmtTrouble(world, conductor)) return false;
  const version = askedVersion(conductor, 'Cluster');
  const template = world.model.magnum.templates.find((one) => one.uuid === cluster.template);
  return (
    world.model.mgmt.apiVersions.includes(version) &&
    !version.endsWith('/v1beta2') &&
    // The chart renders these two and nothing for any other name: nodes without a network stay NotReady.
    ['calico', 'cilium'].includes(template?.networkDriver ?? '')
  );
}

function imageTrouble(model: CloudModel, cluster: Cluster): string | undefined {
  const template = model.magnum.templates.find((one) => one.uuid === cluster.template);
  const image = model.catalog.images.find((one) => one.name === template?.image);
  if (!image) return `Image ${template?.image ?? ''} could not be found.`;
  return 'kube_version' in image.properties
    ? undefined
    : `Image ${image.id} does not have a kube_version property.`;
}

function due(cluster: Cluster, untilMs: number): boolean {
  return cluster.settlesAt !== null && cluster.settlesAt <= untilMs;
}
