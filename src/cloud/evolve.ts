/** What happens by itself as virtual time passes. */
import { interfere } from './interference.ts';
import { moveClusters } from './magnum/clusters.ts';
import { rememberConductor } from './magnum/conductor.ts';
import { pollHealth } from './magnum/health.ts';
import { runVaultHooks } from './vault/charm.ts';
import { moveWorkloads } from './workload/move.ts';
import type { World } from './world.ts';

/**
 * Brings the cloud to the instant `untilMs` (virtual milliseconds). Every planned thing carries its own
 * time, so it does not matter in how many steps one comes here; going to the same instant twice is safe.
 */
export function evolve(world: World, untilMs: number): void {
  const { mgmt } = world.model;
  if (mgmt.vmStatus === 'SHUTOFF' && mgmt.activeAt > 0 && mgmt.activeAt <= untilMs) {
    mgmt.vmStatus = 'ACTIVE';
    mgmt.activeAt = 0;
  }
  interfere(world);
  rememberConductor(world);
  moveClusters(world, untilMs);
  moveWorkloads(world, untilMs);
  pollHealth(world, untilMs);
  runVaultHooks(world, untilMs);
}
