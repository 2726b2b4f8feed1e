/** Ways to break the simulated cloud at the start. Each really changes the world; none changes an answer. */
import { accessFaults } from './faults/access.ts';
import { conductorFaults } from './faults/conductor.ts';
import type { Fault } from './faults/fault.ts';
import { managementClusterFaults } from './faults/management-cluster.ts';
import { supersededFaults } from './faults/superseded.ts';
import { openstackFaults } from './faults/openstack.ts';
import { vaultFaults } from './faults/vault.ts';
import { workloadFaults } from './faults/workload.ts';
import type { World } from './world.ts';

/** Breaks the cloud. An unknown name is an error that lists the known ones. */
export async function applyFault(name: string, world: World): Promise<void> {
  const fault = faults.find((one) => one.name === name);
  if (!fault) {
    const known = faults.map((one) => one.name).join(', ');
    throw new Error(`no fault is called ${name}; there are: ${known}`);
  }
  await fault.apply(world);
}

const faults: readonly Fault[] = [
  ...conductorFaults,
  ...accessFaults,
  ...managementClusterFaults,
  ...vaultFaults,
  ...supersededFaults,
  ...openstackFaults,
  ...workloadFaults,
];

/** Every fault by name, with a sentence for the list. */
export const faultNames: readonly { readonly name: string; readonly says: string }[] = faults.map(
  ({ name, says }) => ({ name, says }),
);
