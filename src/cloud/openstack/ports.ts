/** Ports and floating IPs. */
import { refuse } from '../answers.ts';
import {
  deleteEach,
  failedToDelete,
  findResource,
  list,
  one,
  serviceError,
  type OpenstackCommand,
  type OpenstackRequest,
} from './command.ts';
import type { FloatingIp, Port } from './model.ts';
import { removePorts } from './neutron.ts';
import { prefixed, visibleTo } from './network-scope.ts';

export const portCommands: readonly OpenstackCommand[] = [
  {
    words: 'port list',
    values: [
      '--network',
      '--device-owner',
      '--device-id',
      '--server',
      '--router',
      '--name',
      '--project',
      '--fixed-ip',
    ],
    flags: ['--long'],
    run: listPorts,
  },
  {
    words: 'port show',
    takes: ['port'],
    run: (request) => {
      const port = findPort(request, request.names[0] ?? '');
      return one([
        ['admin_state_up', true],
        ['device_id', port.device],
        ['device_owner', port.deviceOwner],
        ['fixed_ips', [{ subnet_id: port.subnet, ip_address: port.address }]],
        ['id', port.id],
        ['mac_address', macOf(port)],
        ['name', port.name],
        ['network_id', port.network],
        ['project_id', port.project],
        ['security_group_ids', port.securityGroups],
        ['status', statusOf(port)],
      ]);
    },
  },
  {
    words: 'port delete',
    takes: ['port'],
    run: (request) =>
      deleteEach(request.names, { one: 'port', summary: failedToDelete('ports') }, (name) => {
        const port = findPort(request, name);
        if (port.deviceOwner === 'network:router_interface') {
          refuse(
            serviceError(
              409,
              `${endpoint}/v2.0/ports/${port.id}`,
              `Port ${port.id} cannot be deleted directly via the port API: has device owner ${port.deviceOwner}.`,
            ),
          );
        }
        removePorts(request.call.world.model, (each) => each === port);
      }),
  },
  {
    words: 'floating ip list',
    values: [
      '--network',
      '--port',
      '--fixed-ip-address',
      '--floating-ip-address',
      '--project',
      '--status',
    ],
    flags: ['--long'],
    run: listFloatingIps,
  },
  {
    words: 'floating ip show',
    takes: ['floating-ip'],
    run: (request) => {
      const ip = prefixed(() => findFloatingIp(request, request.names[0] ?? ''));
      return one([
        ['description', ip.description],
        ['fixed_ip_address', fixedOf(request, ip)],
        ['floating_ip_address', ip.address],
        ['floating_network_id', ip.network],
        ['id', ip.id],
        ['name', ip.address],
        ['port_id', ip.port],
        ['project_id', ip.project],
        ['status', stateOf(ip)],
        ['tags', []],
      ]);
    },
  },
  {
    words: 'floating ip delete',
    takes: ['floating-ip'],
    run: (request) =>
      deleteEach(
        request.names,
        { one: 'floating_ip', summary: failedToDelete('floating_ips') },
        (name) => {
          const ip = findFloatingIp(request, name);
          const { network } = request.call.world.model;
          network.floatingIps = network.floatingIps.filter((each) => each !== ip);
        },
      ),
  },
];

function listPorts(request: OpenstackRequest) {
  const { options, call } = request;
  const { model } = call.world;
  const idOf = (option: string, all: readonly { id: string; name: string }[], kind: string) => {
    const asked = options.get(option);
    return asked === undefined ? undefined : findResource(all, asked, kind).id;
  };
  const network = networkOf(request);
  const router = idOf('--router', model.network.routers, 'Router');
  const server = idOf('--server', model.compute.servers, 'Server');
  const device = options.get('--device-id') ?? router ?? server;
  const subnets = model.network.subnets;
  const [key, value] = (options.get('--fixed-ip') ?? '').split('=');
  const subnet = key === 'subnet' ? findResource(subnets, value ?? '', 'Subnet').id : undefined;
  const address = key === 'ip-address' ? value : undefined;
  const found = ports(request)
    .filter((each) => (network ?? each.network) === each.network)
    .filter((each) => (device ?? each.device) === each.device)
    .filter((each) => (subnet ?? each.subnet) === each.subnet)
    .filter((each) => (address ?? each.address) === each.address)
    .filter((each) => (options.get('--name') ?? each.name) === each.name)
    .filter((each) => (options.get('--project') ?? each.project) === each.project)
    .filter((each) => each.deviceOwner.startsWith(options.get('--device-owner') ?? ''));
  const isLong = options.has('--long');
  const columns = ['ID', 'Name', 'MAC Address', 'Fixed IP Addresses', 'Status'];
  return list(
    isLong ? [...columns, 'Security Groups', 'Device Owner', 'Tags'] : columns,
    found.map((each) => [
      each.id,
      each.name,
      macOf(each),
      [{ subnet_id: each.subnet, ip_address: each.address }],
      statusOf(each),
      ...(isLong ? [each.securityGroups, each.deviceOwner, []] : []),
    ]),
  );
}

