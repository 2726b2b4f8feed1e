/**
 * How Cluster API builds a workload cluster once its charts are installed: network, load balancer of the
 * API, control plane, workers, addons. A stage that can not be ended is tried again and again, for ever.
 */
import { nextUuid, pick } from '../identifiers.ts';
import type { BuildStage, CloudModel, Cluster } from '../model.ts';
import { mayUseOctavia, octaviaForbids } from '../openstack/credentials.ts';
import type { Cloud } from '../openstack/compute.ts';
import type { LoadBalancer } from '../openstack/model.ts';
import { floatingIpOf } from '../openstack/neutron.ts';
import { requestLoadBalancer } from '../openstack/octavia.ts';
import { addMachines, machinesOf } from './machines.ts';
import { apiBalancerName } from './names.ts';
import { addNetwork, clusterSubnet } from './networks.ts';

/** Starts the first stage. The resources of the cluster are there already. */
export function beginBuild(cluster: Cluster, at: number): void {
  cluster.build = { ...cluster.build, doing: 'network', dueAt: at + 20_000 };
}

/** Does what is due by then, and notes what stands in the way. */
export function advanceBuild(cloud: Cloud, cluster: Cluster, at: number): void {
  const { build } = cluster;
  const { doing } = build;
  if (doing === null || build.dueAt > at) return;
  const step = steps[doing](cloud, cluster, at);
  build.trouble = step !== 'done' && 'trouble' in step ? step.trouble : null;
  const resource = resourceOf(cloud.model, cluster);
  if (resource !== undefined) resource.message = build.trouble;
  if (step === 'done') {
    build.reached[doing] = at;
    const next = order[order.indexOf(doing) + 1] ?? null;
    build.doing = next;
    build.dueAt = at + (next === 'ready' ? 20_000 : 5_000);
  } else if ('until' in step) build.dueAt = step.until;
}

/** `done`; or busy until then; or what stands in the way, as the controller words it. */
type Step = 'done' | { readonly until: number } | { readonly trouble: string };

const order: readonly BuildStage[] = [
  'network',
  'load-balancer',
  'control-plane',
  'workers',
  'addons',
  'ready',
];

const steps: Record<BuildStage, (cloud: Cloud, cluster: Cluster, at: number) => Step> = {
  network: ({ model }, cluster) => {
    addNetwork(model, cluster);
    return 'done';
  },
  'load-balancer': apiBalancer,
  'control-plane': (cloud, cluster, at) => {
    const step = machines(cloud, cluster, 'control-plane', at, 220, 280);
    if (step === 'done') addMembers(cloud.model, cluster);
    return step;
  },
  workers: (cloud, cluster, at) => machines(cloud, cluster, 'worker', at, 150, 210),
  addons: ({ model }, cluster, at) => {
    // The chart renders these two and nothing for any other name: nodes without a network stay NotReady.
    const template = model.magnum.templates.find((one) => one.uuid === cluster.template);
    if (!['calico', 'cilium'].includes(template?.networkDriver ?? '')) {
      return { trouble: 'container runtime network not ready: cni plugin not initialized' };
    }
    const workers = cluster.build.reached.workers ?? at;
    const until = workers + pick(model.seed, `addons/${cluster.uuid}`, 120, 200) * 1000;
    return at >= until ? 'done' : { until };
  },
  ready: () => 'done',
};

function apiBalancer({ model, hosts }: Cloud, cluster: Cluster, at: number): Step {
  const balancer = apiBalancerOf(model, cluster);
  if (balancer?.provisioning === 'ERROR') {
    return {
      trouble: `load balancer ${balancer.id} is not in expected state: ACTIVE, current state: ERROR`,
    };
  }
  if (balancer !== undefined) {
    const usable = balancer.provisioning === 'ACTIVE' && floatingIpOf(model, balancer.vipPort);
    return usable ? 'done' : { until: at };
  }
  const subnet = clusterSubnet(model, cluster);
  const external = model.catalog.networks.find((one) => one.external);
  if (subnet === undefined || external === undefined) {
    return { trouble: 'no external network was found' };
  }
  if (!mayUseOctavia(model, resourceOf(model, cluster)?.credential)) {
    return { trouble: octaviaForbids };
  }
  const name = apiBalancerName(cluster);
  requestLoadBalancer(
    { model, hosts },
    {
      name,
      description: `Created by cluster-api-provider-openstack cluster magnum-${cluster.project}-${cluster.stackId}`,
      project: cluster.project,
      subnet,
      floatingFrom: external.id,
      listeners: [
        {
          id: nextUuid(model),
          name: `${name}-6443`,
          protocol: 'TCP',
          port: 6443,
          pool: { id: nextUuid(model), name: `${name}-6443`, members: [] },
        },
      ],
    },
    at,
  );
  return { until: at };
}

/** Servers first, then the time that they take to boot and join. One that nova could not place blocks. */
function machines(
  cloud: Cloud,
  cluster: Cluster,
  role: 'control-plane' | 'worker',
  at: number,
  from: number,
  to: number,
): Step {
  const there = machinesOf(cloud.model, cluster.stackId, role);
  const wanted = role === 'worker' ? cluster.nodeCount : cluster.masterCount;
  if (there.length === 0 && wanted > 0) {
    addMachines(cloud, cluster, role, at);
    const seconds = pick(cloud.model.seed, `${role}/${cluster.uuid}`, from, to);
    return { until: at + seconds * 1000 };
  }
  const failed = there.find((server) => server.status === 'ERROR');
  if (failed) return { trouble: `instance state "ERROR" of ${failed.name}: ${failed.fault ?? ''}` };
  return there.every((server) => server.status === 'ACTIVE') ? 'done' : { until: at };
}

function addMembers(model: CloudModel, cluster: Cluster): void {
  const pool = apiBalancerOf(model, cluster)?.listeners[0]?.pool;
  for (const server of machinesOf(model, cluster.stackId, 'control-plane')) {
    const port = model.network.ports.find((one) => one.device === server.id);
    pool?.members.push({
      id: nextUuid(model),
      name: server.name,
      address: port?.address ?? '',
      port: 6443,
      operating: 'ONLINE',
    });
  }
}

/** The load balancer of a cluster's API; undefined before there is one. */
export function apiBalancerOf(
  { octavia }: CloudModel,
  cluster: Pick<Cluster, 'project' | 'stackId'>,
): LoadBalancer | undefined {
  const name = apiBalancerName(cluster);
  return octavia.loadBalancers.find((one) => one.name === name);
}

function resourceOf({ mgmt }: CloudModel, cluster: Cluster) {
  return mgmt.openstackClusters.find((one) => one.name === cluster.stackId);
}
