/** The servers of a workload cluster. */
import { suffix } from '../identifiers.ts';
import type { CloudModel, Cluster } from '../model.ts';
import { createServer, type Cloud } from '../openstack/compute.ts';
import type { Server } from '../openstack/model.ts';
import { addPort } from '../openstack/neutron.ts';
import { securityGroupName } from './names.ts';
import { clusterSubnet } from './networks.ts';

/** Asks nova for all machines of one role at once. */
export function addMachines(
  cloud: Cloud,
  cluster: Cluster,
  role: 'control-plane' | 'worker',
  at: number,
): void {
  const { model } = cloud;
  const template = model.magnum.templates.find((one) => one.uuid === cluster.template);
  const subnet = clusterSubnet(model, cluster);
  if (template === undefined || subnet === undefined) return;
  const isWorker = role === 'worker';
  const groupName = securityGroupName(cluster, isWorker ? 'worker' : 'controlplane');
  const group = model.network.securityGroups.find((one) => one.name === groupName);
  const set = suffix(model.seed, `set/${cluster.uuid}`, 5);
  const count = isWorker ? cluster.nodeCount : cluster.masterCount;
  for (let number = 0; number < count; number++) {
    const end = suffix(model.seed, `machine/${cluster.uuid}/${role}/${number}`, 5);
    const name = isWorker
      ? `${cluster.stackId}-default-worker-${set}-${end}`
      : `${cluster.stackId}-control-plane-${end}`;
    const server = createServer(
      cloud,
      {
        name,
        project: cluster.project,
        user: cluster.user,
        flavor: isWorker ? template.flavor : template.masterFlavor,
        image: template.image,
        keypair: cluster.keypair,
        machine: { cluster: cluster.stackId, role },
      },
      at,
    );
    addPort(model, {
      name,
      project: cluster.project,
      subnet,
      deviceOwner: 'compute:nova',
      device: server.id,
      securityGroups: group === undefined ? [] : [group.id],
    });
  }
}

/** The servers of a cluster, by the name that Cluster API gave it; of one role or of both. */
export function machinesOf(
  { compute }: CloudModel,
  stackId: string,
  role?: 'control-plane' | 'worker',
): Server[] {
  return compute.servers.filter(
    ({ machine }) => machine?.cluster === stackId && (role === undefined || machine.role === role),
  );
}
