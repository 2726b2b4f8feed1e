/** Whether a TCP connect would succeed, worked out from what is up and what the security groups let in. */
import type { MgmtCluster, SecurityGroupRule } from './model.ts';
import { isVaultAddress } from './vault/api.ts';
import { runningVault } from './vault/server.ts';
import { vipService } from './vips.ts';
import { apiAnswers, clusterAt, serviceAt } from './workload/endpoint.ts';
import type { World } from './world.ts';

/**
 * True when `address:port` answers a TCP connect made from that host now. Addresses are IPv4 or one of
 * the names on the internet that the runbooks use.
 */
export function reachable(world: World, fromHost: string, address: string, port: number): boolean {
  const { model } = world;
  if (model.network.unreachable.includes(`${address}:${port}`)) return false;
  if (address === model.mgmt.fip) return mgmtAnswers(world, fromHost, port);
  if (isVaultAddress(world, fromHost, address, port)) return runningVault(world) !== undefined;
  if (address === 'localhost' || address === '127.0.0.1') return localPort(world, fromHost, port);
  if (internetNames.includes(address)) {
    return port === 443 && (model.internet.egress || fromHost === 'jumphost');
  }
  const cluster = clusterAt(model, address);
  if (cluster !== undefined) return port === 6443 && apiAnswers(model, cluster);
  if (serviceAt(model, address, port) !== undefined) return true;
  return vipService(address, port) !== undefined;
}

/** How far the API server of the management cluster has come after a start of its VM. */
export function apiState(
  mgmt: MgmtCluster,
  now: number,
): 'off' | 'refusing' | 'starting' | 'ready' {
  if (mgmt.vmStatus !== 'ACTIVE') return 'off';
  if (now >= mgmt.apiReadyAt) return 'ready';
  // The port opens some seconds before TLS handshakes come to an end.
  return now >= mgmt.apiReadyAt - 15_000 ? 'starting' : 'refusing';
}

/** Whether a rule lets in TCP to this port from this address. */
export function admits(rule: SecurityGroupRule, port: number, source: string): boolean {
  return (
    rule.direction === 'ingress' &&
    rule.etherType === 'IPv4' &&
    (rule.protocol === null || rule.protocol === 'tcp') &&
    (rule.portMin === null || rule.portMin <= port) &&
    (rule.portMax === null || rule.portMax >= port) &&
    (rule.remotePrefix === null || contains(rule.remotePrefix, source))
  );
}

function mgmtAnswers(world: World, fromHost: string, port: number): boolean {
  const { mgmt, network } = world.model;
  const state = apiState(mgmt, world.clock.now());
  if (state === 'off' || (port === 6443 && state === 'refusing')) return false;
  if (port !== 6443 && port !== 22) return false;
  const group = network.securityGroups.find((one) => one.name === 'capi-mgmt-sg');
  const source = network.seenAs[fromHost] ?? '0.0.0.0';
  return network.rules.some((rule) => rule.group === group?.id && admits(rule, port, source));
}

function localPort(world: World, fromHost: string, port: number): boolean {
  const host = world.hosts.get(fromHost);
  if (port === 22) return host !== undefined;
  return port === 9501 && host?.services.get('magnum-api')?.state === 'active';
}

/** Whether an IPv4 address lies in a prefix written `a.b.c.d/n`. */
function contains(prefix: string, address: string): boolean {
  const [network = '', length = '32'] = prefix.split('/');
  const bits = Number(length);
  const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
  return (toNumber(network) & mask) >>> 0 === (toNumber(address) & mask) >>> 0;
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

const internetNames = [
  'pypi.org',
  'files.pythonhosted.org',
  'get.helm.sh',
  'azimuth-images.stackhpc.cloud',
];
