/** What happens by itself as virtual time passes. */
import { interfere } from './interference.ts';
import { moveClusters } from './magnum/clusters.ts';
import { rememberConductor } from './magnum/conductor.ts';
import { pollHealth } from './magnum/health.ts';
import type { CloudModel } from './model.ts';
import { moveServers } from './openstack/compute.ts';
import { moveImages } from './openstack/glance.ts';
import { moveLoadBalancers } from './openstack/octavia.ts';
import { runVaultHooks } from './vault/charm.ts';
import { isBusy, moveWorkloads } from './workload/move.ts';
import type { World } from './world.ts';

/**
 * Brings the cloud to the instant `untilMs` (virtual milliseconds). While something is under way it goes
 * there in short steps, so that it does not matter in how many sleeps one comes here; going to the same
 * instant twice is safe.
 */
export function evolve(world: World, untilMs: number): void {
  const { model } = world;
  for (;;) {
    const at = isMoving(model) ? Math.min(untilMs, model.evolvedTo + stepMs) : untilMs;
    step(world, at);
    model.evolvedTo = Math.max(model.evolvedTo, at);
    if (at >= untilMs) return;
  }
}

function step(world: World, at: number): void {
  const { model } = world;
  const { mgmt } = model;
  if (mgmt.vmStatus === 'SHUTOFF' && mgmt.activeAt > 0 && mgmt.activeAt <= at) {
    mgmt.vmStatus = 'ACTIVE';
    mgmt.activeAt = 0;
  }
  interfere(world);
  rememberConductor(world);
  moveServers(model, at);
  moveLoadBalancers(world, at);
  moveImages(model, at);
  moveClusters(world, at);
  moveWorkloads(world, at);
  pollHealth(world, at);
  runVaultHooks(world, at);
}

function isMoving({ catalog, compute, magnum, mgmt, octavia, workloads }: CloudModel): boolean {
  return (
    magnum.clusters.some((one) => one.status.endsWith('_IN_PROGRESS')) ||
    mgmt.clusters.some((one) => one.deletionTimestamp !== null) ||
    mgmt.openstackClusters.some((one) => one.deletionTimestamp !== null) ||
    octavia.loadBalancers.some((one) => one.task !== null) ||
    compute.servers.some((one) => one.becomes !== null) ||
    catalog.images.some((one) => one.plan.length > 0) ||
    workloads.some(isBusy)
  );
}

const stepMs = 5_000;
