/** What befalls a workload cluster once it is complete and well. */
import { addMachine, machinesOf } from '../cluster-api/machines.ts';
import type { Cluster } from '../model.ts';
import { removeServer } from '../openstack/compute.ts';
import type { World } from '../world.ts';
import { workloadOf } from './move.ts';
import { silentMs } from './readiness.ts';

/**
 * Hosts run out of memory: the workers are lost, new ones have been made for them and have booted, and
 * the VM of the management cluster is shut off before it has told them what they are. True: done. It waits until
 * somebody has taken the key to the cluster and is about to look inside.
 */
export function loseWorkersAndMgmtVm(world: World): boolean {
  const { model } = world;
  const cluster = wellCluster(world);
  const workload = cluster === undefined ? undefined : workloadOf(world, cluster);
  if (cluster === undefined || workload === undefined || !hasItsKey(world, cluster)) return false;
  const at = model.evolvedTo;
  for (const [number, lost] of machinesOf(model, cluster.stackId, 'worker').entries()) {
    removeServer(model, lost.id);
    const made = addMachine(world, cluster, 'worker', { number, generation: 1 }, at - bootMs);
    if (made !== undefined) Object.assign(made, { status: 'ACTIVE', becomes: null });
  }
  workload.replacedAt = at;
  model.mgmt.vmStatus = 'SHUTOFF';
  model.mgmt.activeAt = 0;
  return true;
}

/** One worker is shut off, as a host does that has no memory left. True: done. */
export function stopWorker(world: World): boolean {
  const cluster = wellCluster(world);
  const workload = cluster === undefined ? undefined : workloadOf(world, cluster);
  if (cluster === undefined || workload === undefined) return false;
  const [worker] = machinesOf(world.model, cluster.stackId, 'worker');
  const node = workload.nodes.find(({ name }) => name === worker?.name);
  if (worker === undefined || node === undefined) return false;
  worker.status = 'SHUTOFF';
  // Starved of memory, its kubelet fell silent before the host gave it up.
  node.downSince = world.model.evolvedTo - silentMs;
  world.model.mgmt.conditions['nodegroup'] = "default-worker waiting on ['Available', 'Ready']";
  return true;
}

function wellCluster({ model }: World): Cluster | undefined {
  return model.magnum.clusters.find(
    ({ status, healthStatus }) => status === 'CREATE_COMPLETE' && healthStatus === 'HEALTHY',
  );
}

function hasItsKey({ hosts }: World, { name }: Cluster): boolean {
  const files = hosts.get('jumphost')?.files;
  return files?.read(`/home/jessea123/${name}/config`) !== undefined;
}

/** So long ago that they have joined by now. */
const bootMs = 90_000;
