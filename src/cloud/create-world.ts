import { VirtualClock } from './clock.ts';
import { evolve } from './evolve.ts';
import { execOn } from './exec.ts';
import { applyFault } from './faults.ts';
import { firstInstant } from './first-instant.ts';
import { freshModel } from './fresh-model.ts';
import type { InitialFile } from './initial-files.ts';
import { initialFiles } from './initial-files.ts';
import { layOut } from './layout.ts';
import { layOutMagnum } from './magnum-unit.ts';
import { connectFrom } from './network.ts';
import { allPrograms } from './programs.ts';
import type { TimeGate } from './time-gate.ts';
import { readSaved, restoreHost } from './snapshot.ts';
import { settleServices } from './unix/daemons.ts';
import type { Machine, MachineSpec } from './unix/machine.ts';
import { newMachine } from './unix/machine.ts';
import { ShellStates } from './unix/shell-state.ts';
import { layOutVault } from './vault/unit.ts';
import type { Program, World } from './world.ts';

export interface WorldOptions {
  /** Seed of every made-up identifier. Default 1. */
  readonly seed?: number;
  /** What is broken from the start: names of `faultNames`. Ignored with `saved`, which holds its own. */
  readonly faults?: readonly string[];
  /** Awaited whenever virtual time moves on by so many milliseconds. */
  readonly pace?: (virtualMs: number) => Promise<void>;
  /** While it is shut, virtual time passes by what scripts sleep alone. */
  readonly gate?: TimeGate | undefined;
  /** What `saveWorld` wrote: the cloud goes on from there. */
  readonly saved?: string;
  /** Beside those that every cloud has. One of the same name takes its place. */
  readonly programs?: readonly Program[];
}

/** A simulated cloud: new, or as it was saved. Nothing in it touches the real machine. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const saved = options.saved === undefined ? undefined : readSaved(options.saved);
  const states = new ShellStates();
  const programs = allPrograms(options.programs ?? []);
  const hosts = new Map<string, Machine>();
  const clock = new VirtualClock({
    start: saved?.now ?? firstInstant,
    states,
    pace: options.pace,
    gate: options.gate,
    happen: async (untilMs) => happen(world, untilMs),
  });
  const world: World = {
    ...(saved?.carried === undefined ? {} : { carried: saved.carried }),
    clock,
    model: saved?.model ?? freshModel(options.seed ?? 1),
    hosts,
    exec: (host, script, how = {}) =>
      clock.during(async () => {
        await happen(world, clock.now());
        const answer = await execOn(world, host, script, how);
        await happen(world, clock.now());
        return answer;
      }),
  };
  const parts = {
    states,
    programs,
    now: () => clock.now(),
    world: () => world,
    connect: (host: string) => connectFrom(() => world, host),
  };
  for (const spec of machines) hosts.set(spec.name, newMachine(spec, parts));
  if (saved === undefined) await furnish(world, hosts, options.faults ?? []);
  for (const [name, host] of Object.entries(saved?.hosts ?? {})) {
    const machine = hosts.get(name);
    if (machine !== undefined) restoreHost(machine, host);
  }
  return world;
}

/** What happens by itself up to an instant: first on the hosts, then in the services. */
async function happen(world: World, untilMs: number): Promise<void> {
  for (const host of world.hosts.values()) await settleServices(host, untilMs);
  evolve(world, untilMs);
}

async function furnish(
  world: World,
  hosts: ReadonlyMap<string, Machine>,
  faults: readonly string[],
): Promise<void> {
  const files = initialFiles(world.model);
  for (const machine of hosts.values()) {
    layOut(machine);
    for (const file of files[machine.name] ?? []) put(machine, file);
  }
  const jumphost = hosts.get('jumphost');
  jumphost?.files.write(`/home/${jumphost.user}/.profile`, '. "$HOME/admin-openrc"\n', {
    owner: jumphost.user,
  });
  const unit = hosts.get('magnum/0');
  if (unit !== undefined) await layOutMagnum(unit, world);
  const vault = hosts.get('vault/0');
  if (vault !== undefined) await layOutVault(vault, world);
  for (const name of faults) await applyFault(name, world);
  await happen(world, world.clock.now());
}

function put(machine: Machine, { path, content, mode, owner = 'root:root' }: InitialFile): void {
  if (path.endsWith('/'))
    machine.files.makeDirectory(path.slice(0, -1), { mode: mode ?? 0o755, owner });
  else machine.files.write(path, content, { mode: mode ?? 0o644, owner });
}

const machines: readonly MachineSpec[] = [
  { name: 'jumphost', hostname: 'vopenstack-jesse', user: 'jessea123', sudoers: [] },
  { name: 'magnum/0', hostname: 'juju-8d21f0-1-lxd-2', user: 'ubuntu', sudoers: ['ubuntu'] },
  { name: 'vault/0', hostname: 'juju-8d21f0-0-lxd-4', user: 'ubuntu', sudoers: ['ubuntu'] },
  ...[0, 1, 2].map((number) => ({
    name: `nova-compute/${number}`,
    hostname: `openstack${number + 1}`,
    user: 'ubuntu',
    sudoers: ['ubuntu'],
  })),
  { name: 'capi-mgmt-v2', hostname: 'capi-mgmt-v2', user: 'ubuntu', sudoers: ['ubuntu'] },
];
