/** Nova's servers: the VM of the management cluster, machines of workload clusters, amphorae. */
import { refuse } from '../answers.ts';
import type { CloudModel } from '../model.ts';
import {
  findNamed,
  list,
  one,
  text,
  type OpenstackCommand,
  type OpenstackRequest,
} from './command.ts';
import { removeServer } from './compute.ts';
import type { Server } from './model.ts';
import { addressesOf } from './neutron.ts';
import type { Value } from './output.ts';
import { isAdmin, requireProject } from './session.ts';

export const serverCommands: readonly OpenstackCommand[] = [
  {
    words: 'server list',
    values: ['--name', '--project', '--status', '--host'],
    flags: ['--all-projects', '--long', '--no-name-lookup'],
    run: listServers,
  },
  {
    words: 'server show',
    takes: ['server'],
    run: (request) => one(fields(request, find(request, isAdmin(request.session)))),
  },
  {
    words: 'server start',
    takes: ['server'],
    flags: ['--all-projects'],
    run: (request) => {
      turn(request, 'start');
      return text('');
    },
  },
  {
    words: 'server stop',
    takes: ['server'],
    flags: ['--all-projects'],
    run: (request) => {
      turn(request, 'stop');
      return text('');
    },
  },
  {
    words: 'server delete',
    takes: ['server'],
    flags: ['--all-projects', '--wait', '--force'],
    run: (request) => {
      const { model } = request.call.world;
      for (const name of request.names) {
        // An id is found in whichever project it is; a name only where it is asked for.
        const server = find(request, everywhere(request) || isUuid(name), name);
        if (server.id === model.mgmt.vmId) {
          refuse('simulated cloud: not known: deleting the VM of the management cluster', 2);
        }
        removeServer(model, server.id);
      }
      return text('');
    },
  },
];

/** Every server there is, that of the management cluster among them. */
export function allServers({ compute, mgmt }: CloudModel): Server[] {
  return [
    {
      id: mgmt.vmId,
      name: mgmt.vm,
      project: mgmt.project,
      user: '',
      status: mgmt.vmStatus,
      hypervisor: compute.hypervisors[0]?.hostname ?? null,
      flavor: 'gp.mid',
      image: 'noble-amd64',
      keypair: 'capi-mgmt-key',
      createdAt: Math.min(mgmt.apiReadyAt, 0),
      becomes: mgmt.activeAt > 0 ? { status: 'ACTIVE', at: mgmt.activeAt } : null,
      fault: null,
      machine: null,
    },
    ...compute.servers,
  ];
}

function listServers(request: OpenstackRequest) {
  const { options, call, session } = request;
  const { model } = call.world;
  const every = options.has('--all-projects');
  if ((every || options.has('--project')) && !isAdmin(session)) {
    refuse(
      "Policy doesn't allow os_compute_api:servers:index:get_all_tenants to be performed. (HTTP 403)",
    );
  }
  const project = options.get('--project');
  const wanted = model.keystone.projects.find((each) =>
    [each.id, each.name].includes(project ?? ''),
  );
  if (project !== undefined && !wanted) {
    refuse(`No project with a name or ID of '${project}' exists.`);
  }
  const found = servers(request, every || project !== undefined)
    .filter((server) => wanted === undefined || server.project === wanted.id)
    .filter((server) => server.name.includes(options.get('--name') ?? ''))
    .filter((server) => (options.get('--status') ?? server.status) === server.status)
    .filter((server) => (options.get('--host') ?? server.hypervisor) === server.hypervisor);
  if (!options.has('--long')) {
    return list(
      ['ID', 'Name', 'Status', 'Networks', 'Image', 'Flavor'],
      found.map((server) => [
        server.id,
        server.name,
        server.status,
        addressesOf(model, server.id),
        server.image,
        server.flavor,
      ]),
    );
  }
  return list(
    [
      'ID',
      'Name',
      'Status',
      'Task State',
      'Power State',
      'Networks',
      'Image Name',
      'Image ID',
      'Flavor',
      'Availability Zone',
      'Host',
      'Properties',
    ],
    found.map((server) => [
      server.id,
      server.name,
      server.status,
      taskOf(server),
      powerOf(server),
      addressesOf(model, server.id),
      server.image,
      model.catalog.images.find((image) => image.name === server.image)?.id ?? '',
      server.flavor,
      'nova',
      server.hypervisor,
      {},
    ]),
  );
}

function fields(request: OpenstackRequest, server: Server): [string, Value][] {
  const { model } = request.call.world;
  const admin: [string, Value][] = isAdmin(request.session)
    ? [
        ['OS-EXT-SRV-ATTR:host', server.hypervisor],
        ['OS-EXT-SRV-ATTR:hypervisor_hostname', server.hypervisor],
      ]
    : [];
  const states = { ACTIVE: 'active', SHUTOFF: 'stopped', BUILD: 'building', ERROR: 'error' };
  const fault: [string, Value][] =
    server.fault === null ? [] : [['fault', { code: 500, message: server.fault }]];
  return [
    ...admin,
    ['OS-EXT-STS:power_state', powerOf(server)],
    ['OS-EXT-STS:task_state', taskOf(server)],
    ['OS-EXT-STS:vm_state', states[server.status]],
    ['addresses', addressesOf(model, server.id)],
    ...fault,
    ['flavor', server.flavor],
    ['id', server.id],
    ['image', server.image],
    ['key_name', server.keypair],
    ['name', server.name],
    ['project_id', server.project],
    ['status', server.status],
  ];
}

/** Starting and stopping take some seconds; the command does not wait. */
function turn(request: OpenstackRequest, how: 'start' | 'stop'): void {
  const { world } = request.call;
  const { compute, mgmt } = world.model;
  const now = world.clock.now();
  for (const name of request.names) {
    const server = find(request, everywhere(request), name);
    const wanted = how === 'start' ? 'SHUTOFF' : 'ACTIVE';
    if (server.status !== wanted) {
      const state = server.status === 'ACTIVE' ? 'active' : 'stopped';
      refuse(`Cannot '${how}' instance ${server.id} while it is in vm_state ${state} (HTTP 409)`);
    }
    const own = compute.servers.find((each) => each.id === server.id);
    if (own !== undefined) {
      own.becomes = { status: how === 'start' ? 'ACTIVE' : 'SHUTOFF', at: now + 8_000 };
    } else if (how === 'start') {
      mgmt.activeAt = now + 8_000;
      mgmt.apiReadyAt = now + 40_000;
    } else {
      mgmt.vmStatus = 'SHUTOFF';
      mgmt.activeAt = 0;
    }
  }
}

function find(request: OpenstackRequest, every: boolean, name = request.names[0] ?? ''): Server {
  return findNamed(servers(request, every && isAdmin(request.session)), name, 'server');
}

function everywhere({ options, session }: OpenstackRequest): boolean {
  return options.has('--all-projects') && isAdmin(session);
}

function servers({ call, session }: OpenstackRequest, every: boolean): Server[] {
  const project = requireProject(session);
  return allServers(call.world.model).filter((server) => every || server.project === project);
}

function powerOf({ status }: Server): string {
  if (status === 'ACTIVE') return 'Running';
  return status === 'SHUTOFF' ? 'Shutdown' : 'NOSTATE';
}

function taskOf({ status, becomes }: Server): string | null {
  if (becomes === null) return null;
  if (status === 'BUILD') return 'spawning';
  return status === 'SHUTOFF' ? 'powering-on' : 'powering-off';
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
