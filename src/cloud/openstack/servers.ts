/** Nova, glance and the networks: the management VM, and what there is to build clusters from. */
import { refuse } from '../answers.ts';
import { uuid } from '../identifiers.ts';
import {
  findNamed,
  list,
  one,
  text,
  type OpenstackCommand,
  type OpenstackRequest,
} from './command.ts';
import { isAdmin, requireProject } from './session.ts';

export const serverCommands: readonly OpenstackCommand[] = [
  {
    words: 'server list',
    values: ['--name', '--project'],
    flags: ['--all-projects', '--long'],
    run: (request) =>
      list(
        ['ID', 'Name', 'Status', 'Networks', 'Image', 'Flavor'],
        servers(request).map((server) => [
          server.id,
          server.name,
          server.status,
          server.networks,
          'noble-amd64',
          'gp.mid',
        ]),
      ),
  },
  {
    words: 'server show',
    takes: ['server'],
    run: (request) => {
      const server = findNamed(
        ownServers(request, isAdmin(request.session)),
        request.names[0] ?? '',
        'server',
      );
      const running = server.status === 'ACTIVE';
      return one([
        ['OS-EXT-STS:power_state', running ? 'Running' : 'Shutdown'],
        [
          'OS-EXT-STS:task_state',
          request.call.world.model.mgmt.activeAt > 0 ? 'powering-on' : null,
        ],
        ['OS-EXT-STS:vm_state', running ? 'active' : 'stopped'],
        ['addresses', server.networks],
        ['flavor', 'gp.mid'],
        ['id', server.id],
        ['image', 'noble-amd64'],
        ['key_name', 'capi-mgmt-key'],
        ['name', server.name],
        ['project_id', server.project],
        ['status', server.status],
      ]);
    },
  },
  {
    words: 'server start',
    takes: ['server'],
    flags: ['--all-projects'],
    run: (request) => {
      const every = request.options.has('--all-projects') && isAdmin(request.session);
      const server = findNamed(ownServers(request, every), request.names[0] ?? '', 'server');
      const { mgmt } = request.call.world.model;
      if (server.status === 'ACTIVE') {
        refuse(`Cannot 'start' instance ${server.id} while it is in vm_state active (HTTP 409)`);
      }
      const now = request.call.world.clock.now();
      mgmt.activeAt = now + 8_000;
      mgmt.apiReadyAt = now + 40_000;
      return text('');
    },
  },
  {
    words: 'image list',
    run: (request) =>
      list(
        ['ID', 'Name', 'Status'],
        images(request).map((image) => [image.id, image.name, image.status]),
      ),
  },
  {
    words: 'image show',
    takes: ['image'],
    run: (request) => {
      const asked = request.names[0] ?? '';
      const image =
        images(request).find((each) => each.id === asked || each.name === asked) ??
        refuse(`No Image found for ${asked}`);
      return one([
        ['container_format', 'bare'],
        ['disk_format', 'raw'],
        ['id', image.id],
        ['min_disk', 0],
        ['min_ram', 0],
        ['name', image.name],
        ['owner', image.owner],
        ['properties', { os_hidden: false, os_hash_algo: 'sha512', ...image.properties }],
        ['protected', false],
        ['status', image.status],
        ['tags', []],
        ['visibility', image.visibility],
      ]);
    },
  },
  {
    words: 'flavor list',
    flags: ['--all'],
    run: ({ call, session }) => {
      requireProject(session);
      return list(
        ['ID', 'Name', 'RAM', 'Disk', 'Ephemeral', 'VCPUs', 'Is Public'],
        call.world.model.catalog.flavors.map((flavor) => [
          flavor.id,
          flavor.name,
          flavor.ram,
          flavor.disk,
          0,
          flavor.vcpus,
          true,
        ]),
      );
    },
  },
  {
    words: 'flavor show',
    takes: ['flavor'],
    run: ({ call, names, session }) => {
      requireProject(session);
      const asked = names[0] ?? '';
      const flavor =
        call.world.model.catalog.flavors.find((each) => each.id === asked || each.name === asked) ??
        refuse(`No Flavor found for ${asked}`);
      return one([
        ['disk', flavor.disk],
        ['id', flavor.id],
        ['name', flavor.name],
        ['os-flavor-access:is_public', true],
        ['ram', flavor.ram],
        ['vcpus', flavor.vcpus],
      ]);
    },
  },
  {
    words: 'keypair list',
    run: ({ call, session }) => {
      requireProject(session);
      const own = call.world.model.magnum.keypairs.filter((pair) => pair.user === session.user);
      const print = (name: string) =>
        (
          uuid(call.world.model.seed, `keypair/${name}`).replaceAll('-', '').match(/../g) ?? []
        ).join(':');
      return list(
        ['Name', 'Fingerprint', 'Type'],
        own.map((pair) => [pair.name, print(pair.name), 'ssh']),
      );
    },
  },
  {
    words: 'network list',
    flags: ['--external'],
    run: (request) =>
      list(
        ['ID', 'Name', 'Subnets'],
        networks(request)
          .filter((network) => network.external || !request.options.has('--external'))
          .map((network) => [network.id, network.name, []]),
      ),
  },
  {
    words: 'network show',
    takes: ['network'],
    run: (request) => {
      const asked = request.names[0] ?? '';
      const network =
        networks(request).find((each) => each.id === asked || each.name === asked) ??
        refuse(`Error while executing command: No Network found for ${asked}`);
      return one([
        ['admin_state_up', 'UP'],
        ['id', network.id],
        ['name', network.name],
        ['project_id', network.project],
        ['router:external', network.external ? 'External' : 'Internal'],
        ['shared', false],
        ['status', 'ACTIVE'],
      ]);
    },
  },
];

function servers(request: OpenstackRequest) {
  const every = request.options.has('--all-projects');
  if (every && !isAdmin(request.session)) {
    refuse(
      "Policy doesn't allow os_compute_api:servers:index:get_all_tenants to be performed. (HTTP 403)",
    );
  }
  const name = request.options.get('--name');
  return ownServers(request, every).filter(
    (server) => name === undefined || server.name.includes(name),
  );
}

function ownServers({ call, session }: OpenstackRequest, every: boolean) {
  const project = requireProject(session);
  const { mgmt } = call.world.model;
  const server = {
    id: mgmt.vmId,
    name: mgmt.vm,
    status: mgmt.vmStatus,
    project: mgmt.project,
    networks: { 'capi-mgmt-net': [mgmt.fixedIp, mgmt.fip] },
  };
  return every || server.project === project ? [server] : [];
}

function images({ call, session }: OpenstackRequest) {
  const project = requireProject(session);
  return call.world.model.catalog.images.filter(
    (image) =>
      image.owner === project ||
      ['public', 'community'].includes(image.visibility) ||
      isAdmin(session),
  );
}

function networks({ call, session }: OpenstackRequest) {
  const project = requireProject(session);
  return call.world.model.catalog.networks.filter(
    (network) => network.external || network.project === project || isAdmin(session),
  );
}
