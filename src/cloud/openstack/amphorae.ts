/** The administrator's view of amphorae: the rows that octavia has, whatever servers nova has. */
import { refuse } from '../answers.ts';
import { list, one, type OpenstackCommand, type OpenstackRequest } from './command.ts';
import { octaviaTime } from './load-balancer-fields.ts';
import type { Amphora } from './model.ts';
import { findBalancer, requireAdmin } from './octavia-scope.ts';
import { requireProject } from './session.ts';

export const amphoraCommands: readonly OpenstackCommand[] = [
  {
    words: 'loadbalancer amphora list',
    values: ['--loadbalancer', '--compute-id', '--status', '--role'],
    flags: ['--long'],
    run: listAmphorae,
  },
  {
    words: 'loadbalancer amphora show',
    takes: ['amphora-id'],
    run: showAmphora,
  },
];

function listAmphorae(request: OpenstackRequest) {
  const { options } = request;
  const balancer = options.get('--loadbalancer');
  const wanted = balancer === undefined ? undefined : findBalancer(request, balancer).id;
  const found = amphorae(request)
    .filter((each) => (wanted ?? each.loadBalancer) === each.loadBalancer)
    .filter((each) => (options.get('--compute-id') ?? each.compute) === each.compute)
    .filter((each) => (options.get('--role') ?? each.role) === each.role)
    .filter((each) => (options.get('--status') ?? each.status) === each.status);
  const long = options.has('--long');
  const image = imageId(request);
  const columns = ['id', 'loadbalancer_id', 'status', 'role', 'lb_network_ip', 'ha_ip'];
  return list(
    long ? [...columns, 'compute_id', 'cached_zone', 'image_id'] : columns,
    found.map((each) => [
      each.id,
      each.loadBalancer,
      each.status,
      each.role,
      each.lbNetworkIp,
      addressOf(request, each),
      ...(long ? [each.compute, 'nova', image] : []),
    ]),
  );
}

function showAmphora(request: OpenstackRequest) {
  const asked = request.names[0] ?? '';
  const amphora =
    amphorae(request).find((each) => each.id === asked) ??
    refuse(`Amphora ${asked} not found (HTTP 404)`);
  const balancer = request.call.world.model.octavia.loadBalancers.find(
    (each) => each.id === amphora.loadBalancer,
  );
  return one([
    ['id', amphora.id],
    ['loadbalancer_id', amphora.loadBalancer],
    ['compute_id', amphora.compute],
    ['lb_network_ip', amphora.lbNetworkIp],
    ['vrrp_ip', amphora.vrrpIp],
    ['ha_ip', addressOf(request, amphora)],
    ['vrrp_port_id', amphora.vrrpPort],
    ['ha_port_id', balancer?.vipPort ?? null],
    ['cert_expiration', octaviaTime(amphora.createdAt + 30 * 24 * 3_600_000)],
    ['cert_busy', false],
    ['role', amphora.role],
    ['status', amphora.status],
    ['vrrp_interface', null],
    ['vrrp_id', 1],
    ['vrrp_priority', null],
    ['cached_zone', 'nova'],
    ['created_at', octaviaTime(amphora.createdAt)],
    ['updated_at', octaviaTime(amphora.createdAt)],
    ['image_id', imageId(request)],
    ['compute_flavor', null],
  ]);
}

function amphorae(request: OpenstackRequest): Amphora[] {
  requireProject(request.session);
  requireAdmin(request);
  return request.call.world.model.octavia.amphorae;
}

function imageId({ call }: OpenstackRequest): string | null {
  const { images } = call.world.model.catalog;
  return images.find((image) => image.name.startsWith('amphora-'))?.id ?? null;
}

function addressOf({ call }: OpenstackRequest, amphora: Amphora): string | null {
  const { loadBalancers } = call.world.model.octavia;
  return loadBalancers.find((each) => each.id === amphora.loadBalancer)?.vipAddress ?? null;
}
