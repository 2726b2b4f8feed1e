import { latin1FromBytes } from 'just-bash';
import type { RuntimeCommandContext } from './context.ts';
import type { Answer, Call, Program, ShellOptions, World } from '../world.ts';
import { actorOf } from './accounts.ts';
import { rights } from './inode.ts';
import type { Machine } from './machine.ts';
import { unknownProgram } from './messages.ts';
import { resolve } from './paths.ts';
import type { ProgramLabel } from './program-file.ts';
import { programLabel } from './program-file.ts';
import { newShellState } from './shell-state.ts';
import { runShell } from './shell.ts';
import { tools } from './tools.ts';

/** Finds a command by PATH (or by its path) and runs what stands there. */
export async function launch(
  machine: Machine,
  world: World,
  name: string,
  args: readonly string[],
  context: RuntimeCommandContext,
): Promise<Answer> {
  const path = name.includes('/') ? resolve(context.cwd, name) : lookUp(machine, name, context);
  if (path === undefined) return missing(machine, name);
  const inode = machine.disk.peek(path);
  if (inode === undefined)
    return { stdout: '', stderr: `bash: ${name}: No such file or directory\n`, exitCode: 127 };
  if (!isRunnable(machine, path))
    return { stdout: '', stderr: `bash: ${name}: Permission denied\n`, exitCode: 126 };
  const content = Buffer.from(inode.type === 'file' ? inode.bytes : []).toString('utf8');
  const label = programLabel(content);
  const call = callOf(machine, world, args, context, label?.version);
  if (label !== undefined) return runLabelled(machine, label, call);
  return runScript(content, name, call);
}

/** A file that is no program of ours is a script for the shell, or for what its first line names. */
async function runScript(content: string, name: string, call: Call): Promise<Answer> {
  const interpreter = /^#!\s*(?:\/usr\/bin\/env\s+)?(\S+)/.exec(content)?.[1] ?? 'sh';
  const shells = ['sh', 'bash', 'dash'];
  if (!shells.includes(interpreter.split('/').pop() ?? ''))
    return unknown(`${name} (${interpreter})`);
  return call.shell(content, { name, args: call.args });
}

/** Runs the program that a file names. */
export async function runLabelled(
  machine: Machine,
  label: ProgramLabel,
  call: Call,
): Promise<Answer> {
  const program = machine.programs.get(label.name);
  if (program === undefined) return unknown(label.name);
  return program.run(call);
}

/** Where PATH leads for a name; undefined when nowhere. */
export function lookUp(
  machine: Machine,
  name: string,
  context: Pick<RuntimeCommandContext, 'env' | 'cwd'>,
): string | undefined {
  const path = context.env.get('PATH') ?? '/usr/bin:/bin';
  return path
    .split(':')
    .filter((directory) => directory !== '')
    .map((directory) => `${resolve(context.cwd, directory)}/${name}`)
    .find((candidate) => isRunnable(machine, candidate));
}

/** Whether a file stands there that the current user may run. */
export function isRunnable(machine: Machine, path: string): boolean {
  const actor = actorOf(machine.accounts, machine.states.current().user);
  const inode = machine.disk.peek(path);
  return inode?.type === 'file' && (rights(inode, actor) & 1) !== 0;
}

/** Whether the simulated cloud knows a command of this name, found or not. */
export function isKnown(programs: ReadonlyMap<string, Program>, name: string): boolean {
  return programs.has(name) || (tools as readonly string[]).includes(name);
}

function missing(machine: Machine, name: string): Answer {
  if (!isKnown(machine.programs, name)) return unknown(name);
  return { stdout: '', stderr: `bash: ${name}: command not found\n`, exitCode: 127 };
}

function unknown(name: string): Answer {
  return { stdout: '', stderr: `${unknownProgram(name)}\n`, exitCode: 127 };
}

/** What a program gets to see of the shell that called it. */
export function callOf(
  machine: Machine,
  world: World,
  args: readonly string[],
  context: RuntimeCommandContext,
  version: string | undefined,
): Call {
  const env = new Map(Object.entries(context.exportedEnv ?? {}));
  const state = machine.states.current();
  // Reading standard input uses it up, so that only a program that asks takes it from a loop.
  const bytes = () => Buffer.from(latin1FromBytes(context.stdin), 'latin1');
  return {
    args,
    get stdin() {
      return bytes().toString('utf8');
    },
    get stdinBytes() {
      return Uint8Array.from(bytes());
    },
    version,
    env,
    cwd: context.cwd,
    user: state.user,
    terminal: state.terminal,
    host: machine,
    world,
    // The state of the moment: a program may have narrowed it, as timeout does.
    shell: (script, options = {}) => shell(machine, world, context, script, options),
  };
}

async function shell(
  machine: Machine,
  world: World,
  context: RuntimeCommandContext,
  script: string,
  options: ShellOptions,
): Promise<Answer> {
  const parent = machine.states.current();
  const user = options.user ?? parent.user;
  const signal = options.signal ?? parent.signal;
  const state = newShellState({
    user,
    umask: parent.umask,
    terminal: options.terminal ?? parent.terminal,
    startedAt: world.clock.now(),
    deadlines: parent.deadlines,
    signal,
  });
  const inherited = options.clean === true ? {} : context.exportedEnv;
  const { stdin } = options;
  const end = await runShell(
    async (text, how) => {
      const all = { ...how, rawScript: true };
      if (stdin === undefined && context.execWithInheritedStdin !== undefined)
        return context.execWithInheritedStdin(text, all);
      const bytes = Buffer.from(stdin ?? '').toString('latin1');
      if (context.exec === undefined) throw new Error('no interpreter to run a script in');
      return context.exec(text, { ...all, stdin: bytes, stdinKind: 'bytes' });
    },
    machine.states,
    state,
    {
      script,
      userNumber: machine.accounts.find((one) => one.name === user)?.id ?? 1000,
      name: options.name ?? 'bash',
      args: options.args ?? [],
      env: { ...inherited, ...options.env },
      cwd: options.cwd ?? context.cwd,
    },
    (name) => isKnown(machine.programs, name),
  );
  return { stdout: end.stdout, stderr: end.stderr, exitCode: end.exitCode };
}