function listFloatingIps(request: OpenstackRequest) {
  const { options } = request;
  const port = options.get('--port');
  const network = networkOf(request);
  const found = floatingIps(request)
    .filter((ip) => (network ?? ip.network) === ip.network)
    .filter((ip) => port === undefined || ip.port === findPort(request, port).id)
    .filter((ip) => (options.get('--floating-ip-address') ?? ip.address) === ip.address)
    .filter(
      (ip) => (options.get('--fixed-ip-address') ?? fixedOf(request, ip)) === fixedOf(request, ip),
    )
    .filter((ip) => (options.get('--project') ?? ip.project) === ip.project)
    .filter((ip) => (options.get('--status') ?? stateOf(ip)) === stateOf(ip));
  const isLong = options.has('--long');
  const columns = [
    'ID',
    'Floating IP Address',
    'Fixed IP Address',
    'Port',
    'Floating Network',
    'Project',
  ];
  return list(
    isLong ? [...columns, 'Router', 'Status', 'Description', 'Tags'] : columns,
    found.map((ip) => [
      ip.id,
      ip.address,
      fixedOf(request, ip),
      ip.port,
      ip.network,
      ip.project,
      ...(isLong ? [routerOf(request, ip), stateOf(ip), ip.description, []] : []),
    ]),
  );
}

function ports(request: OpenstackRequest): Port[] {
  return visibleTo(request, request.call.world.model.network.ports);
}

function findPort(request: OpenstackRequest, asked: string): Port {
  return findResource(ports(request), asked, 'Port');
}

function floatingIps(request: OpenstackRequest): FloatingIp[] {
  return visibleTo(request, request.call.world.model.network.floatingIps);
}

/** By id or by address, which is its name. */
function findFloatingIp(request: OpenstackRequest, asked: string): FloatingIp {
  const found = floatingIps(request).find((ip) => ip.id === asked || ip.address === asked);
  return found ?? refuse(`No FloatingIP found for ${asked}`);
}

/** The network that `--network` names; undefined without it. */
function networkOf({ call, options }: OpenstackRequest): string | undefined {
  const asked = options.get('--network');
  if (asked === undefined) return undefined;
  return findResource(call.world.model.catalog.networks, asked, 'Network').id;
}

/** The router on whose way out the address stands: that with a leg in the subnet of the port. */
function routerOf({ call }: OpenstackRequest, ip: FloatingIp): string | null {
  const { ports: all, routers } = call.world.model.network;
  const port = all.find((each) => each.id === ip.port);
  const leg = all.find(
    (each) => each.subnet === port?.subnet && routers.some((router) => router.id === each.device),
  );
  return leg?.device ?? null;
}

function stateOf(ip: FloatingIp): 'ACTIVE' | 'DOWN' {
  return ip.port === null ? 'DOWN' : 'ACTIVE';
}

function fixedOf({ call }: OpenstackRequest, ip: FloatingIp): string | null {
  return call.world.model.network.ports.find((port) => port.id === ip.port)?.address ?? null;
}

function macOf({ id }: Port): string {
  return `fa:16:3e:${(id.slice(0, 6).match(/../g) ?? []).join(':')}`;
}

/** The address of a load balancer stands on its amphora: its own port is bound to nothing. */
function statusOf({ deviceOwner }: Port): string {
  return ['', 'Octavia'].includes(deviceOwner) ? 'DOWN' : 'ACTIVE';
}

const endpoint = 'https://10.12.4.55:9696';
