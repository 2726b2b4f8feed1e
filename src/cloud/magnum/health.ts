/** The conductor's health poll: every 60 s of virtual time it stores what the driver found. */
import type { RunningConductor } from '../model.ts';
import type { World } from '../world.ts';
import { runningConductor } from './conductor.ts';
import { askedVersion, mgmtTrouble, type Kind } from './driver.ts';

export const healthPeriod = 60_000;

/** Stores the health of each settled cluster when its next poll is due. A poll that fails changes nothing. */
export function pollHealth(world: World, untilMs: number): void {
  const due = world.model.magnum.clusters.filter(
    (cluster) =>
      cluster.status.endsWith('_COMPLETE') && cluster.lastHealthPoll + healthPeriod <= untilMs,
  );
  if (due.length === 0) return;
  const conductor = runningConductor(world);
  for (const cluster of due) {
    const periods = Math.floor((untilMs - cluster.lastHealthPoll) / healthPeriod);
    cluster.lastHealthPoll += periods * healthPeriod;
    if (!conductor?.driver) continue;
    const trouble = mgmtTrouble(world, conductor);
    if (trouble !== undefined) {
      logSkipped(world, cluster.uuid, trouble, cluster.lastHealthPoll);
      continue;
    }
    cluster.healthReason = examine(world, conductor);
    const ready = Object.values(cluster.healthReason).every((value) => value === 'Ready');
    cluster.healthStatus = ready ? 'HEALTHY' : 'UNHEALTHY';
  }
}

/** What the driver finds for each of its four checks. */
export function examine(world: World, conductor: RunningConductor): Record<string, string> {
  const { mgmt } = world.model;
  const found: Record<string, string> = {};
  for (const { axis, kind, noun, waits } of checks) {
    const version = askedVersion(conductor, kind);
    if (!mgmt.apiVersions.includes(version)) found[axis] = `${noun} resource not found.`;
    // Conditions of v1beta2 are False when all is well, which the driver reads as waiting.
    else if (version.endsWith('/v1beta2')) found[axis] = `${waits} ${falseWhenWell}`;
    else found[axis] = mgmt.conditions[axis] ?? 'Ready';
  }
  return found;
}

function logSkipped(world: World, uuid: string, trouble: string, at: number): void {
  const host = world.hosts.get('magnum/0');
  const stamp = new Date(at).toISOString().replace('T', ' ').replace('Z', '');
  const reason = trouble.split('\n')[0] ?? '';
  const path = '/var/log/magnum/magnum-conductor.log';
  host?.files.write(
    path,
    `${host.files.read(path) ?? ''}${stamp} WARNING magnum.service.periodic [-] Skip pulling data from cluster ${uuid} due to error: ${reason}\n`,
  );
}

const checks: readonly { axis: string; kind: Kind; noun: string; waits: string }[] = [
  { axis: 'cluster', kind: 'Cluster', noun: 'Cluster', waits: 'Waiting on' },
  {
    axis: 'infrastructure',
    kind: 'OpenstackCluster',
    noun: 'Infrastructure',
    waits: 'Waiting on',
  },
  { axis: 'controlplane', kind: 'K8sControlPlane', noun: 'Control plane', waits: 'Waiting on' },
  {
    axis: 'nodegroup',
    kind: 'MachineDeployment',
    noun: 'default-worker',
    waits: 'default-worker waiting on',
  },
];
const falseWhenWell = `['Deleting', 'Paused', 'Remediating', 'RollingOut', 'ScalingDown', 'ScalingUp']`;
