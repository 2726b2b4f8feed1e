/** Neutron: addresses, ports and floating IPs given out and taken back. */
import { nextUuid, pick } from '../identifiers.ts';
import type { CloudModel } from '../model.ts';
import type { FloatingIp, Port, Subnet } from './model.ts';

export interface PortRequest {
  readonly name: string;
  readonly project: string;
  readonly subnet: Subnet;
  readonly deviceOwner: string;
  readonly device: string;
  readonly securityGroups?: readonly string[];
  /** A certain address; without it, a free one. */
  readonly address?: string;
}

export function addPort(model: CloudModel, request: PortRequest): Port {
  const { subnet } = request;
  const port: Port = {
    id: nextUuid(model),
    name: request.name,
    project: request.project,
    network: subnet.network,
    subnet: subnet.id,
    address: request.address ?? freeAddress(model, subnet),
    deviceOwner: request.deviceOwner,
    device: request.device,
    securityGroups: [...(request.securityGroups ?? [])],
  };
  model.network.ports.push(port);
  return port;
}

/** Takes ports away; a floating IP that pointed at one stays, free. */
export function removePorts(model: CloudModel, which: (port: Port) => boolean): void {
  const { network } = model;
  const gone = network.ports.filter(which).map((port) => port.id);
  network.ports = network.ports.filter((port) => !gone.includes(port.id));
  for (const ip of network.floatingIps) {
    if (ip.port !== null && gone.includes(ip.port)) ip.port = null;
  }
}

/** A floating IP of an external network, given to a port at once. */
export function addFloatingIp(
  model: CloudModel,
  request: Pick<FloatingIp, 'network' | 'project' | 'description' | 'port'> & {
    readonly address?: string;
  },
): FloatingIp {
  const ip: FloatingIp = {
    id: nextUuid(model),
    ...request,
    address: request.address ?? freeExternalAddress(model),
  };
  model.network.floatingIps.push(ip);
  return ip;
}

/** An address of the external network that neither a floating IP nor a router has. */
export function freeExternalAddress(model: CloudModel): string {
  const { floatingIps, routers } = model.network;
  const used = new Set([
    ...floatingIps.map((ip) => ip.address),
    ...routers.map((router) => router.gateway?.address),
  ]);
  const start = pick(model.seed, `external/${model.nextId}`, 0, 99);
  for (let step = 0; step < 100; step++) {
    const address = `10.12.7.${100 + ((start + step) % 100)}`;
    if (!used.has(address)) return address;
  }
  throw new Error('the simulated provider network has no address left');
}

export function floatingIpOf({ network }: CloudModel, port: string): FloatingIp | undefined {
  return network.floatingIps.find((ip) => ip.port === port);
}

/** What `server list` shows as networks: the addresses by network, the floating one after the fixed. */
export function addressesOf(model: CloudModel, device: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const port of model.network.ports.filter((one) => one.device === device)) {
    const network = model.catalog.networks.find((one) => one.id === port.network)?.name ?? '';
    const floating = floatingIpOf(model, port.id);
    found[network] = [
      ...(found[network] ?? []),
      port.address,
      ...(floating === undefined ? [] : [floating.address]),
    ];
  }
  return found;
}

function freeAddress({ seed, nextId, network }: CloudModel, subnet: Subnet): string {
  const used = new Set(
    network.ports.filter((port) => port.subnet === subnet.id).map((port) => port.address),
  );
  const base = subnet.cidr.replace(/\d+\/\d+$/, '');
  const start = pick(seed, `fixed/${nextId}`, 0, 239);
  for (let step = 0; step < 240; step++) {
    const last = 10 + ((start + step) % 240);
    const address = subnet.cidr.includes('::')
      ? `${subnet.cidr.replace('::/64', '')}:f816:3eff:fe00:${last.toString(16)}`
      : `${base}${last}`;
    if (!used.has(address)) return address;
  }
  throw new Error(`the simulated subnet ${subnet.name} has no address left`);
}
