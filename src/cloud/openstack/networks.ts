/** Networks, subnets and routers. What is in use can not be deleted; neutron says by what. */
import { refuse } from '../answers.ts';
import {
  deleteEach,
  failedToDelete,
  findResource,
  list,
  one,
  serviceError,
  text,
  type OpenstackCommand,
  type OpenstackRequest,
} from './command.ts';
import type { Port, Router, Subnet } from './model.ts';
import { removePorts } from './neutron.ts';
import { prefixed, visibleTo } from './network-scope.ts';

export const networkCommands: readonly OpenstackCommand[] = [
  {
    words: 'network list',
    values: ['--name', '--project'],
    flags: ['--external', '--internal'],
    run: (request) => {
      const { options, call } = request;
      return list(
        ['ID', 'Name', 'Subnets'],
        networks(request)
          .filter((each) => each.external || !options.has('--external'))
          .filter((each) => !each.external || !options.has('--internal'))
          .filter((each) => (options.get('--name') ?? each.name) === each.name)
          .filter((each) => (options.get('--project') ?? each.project) === each.project)
          .map((each) => [
            each.id,
            each.name,
            call.world.model.network.subnets
              .filter((subnet) => subnet.network === each.id)
              .map((subnet) => subnet.id),
          ]),
      );
    },
  },
  {
    words: 'network show',
    takes: ['network'],
    run: (request) => {
      const network = prefixed(() =>
        findResource(networks(request), request.names[0] ?? '', 'Network'),
      );
      const { subnets } = request.call.world.model.network;
      return one([
        ['admin_state_up', true],
        ['id', network.id],
        ['mtu', 1500],
        ['name', network.name],
        ['port_security_enabled', true],
        ['project_id', network.project],
        ['router:external', network.external],
        ['shared', false],
        ['status', 'ACTIVE'],
        ['subnets', subnets.filter((each) => each.network === network.id).map((each) => each.id)],
        ['tags', []],
      ]);
    },
  },
  {
    words: 'network delete',
    takes: ['network'],
    run: (request) =>
      deleteEach(request.names, { one: 'network', summary: failedToDelete('networks') }, (name) =>
        deleteNetwork(request, name),
      ),
  },
  {
    words: 'subnet list',
    values: ['--network', '--name', '--project'],
    run: (request) => {
      const { options } = request;
      const asked = options.get('--network');
      const network =
        asked === undefined ? undefined : findResource(networks(request), asked, 'Network').id;
      return list(
        ['ID', 'Name', 'Network', 'Subnet'],
        subnets(request)
          .filter((each) => (network ?? each.network) === each.network)
          .filter((each) => (options.get('--name') ?? each.name) === each.name)
          .filter((each) => (options.get('--project') ?? each.project) === each.project)
          .map((each) => [each.id, each.name, each.network, each.cidr]),
      );
    },
  },
  {
    words: 'subnet show',
    takes: ['subnet'],
    run: (request) => one(subnetFields(findSubnet(request, request.names[0] ?? ''))),
  },
  {
    words: 'subnet delete',
    takes: ['subnet'],
    run: (request) =>
      deleteEach(request.names, { one: 'subnet', summary: failedToDelete('subnets') }, (name) =>
        deleteSubnet(request, name),
      ),
  },
  {
    words: 'router list',
    values: ['--name', '--project'],
    run: (request) =>
      list(
        ['ID', 'Name', 'Status', 'State', 'Project', 'Distributed', 'HA'],
        routers(request)
          .filter((each) => (request.options.get('--name') ?? each.name) === each.name)
          .filter((each) => (request.options.get('--project') ?? each.project) === each.project)
          .map((each) => [each.id, each.name, 'ACTIVE', 'UP', each.project, false, false]),
      ),
  },
  {
    words: 'router show',
    takes: ['router'],
    run: (request) => {
      const router = findRouter(request, request.names[0] ?? '');
      return one([
        ['admin_state_up', true],
        ['external_gateway_info', gatewayOf(router)],
        ['id', router.id],
        [
          'interfaces_info',
          portsOf(request, router).map((port) => ({
            port_id: port.id,
            ip_address: port.address,
            subnet_id: port.subnet,
          })),
        ],
        ['name', router.name],
        ['project_id', router.project],
        ['status', 'ACTIVE'],
        ['tags', []],
      ]);
    },
  },
  {
    words: 'router remove subnet',
    takes: ['router', 'subnet'],
    run: (request) => {
      removeInterface(request);
      return text('');
    },
  },
  {
    words: 'router unset',
    takes: ['router'],
    flags: ['--external-gateway'],
    run: (request) => {
      const router = findRouter(request, request.names[0] ?? '');
      const used = portsOf(request, router).some((port) => hasFloating(request, port.subnet));
      if (request.options.has('--external-gateway')) {
        if (used) {
          conflict(
            `routers/${router.id}`,
            `Gateway cannot be updated for router ${router.id}, since a gateway to external network ` +
              `${router.gateway?.network ?? ''} is required by one or more floating IPs.`,
          );
        }
        router.gateway = null;
      }
      return text('');
    },
  },
  {
    words: 'router delete',
    takes: ['router'],
    run: (request) =>
      deleteEach(request.names, { one: 'router', summary: failedToDelete('routers') }, (name) => {
        const router = findRouter(request, name);
        if (portsOf(request, router).length > 0) {
          conflict(`routers/${router.id}`, `Router ${router.id} still has ports`);
        }
        const { network } = request.call.world.model;
        network.routers = network.routers.filter((each) => each !== router);
      }),
  },
];

