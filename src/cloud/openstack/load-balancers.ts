/** Octavia's commands. Amphorae and failover are the administrator's. */
import { refuse } from '../answers.ts';
import { list, one, text, type OpenstackCommand, type OpenstackRequest } from './command.ts';
import { balancerFields, statusTree } from './load-balancer-fields.ts';
import type { Listener, LoadBalancer } from './model.ts';
import { isImmutable, requestBalancerDeletion, requestFailover } from './octavia.ts';
import { findBalancer, requireAdmin, visibleBalancers } from './octavia-scope.ts';

export const loadBalancerCommands: readonly OpenstackCommand[] = [
  {
    words: 'loadbalancer list',
    values: ['--name', '--project', '--provisioning-status', '--operating-status'],
    run: listBalancers,
  },
  {
    words: 'loadbalancer show',
    takes: ['load_balancer'],
    run: (request) => one(balancerFields(findBalancer(request))),
  },
  {
    words: 'loadbalancer status show',
    takes: ['loadbalancer'],
    run: (request) => text(`${JSON.stringify(statusTree(findBalancer(request)), null, 4)}\n`),
  },
  {
    words: 'loadbalancer delete',
    takes: ['load_balancer'],
    flags: ['--cascade', '--wait'],
    run: (request) => {
      const balancer = findBalancer(request);
      requireMutable(balancer);
      if (balancer.listeners.length > 0 && !request.options.has('--cascade')) {
        refuse(`Cannot delete Load Balancer ${balancer.id} - it has children (HTTP 400)`);
      }
      requestBalancerDeletion(balancer, request.call.world.clock.now());
      return text('');
    },
  },
  {
    words: 'loadbalancer failover',
    takes: ['load_balancer'],
    flags: ['--wait'],
    run: failOver,
  },
  {
    words: 'loadbalancer listener list',
    values: ['--loadbalancer'],
    run: (request) =>
      list(
        [
          'id',
          'default_pool_id',
          'name',
          'project_id',
          'protocol',
          'protocol_port',
          'admin_state_up',
        ],
        listeners(request).map(({ listener, balancer }) => [
          listener.id,
          listener.pool.id,
          listener.name,
          balancer.project,
          listener.protocol,
          listener.port,
          true,
        ]),
      ),
  },
  {
    words: 'loadbalancer pool list',
    values: ['--loadbalancer'],
    run: (request) =>
      list(
        [
          'id',
          'name',
          'project_id',
          'provisioning_status',
          'protocol',
          'lb_algorithm',
          'admin_state_up',
        ],
        listeners(request).map(({ listener, balancer }) => [
          listener.pool.id,
          listener.pool.name,
          balancer.project,
          balancer.provisioning,
          listener.protocol,
          'ROUND_ROBIN',
          true,
        ]),
      ),
  },
  {
    words: 'loadbalancer member list',
    takes: ['pool'],
    run: listMembers,
  },
  {
    words: 'loadbalancer provider list',
    run: (request) => {
      visibleBalancers(request);
      return list(
        ['name', 'description'],
        [
          ['amphora', 'The Octavia Amphora driver.'],
          ['octavia', 'Deprecated alias of the Octavia Amphora driver.'],
          ['ovn', 'Octavia OVN driver.'],
        ],
      );
    },
  },
];

function listBalancers(request: OpenstackRequest) {
  const { options } = request;
  const found = visibleBalancers(request)
    .filter((each) => (options.get('--name') ?? each.name) === each.name)
    .filter((each) => (options.get('--project') ?? each.project) === each.project)
    .filter(
      (each) => (options.get('--provisioning-status') ?? each.provisioning) === each.provisioning,
    )
    .filter((each) => (options.get('--operating-status') ?? each.operating) === each.operating);
  return list(
    [
      'id',
      'name',
      'project_id',
      'vip_address',
      'provisioning_status',
      'operating_status',
      'provider',
    ],
    found.map((each) => [
      each.id,
      each.name,
      each.project,
      each.vipAddress,
      each.provisioning,
      each.operating,
      'amphora',
    ]),
  );
}

/** Accepted and no more: nothing is printed, and whether there is room shows later. */
async function failOver(request: OpenstackRequest) {
  const { world } = request.call;
  const balancer = findBalancer(request);
  requireAdmin(request);
  requireMutable(balancer);
  requestFailover(world, balancer, world.clock.now());
  while (request.options.has('--wait') && isImmutable(balancer)) await world.clock.sleep(1_000);
  return text('');
}

function listMembers(request: OpenstackRequest) {
  const asked = request.names[0] ?? '';
  const found = listeners(request).find(({ listener: { pool } }) =>
    [pool.id, pool.name].includes(asked),
  );
  if (found === undefined) refuse(`Unable to locate ${asked} in pools`);
  const { listener, balancer } = found;
  return list(
    [
      'id',
      'name',
      'project_id',
      'provisioning_status',
      'address',
      'protocol_port',
      'operating_status',
      'weight',
    ],
    listener.pool.members.map((member) => [
      member.id,
      member.name,
      balancer.project,
      'ACTIVE',
      member.address,
      member.port,
      member.operating,
      1,
    ]),
  );
}

function listeners(request: OpenstackRequest): { listener: Listener; balancer: LoadBalancer }[] {
  const asked = request.options.get('--loadbalancer');
  const balancers =
    asked === undefined ? visibleBalancers(request) : [findBalancer(request, asked)];
  return balancers.flatMap((balancer) =>
    balancer.listeners.map((listener) => ({ listener, balancer })),
  );
}

function requireMutable(balancer: LoadBalancer): void {
  if (!isImmutable(balancer)) return;
  refuse(`Load Balancer ${balancer.id} is immutable and cannot be updated. (HTTP 409)`);
}
