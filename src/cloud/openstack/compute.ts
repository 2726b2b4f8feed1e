/** Nova: where servers run, what room the hosts have left, and how servers come up and go. */
import { nextUuid } from '../identifiers.ts';
import type { CloudModel } from '../model.ts';
import type { World } from '../world.ts';
import type { Hypervisor, Server } from './model.ts';

/** What placing a server looks at. */
export type Cloud = Pick<World, 'model' | 'hosts'>;

export interface ServerRequest {
  readonly name: string;
  readonly project: string;
  readonly user: string;
  readonly flavor: string;
  readonly image: string;
  readonly keypair: string | null;
  readonly machine?: Server['machine'];
}

/** What a flavor takes of a host. */
export interface Room {
  readonly memoryMb: number;
  readonly vcpus: number;
  readonly diskGb: number;
}

/** Asks nova for a server. Where no host has room it ends in ERROR, and stays listed. */
export function createServer(cloud: Cloud, request: ServerRequest, at: number): Server {
  const { model } = cloud;
  const host = hostWithRoom(cloud, flavorRoom(model, request.flavor));
  const server: Server = {
    ...request,
    id: nextUuid(model),
    status: host === undefined ? 'ERROR' : 'BUILD',
    hypervisor: host?.hostname ?? null,
    createdAt: at,
    becomes: host === undefined ? null : { status: 'ACTIVE', at: at + bootMs },
    fault: host === undefined ? noValidHost : null,
    machine: request.machine ?? null,
  };
  model.compute.servers.push(server);
  return server;
}

/** Takes a server away, with the ports that are its own. Nothing there is fine. */
export function removeServer(model: CloudModel, id: string): void {
  const { compute, network } = model;
  compute.servers = compute.servers.filter((server) => server.id !== id);
  const gone = network.ports.filter((port) => port.device === id).map((port) => port.id);
  network.ports = network.ports.filter((port) => port.device !== id);
  for (const ip of network.floatingIps) {
    if (ip.port !== null && gone.includes(ip.port)) ip.port = null;
  }
}

/** Servers that were being built, started or stopped and are done by then. */
export function moveServers(model: CloudModel, untilMs: number): void {
  for (const server of model.compute.servers) {
    if (server.becomes === null || server.becomes.at > untilMs) continue;
    server.status = server.becomes.status;
    server.becomes = null;
  }
}

/** The host with the most memory left that has this room; undefined when none has. */
export function hostWithRoom(cloud: Cloud, wanted: Room): Hypervisor | undefined {
  return cloud.model.compute.hypervisors
    .map((host) => ({ host, left: roomLeft(cloud, host) }))
    .filter(
      ({ left }) =>
        left.memoryMb >= wanted.memoryMb &&
        left.vcpus >= wanted.vcpus &&
        left.diskGb >= wanted.diskGb,
    )
    .sort((a, b) => b.left.memoryMb - a.left.memoryMb)[0]?.host;
}

/**
 * What the scheduler may still give away on a host: its memory times 1.5, without what is reserved for
 * the host itself and what is given away already; its cores sixteenfold; its disk once.
 */
export function roomLeft(cloud: Cloud, host: Hypervisor): Room {
  const used = allocated(cloud.model, host);
  return {
    memoryMb: host.memoryMb * 1.5 - reservedMb(cloud, host) - used.memoryMb,
    vcpus: host.vcpus * 16 - used.vcpus,
    diskGb: host.diskGb - used.diskGb,
  };
}

/** What the servers of a host take together, those that are shut off too. */
export function allocated(model: CloudModel, host: Hypervisor): Room & { readonly count: number } {
  const rooms = flavorsOn(model, host).map((flavor) => flavorRoom(model, flavor));
  const sum = (part: keyof Room) => rooms.reduce((total, room) => total + room[part], 0);
  return {
    memoryMb: sum('memoryMb'),
    vcpus: sum('vcpus'),
    diskGb: sum('diskGb'),
    count: rooms.length,
  };
}

/** What nova-compute keeps for the host, as its nova.conf says; nova's own default otherwise. */
export function reservedMb(cloud: Cloud, host: Hypervisor): number {
  const conf = cloud.hosts.get(host.unit)?.files.read('/etc/nova/nova.conf') ?? '';
  return Number(/^\s*reserved_host_memory_mb\s*=\s*(\d+)\s*$/m.exec(conf)?.[1] ?? 512);
}

export function flavorRoom(model: CloudModel, flavor: string): Room {
  const found = model.catalog.flavors.find((one) => one.name === flavor);
  return { memoryMb: found?.ram ?? 0, vcpus: found?.vcpus ?? 0, diskGb: found?.disk ?? 0 };
}

/** The VM of the management cluster runs on the first host. */
function flavorsOn({ compute }: CloudModel, host: Hypervisor): string[] {
  const own = compute.servers.filter((server) => server.hypervisor === host.hostname);
  const mgmt = host === compute.hypervisors[0] ? ['gp.mid'] : [];
  return [...mgmt, ...own.map((server) => server.flavor)];
}

const bootMs = 20_000;
const noValidHost = 'No valid host was found. There are not enough hosts available.';
