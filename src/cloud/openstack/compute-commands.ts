/** Flavors, keypairs and compute hosts. */
import { refuse } from '../answers.ts';
import { uuid } from '../identifiers.ts';
import {
  list,
  one,
  serviceError,
  type OpenstackCommand,
  type OpenstackRequest,
} from './command.ts';
import { allocated, reservedMb } from './compute.ts';
import type { Hypervisor } from './model.ts';
import type { Value } from './output.ts';
import { isAdmin, requireProject } from './session.ts';

export const computeCommands: readonly OpenstackCommand[] = [
  {
    words: 'flavor list',
    flags: ['--all'],
    run: ({ call, session, options }) => {
      requireProject(session);
      const every = options.has('--all') && isAdmin(session);
      return list(
        ['ID', 'Name', 'RAM', 'Disk', 'Ephemeral', 'VCPUs', 'Is Public'],
        call.world.model.catalog.flavors
          .filter((flavor) => flavor.public || every)
          .map((flavor) => [
            flavor.id,
            flavor.name,
            flavor.ram,
            flavor.disk,
            0,
            flavor.vcpus,
            flavor.public,
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
        call.world.model.catalog.flavors.find(
          (each) => (each.id === asked || each.name === asked) && (each.public || isAdmin(session)),
        ) ?? refuse(`No Flavor found for ${asked}`);
      return one([
        ['disk', flavor.disk],
        ['id', flavor.id],
        ['name', flavor.name],
        ['os-flavor-access:is_public', flavor.public],
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
      return list(
        ['Name', 'Fingerprint', 'Type'],
        own.map((pair) => [pair.name, fingerprint(call.world.model.seed, pair.name), 'ssh']),
      );
    },
  },
  {
    words: 'keypair show',
    takes: ['key'],
    run: ({ call, session, names }) => {
      requireProject(session);
      const asked = names[0] ?? '';
      const pair =
        call.world.model.magnum.keypairs.find(
          (each) => each.name === asked && each.user === session.user,
        ) ?? refuse(`No keypair with a name or ID of '${asked}' exists.`);
      return one([
        ['created_at', '2026-06-30T09:41:07.000000'],
        ['fingerprint', fingerprint(call.world.model.seed, pair.name)],
        ['id', pair.name],
        ['is_deleted', false],
        ['name', pair.name],
        ['type', 'ssh'],
        ['user_id', pair.user],
      ]);
    },
  },
  {
    words: 'hypervisor list',
    values: ['--matching'],
    flags: ['--long'],
    run: listHypervisors,
  },
  {
    words: 'hypervisor show',
    takes: ['hypervisor'],
    run: (request) => {
      const asked = request.names[0] ?? '';
      const host =
        hypervisors(request).find((each) => each.id === asked || each.hostname === asked) ??
        refuse(`No hypervisor with a name or ID of '${asked}' exists.`);
      return one(fields(request, host));
    },
  },
];

function listHypervisors(request: OpenstackRequest) {
  const { options } = request;
  const found = hypervisors(request).filter((host) =>
    host.hostname.includes(options.get('--matching') ?? ''),
  );
  const short = ['ID', 'Hypervisor Hostname', 'Hypervisor Type', 'Host IP', 'State'];
  const long = ['vCPUs Used', 'vCPUs', 'Memory MB Used', 'Memory MB'];
  return list(
    options.has('--long') ? [...short, ...long] : short,
    found.map((host) => {
      const used = usedOf(request, host);
      const row: Value[] = [host.id, host.hostname, 'QEMU', host.address, 'up'];
      return options.has('--long')
        ? [...row, used.vcpus, host.vcpus, used.memoryMb, host.memoryMb]
        : row;
    }),
  );
}

function fields(request: OpenstackRequest, host: Hypervisor): [string, Value][] {
  const used = usedOf(request, host);
  return [
    ['aggregates', []],
    ['cpu_info', { arch: 'x86_64', model: 'Cascadelake-Server' }],
    ['current_workload', 0],
    ['disk_available_least', host.diskGb - used.diskGb],
    ['free_disk_gb', host.diskGb - used.diskGb],
    ['free_ram_mb', host.memoryMb - used.memoryMb],
    ['host_ip', host.address],
    ['hypervisor_hostname', host.hostname],
    ['hypervisor_type', 'QEMU'],
    ['hypervisor_version', 8_002_002],
    ['id', host.id],
    ['local_gb', host.diskGb],
    ['local_gb_used', used.diskGb],
    ['memory_mb', host.memoryMb],
    ['memory_mb_used', used.memoryMb],
    ['running_vms', used.count],
    ['service_host', host.hostname.replace('.maas', '')],
    ['service_id', uuid(request.call.world.model.seed, `service/${host.id}`)],
    ['state', 'up'],
    ['status', 'enabled'],
    ['uptime', null],
    ['vcpus', host.vcpus],
    ['vcpus_used', used.vcpus],
  ];
}

/** What nova calls used: what the servers take, and of the memory also what is kept for the host. */
function usedOf({ call }: OpenstackRequest, host: Hypervisor) {
  const used = allocated(call.world.model, host);
  return { ...used, memoryMb: used.memoryMb + reservedMb(call.world, host) };
}

function hypervisors({ call, session }: OpenstackRequest): Hypervisor[] {
  requireProject(session);
  if (!isAdmin(session)) {
    refuse(
      serviceError(
        403,
        'https://10.12.4.56:8774/v2.1/os-hypervisors/detail',
        "Policy doesn't allow os_compute_api:os-hypervisors:list-detail to be performed.",
      ),
    );
  }
  return call.world.model.compute.hypervisors;
}

function fingerprint(seed: number, name: string): string {
  return (uuid(seed, `keypair/${name}`).replaceAll('-', '').match(/../g) ?? []).join(':');
}
