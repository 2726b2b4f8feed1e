import { Bash } from 'just-bash';
import type { Host, Program, Service, World } from '../world.ts';
import type { Account } from './accounts.ts';
import { accountsOf } from './accounts.ts';
import { commandsOf } from './builtins.ts';
import { Disk } from './disk.ts';
import type { Connect } from './file-system.ts';
import { UserFileSystem } from './file-system.ts';
import { DiskFiles } from './host-files.ts';
import { rewrite } from './rewrite.ts';
import type { ShellStates } from './shell-state.ts';
import { tools } from './tools.ts';

/** A host with the parts that only the simulated kernel touches. */
export interface Machine extends Host {
  readonly disk: Disk;
  readonly accounts: readonly Account[];
  readonly states: ShellStates;
  readonly programs: ReadonlyMap<string, Program>;
  /** May use sudo without a password. */
  readonly sudoers: readonly string[];
  nextPid: number;
}

export interface MachineSpec {
  readonly name: string;
  readonly hostname: string;
  readonly user: string;
  readonly sudoers: readonly string[];
}

export interface MachineParts {
  readonly states: ShellStates;
  readonly programs: ReadonlyMap<string, Program>;
  readonly now: () => number;
  readonly world: () => World;
  readonly connect: (host: string) => Connect;
}

/** The kernel's view of a host of this world. */
export function machineOf(host: Host): Machine {
  if (!('disk' in host)) throw new Error(`${host.name} is no machine of a simulated cloud`);
  return host as Machine;
}

/** A host with an empty disk and an interpreter on it. */
export function newMachine(spec: MachineSpec, parts: MachineParts): Machine {
  const { states, programs } = parts;
  const disk = new Disk(parts.now);
  const accounts = accountsOf(spec.name, spec.user);
  const fs = new UserFileSystem(disk, accounts, states, parts.connect(spec.name));
  const bash = new Bash({
    fs,
    cwd: '/',
    env: { PATH: loginPath },
    processInfo: { pid: 2100, ppid: 2099, uid: 1000, gid: 1000 },
    commands: tools.filter((name) => !programs.has(name)),
    customCommands: commandsOf(programs, () => ({ machine, world: parts.world() })),
    executionLimits: { maxExecDepth: 64, maxExecutionTimeMs: 12 * 3_600_000 },
    defenseInDepth: true,
  });
  bash.registerTransformPlugin({
    name: 'simulated-cloud',
    transform: ({ ast }) => ({
      ast: rewrite(ast, {
        isProgram: (name) => programs.has(name),
        isTool: (name) => (tools as readonly string[]).includes(name),
      }),
    }),
  });
  const machine: Machine = {
    name: spec.name,
    hostname: spec.hostname,
    user: spec.user,
    sudoers: spec.sudoers,
    bash,
    files: new DiskFiles(disk),
    services: new Map<string, Service>(),
    packages: new Map<string, string>(),
    disk,
    accounts,
    states,
    programs,
    nextPid: 2200,
  };
  return machine;
}

/** What a login shell of Ubuntu finds on PATH. */
export const loginPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin';
