/**
 * Octavia: load balancers, each carried by one amphora, which is a server of the services project. Making
 * one and failing one over need room for one more amphora on some host; without it they end in ERROR.
 */
import { amphoraFlavor, amphoraImage } from '../fresh-openstack.ts';
import { hexId, nextUuid } from '../identifiers.ts';
import type { CloudModel } from '../model.ts';
import { createServer, removeServer, type Cloud } from './compute.ts';
import type { Amphora, Listener, LoadBalancer, LoadBalancerTask, Subnet } from './model.ts';
import { addFloatingIp, addPort, removePorts } from './neutron.ts';

export interface LoadBalancerRequest {
  readonly name: string;
  readonly description: string;
  readonly project: string;
  readonly subnet: Subnet;
  readonly listeners: readonly Listener[];
  /** Network of the floating IP that it gets once it is ACTIVE. */
  readonly floatingFrom: string | null;
}

/** Begins to make a load balancer. It is ACTIVE a minute and a half later, or ERROR soon. */
export function requestLoadBalancer(
  cloud: Cloud,
  request: LoadBalancerRequest,
  at: number,
): LoadBalancer {
  const { model } = cloud;
  const id = nextUuid(model);
  const port = addPort(model, {
    name: `octavia-lb-${id}`,
    project: request.project,
    subnet: request.subnet,
    deviceOwner: 'Octavia',
    device: `lb-${id}`,
  });
  const balancer: LoadBalancer = {
    id,
    name: request.name,
    description: request.description,
    project: request.project,
    provisioning: 'PENDING_CREATE',
    operating: 'OFFLINE',
    vipAddress: port.address,
    vipPort: port.id,
    vipNetwork: port.network,
    vipSubnet: port.subnet,
    listeners: [...request.listeners],
    createdAt: at,
    updatedAt: at,
    task: null,
    floatingFrom: request.floatingFrom,
  };
  model.octavia.loadBalancers.push(balancer);
  balancer.task = withAmphora(cloud, balancer, 'create', at);
  return balancer;
}

/** Whether octavia takes a change now: not while another one is under way. */
export function isImmutable(balancer: LoadBalancer): boolean {
  return balancer.provisioning.startsWith('PENDING_');
}

/** Begins to replace the amphora: the new one is made before the old one goes. About 100 s. */
export function requestFailover(cloud: Cloud, balancer: LoadBalancer, at: number): void {
  balancer.provisioning = 'PENDING_UPDATE';
  balancer.updatedAt = at;
  balancer.task = withAmphora(cloud, balancer, 'failover', at);
}

/** Begins to take a load balancer away with all that hangs on it. Its floating IP is not octavia's. */
export function requestBalancerDeletion(balancer: LoadBalancer, at: number): void {
  balancer.provisioning = 'PENDING_DELETE';
  balancer.updatedAt = at;
  balancer.task = { type: 'delete', endsAt: at + deleteMs, succeeds: true, amphora: null };
}

/** Ends what octavia's workers have done by then. */
export function moveLoadBalancers({ model }: Cloud, untilMs: number): void {
  for (const balancer of [...model.octavia.loadBalancers]) {
    const { task } = balancer;
    if (task === null || task.endsAt > untilMs) continue;
    balancer.task = null;
    balancer.updatedAt = task.endsAt;
    if (task.type === 'delete') drop(model, balancer);
    else if (task.succeeds) settle(model, balancer, task);
    else giveUp(model, balancer, task);
  }
}

/** Asks nova for one more amphora. How the task ends is settled by what nova answers. */
function withAmphora(
  cloud: Cloud,
  balancer: LoadBalancer,
  type: 'create' | 'failover',
  at: number,
): LoadBalancerTask {
  const { model } = cloud;
  const id = nextUuid(model);
  const services = hexId(model.seed, 'project/services');
  const server = createServer(
    cloud,
    {
      name: `amphora-${id}`,
      project: services,
      user: hexId(model.seed, 'user/octavia'),
      flavor: amphoraFlavor,
      image: amphoraImage,
      keypair: null,
    },
    at,
  );
  const succeeds = server.status !== 'ERROR';
  if (!succeeds) return { type, endsAt: at + noHostMs, succeeds, amphora: id };
  const management = model.network.subnets.find((one) => one.name === 'lb-mgmt-subnetv6');
  const vip = model.network.subnets.find((one) => one.id === balancer.vipSubnet);
  if (!management || !vip) throw new Error('the simulated cloud has no network for amphorae');
  const own = { deviceOwner: 'compute:nova', device: server.id };
  const lbNetwork = addPort(model, { ...own, name: '', project: services, subnet: management });
  const vrrp = addPort(model, {
    ...own,
    name: `octavia-lb-vrrp-${id}`,
    project: balancer.project,
    subnet: vip,
  });
  model.octavia.amphorae.push({
    id,
    loadBalancer: balancer.id,
    compute: server.id,
    status: 'BOOTING',
    role: 'STANDALONE',
    lbNetworkIp: lbNetwork.address,
    vrrpIp: vrrp.address,
    vrrpPort: vrrp.id,
    createdAt: at,
  });
  return { type, endsAt: at + (type === 'create' ? createMs : failoverMs), succeeds, amphora: id };
}

function settle(model: CloudModel, balancer: LoadBalancer, task: LoadBalancerTask): void {
  for (const amphora of amphoraeOf(model, balancer)) {
    if (amphora.id === task.amphora) amphora.status = 'ALLOCATED';
    else dropAmphora(model, amphora);
  }
  balancer.provisioning = 'ACTIVE';
  balancer.operating = 'ONLINE';
  if (task.type === 'create' && balancer.floatingFrom !== null) {
    addFloatingIp(model, {
      network: balancer.floatingFrom,
      project: balancer.project,
      description: balancer.description,
      port: balancer.vipPort,
    });
  }
}

/** The server that found no host stays behind in nova, with no row of octavia's: a zombie. */
function giveUp(model: CloudModel, balancer: LoadBalancer, task: LoadBalancerTask): void {
  balancer.provisioning = 'ERROR';
  if (task.type === 'create') balancer.operating = 'ERROR';
  model.octavia.amphorae = model.octavia.amphorae.filter((one) => one.id !== task.amphora);
}

function drop(model: CloudModel, balancer: LoadBalancer): void {
  for (const amphora of amphoraeOf(model, balancer)) dropAmphora(model, amphora);
  removePorts(model, (port) => port.id === balancer.vipPort);
  model.octavia.loadBalancers = model.octavia.loadBalancers.filter((one) => one !== balancer);
}

function dropAmphora(model: CloudModel, amphora: Amphora): void {
  removeServer(model, amphora.compute);
  model.octavia.amphorae = model.octavia.amphorae.filter((one) => one !== amphora);
}

function amphoraeOf({ octavia }: CloudModel, balancer: LoadBalancer): Amphora[] {
  return octavia.amphorae.filter((amphora) => amphora.loadBalancer === balancer.id);
}

const createMs = 75_000;
const failoverMs = 100_000;
const deleteMs = 18_000;
const noHostMs = 15_000;