function deleteNetwork(request: OpenstackRequest, name: string): void {
  const { catalog, network: model } = request.call.world.model;
  const network = findResource(networks(request), name, 'Network');
  const port = model.ports.find((each) => each.network === network.id);
  if (port !== undefined) {
    conflict(
      `networks/${network.id}`,
      `Unable to complete operation on network ${network.id}. There are one or more ports still in use ` +
        `on the network, id for these ports is: ${port.id}.`,
    );
  }
  catalog.networks = catalog.networks.filter((each) => each !== network);
  model.subnets = model.subnets.filter((each) => each.network !== network.id);
}

function deleteSubnet(request: OpenstackRequest, name: string): void {
  const { network } = request.call.world.model;
  const subnet = findSubnet(request, name);
  if (network.ports.some((each) => each.subnet === subnet.id)) {
    conflict(
      `subnets/${subnet.id}`,
      `Unable to complete operation on subnet ${subnet.id}: One or more ports have an IP allocation from this subnet.`,
    );
  }
  network.subnets = network.subnets.filter((each) => each !== subnet);
}

function removeInterface(request: OpenstackRequest): void {
  const [first = '', second = ''] = request.names;
  const router = findRouter(request, first);
  const subnet = findSubnet(request, second);
  const url = `routers/${router.id}/remove_router_interface`;
  const port = portsOf(request, router).find((each) => each.subnet === subnet.id);
  if (port === undefined) {
    refuse(
      serviceError(
        404,
        `${endpoint}/v2.0/${url}`,
        `Router ${router.id} has no interface on subnet ${subnet.id}`,
      ),
    );
  }
  if (hasFloating(request, subnet.id)) {
    conflict(
      url,
      `Router interface for subnet ${subnet.id} on router ${router.id} cannot be deleted, as it is ` +
        'required by one or more floating IPs.',
    );
  }
  removePorts(request.call.world.model, (each) => each === port);
}

function subnetFields(subnet: Subnet) {
  return [
    ['allocation_pools', []],
    ['cidr', subnet.cidr],
    ['dns_nameservers', subnet.nameservers],
    ['enable_dhcp', true],
    ['gateway_ip', subnet.gateway],
    ['id', subnet.id],
    ['ip_version', subnet.cidr.includes(':') ? 6 : 4],
    ['name', subnet.name],
    ['network_id', subnet.network],
    ['project_id', subnet.project],
    ['tags', []],
  ] as const;
}

function gatewayOf({ gateway }: Router) {
  if (gateway === null) return null;
  const { network, address } = gateway;
  return {
    network_id: network,
    external_fixed_ips: [{ ip_address: address }],
    enable_snat: true,
  };
}

/** Whether a floating IP leads to a port of this subnet. */
function hasFloating({ call }: OpenstackRequest, subnet: string): boolean {
  const { floatingIps, ports } = call.world.model.network;
  return floatingIps.some((ip) =>
    ports.some((port) => port.id === ip.port && port.subnet === subnet),
  );
}

function portsOf({ call }: OpenstackRequest, router: Router): Port[] {
  return call.world.model.network.ports.filter((port) => port.device === router.id);
}

function networks(request: OpenstackRequest) {
  return visibleTo(request, request.call.world.model.catalog.networks, (each) => each.external);
}

function subnets(request: OpenstackRequest): Subnet[] {
  const external = networks(request).filter((each) => each.external);
  return visibleTo(request, request.call.world.model.network.subnets, (each) =>
    external.some((network) => network.id === each.network),
  );
}

function routers(request: OpenstackRequest): Router[] {
  return visibleTo(request, request.call.world.model.network.routers);
}

function findSubnet(request: OpenstackRequest, asked: string): Subnet {
  return findResource(subnets(request), asked, 'Subnet');
}

function findRouter(request: OpenstackRequest, asked: string): Router {
  return findResource(routers(request), asked, 'Router');
}

function conflict(path: string, says: string): never {
  return refuse(serviceError(409, `${endpoint}/v2.0/${path}`, says));
}

const endpoint = 'https://10.12.4.55:9696';
