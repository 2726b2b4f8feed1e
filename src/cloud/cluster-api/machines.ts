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
  const count = role === 'worker' ? cluster.nodeCount : cluster.masterCount;
  for (let number = 0; number < count; number++) {
    addMachine(cloud, cluster, role, { number, generation: 0 }, at);
  }
}

/** Asks nova for one machine; `generation` counts how often it took the place of a lost one. */
export function addMachine(
  cloud: Cloud,
  cluster: Cluster,
  role: 'control-plane' | 'worker',
  { number, generation }: { readonly number: number; readonly generation: number },
  at: number,
): Server | undefined {
  const { model } = cloud;
  const template = model.magnum.templates.find((one) => one.uuid === cluster.template);
  const subnet = clusterSubnet(model, cluster);
  if (template === undefined || subnet === undefined) return undefined;
  const isWorker = role === 'worker';
  const groupName = securityGroupName(cluster, isWorker ? 'worker' : 'controlplane');
  const group = model.network.securityGroups.find((one) => one.name === groupName);
  const set = suffix(model.seed, `set/${cluster.uuid}`, 5);
  const label = `machine/${cluster.uuid}/${role}/${number}${generation === 0 ? '' : `/${generation}`}`;
  const end = suffix(model.seed, label, 5);
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
  return server;
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
