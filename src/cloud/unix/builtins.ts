import type { Command } from 'just-bash';
import type { Answer, Call, Program, World } from '../world.ts';
import type { CommandResult, RuntimeCommandContext } from './context.ts';
import { callOf, isRunnable, launch, lookUp, runLabelled } from './launch.ts';
import { resolve } from './paths.ts';
import { builtins } from './rewrite.ts';
import type { Machine } from './machine.ts';
import { withReasons } from './messages.ts';
import type { ShellState } from './shell-state.ts';
import { tools } from './tools.ts';

type Machines = () => { readonly machine: Machine; readonly world: World };

/**
 * What just-bash finds under a name of its own: the entrance to our programs, and its tools. A program is
 * found as the file that it is, so that `command -v` and PATH tell the truth about it.
 */
export function commandsOf(programs: ReadonlyMap<string, Program>, at: Machines): Command[] {
  return [
    entranceCommand(at),
    ...tools.filter((name) => !programs.has(name)).map((name) => toolCommand(name, at)),
  ];
}

/** A tool of just-bash, with the true reason in its messages. */
function toolCommand(name: string, at: Machines): Command {
  return command(name, async (args, context) => {
    const { states } = at().machine;
    const state = { ...states.current(), failures: new Map<string, string>() };
    const { origCommand } = context;
    if (origCommand === undefined) throw new Error(`${name} is no tool of the interpreter`);
    const result = await states.run(state, () => origCommand(args));
    const stderr = withReasons(result.stderr, state.failures, context.cwd);
    return { ...result, stderr };
  });
}

/** `simulated-cloud run NAME ARGS` (`run-apart` off the terminal), `... file NAME [VERSION] -- COUNT ARGS`, `... status N`, and builtins. */
function entranceCommand(at: Machines): Command {
  return command('simulated-cloud', async (args, context) => {
    const { machine, world } = at();
    const [verb, name = '', ...rest] = args;
    switch (verb ?? '') {
      case 'run':
        return launch(machine, world, name, rest, context);
      case 'run-apart': {
        const state = { ...machine.states.current(), terminal: false };
        return machine.states.run(state, () => launch(machine, world, name, rest, context));
      }
      case 'umask':
        return umask(machine.states.current(), args.slice(1));
      case 'trap':
        return trap(machine.states.current(), args.slice(1), context);
      case 'enter': {
        const state = machine.states.current();
        state.outside.push({ umask: state.umask, exitTrap: state.exitTrap });
        state.exitTrap = undefined;
        return answer('');
      }
      case 'leave':
        return leave(machine, callOf(machine, world, rest, context, undefined), Number(name));
      case 'seconds': {
        const { startedAt } = machine.states.current();
        if (context.env.has('SECONDS'))
          return answer('', 'simulated cloud: not known: SECONDS that was set\n', 127);
        return answer(`${Math.floor((world.clock.now() - startedAt) / 1000)}\n`);
      }
      case 'epoch':
        return answer(`${Math.floor(world.clock.now() / 1000)}\n`);
      case 'find':
        return find(machine, name, rest, context);
      case 'status':
        return answer('', '', Number(name));
      case 'file': {
        const split = rest.indexOf('--');
        const given = rest.slice(split + 2);
        if (Number(rest[split + 1]) > 9)
          return answer('', 'simulated cloud: not known: a tenth argument by this way\n', 127);
        const version = split === 0 ? undefined : rest[0];
        const call = callOf(machine, world, given, context, version);
        return runLabelled(machine, { name, version }, call);
      }
      default:
        return answer('', `simulated cloud: not known: ${args.join(' ')}\n`, 127);
    }
  });
}

/** The end of a subshell: its EXIT trap runs, and what held around it holds again. */
async function leave(machine: Machine, call: Call, exitCode: number): Promise<Answer> {
  const state = machine.states.current();
  const trap = state.exitTrap;
  const before = state.outside.pop();
  state.exitTrap = before?.exitTrap;
  const end =
    trap === undefined
      ? answer('')
      : await call.shell(trap.script, { env: Object.fromEntries(trap.env), clean: true });
  state.umask = before?.umask ?? state.umask;
  return { ...end, exitCode };
}

/** `command -v`: builtins and functions by their name, files by their path. */
function find(
  machine: Machine,
  functions: string,
  names: readonly string[],
  context: RuntimeCommandContext,
): Answer {
  const found = names.map((name) => {
    if (builtins.has(name) || keywords.includes(name) || functions.includes(`,${name},`))
      return name;
    const isPath = name.includes('/');
    const path = isPath ? resolve(context.cwd, name) : lookUp(machine, name, context);
    return path !== undefined && isRunnable(machine, path) ? (isPath ? name : path) : undefined;
  });
  const stdout = found.map((one) => (one === undefined ? '' : `${one}\n`)).join('');
  return answer(stdout, '', found.includes(undefined) || found.length === 0 ? 1 : 0);
}

function umask(state: ShellState, args: readonly string[]): Answer {
  const value = args.find((arg) => !arg.startsWith('-'));
  if (value === undefined) {
    if (args.includes('-S')) return answer(`${symbolic(state.umask)}\n`);
    return answer(`${state.umask.toString(8).padStart(4, '0')}\n`);
  }
  if (!/^[0-7]{1,4}$/.test(value))
    return answer('', `bash: umask: ${value}: octal number out of range\n`, 1);
  state.umask = Number.parseInt(value, 8);
  return answer('');
}

function symbolic(umask: number): string {
  const part = (shift: number) =>
    ['r', 'w', 'x'].filter((_, bit) => ((umask >> shift) & (4 >> bit)) === 0).join('');
  return `u=${part(6)},g=${part(3)},o=${part(0)}`;
}

/** An EXIT trap runs when its shell ends; traps of signals never fire here, for no signal comes. */
function trap(state: ShellState, args: readonly string[], context: RuntimeCommandContext): Answer {
  const [script, ...signals] = args[0] === '--' ? args.slice(1) : args;
  if (script === undefined || script === '-p' || script === '-l') return answer('');
  const names = signals.map((name) => name.replace(/^SIG/, ''));
  const forExit = names.includes('EXIT') || names.includes('0');
  if (names.length === 0 || (forExit && script === '-')) state.exitTrap = undefined;
  else if (forExit) state.exitTrap = { script, env: new Map(context.env) };
  return answer('');
}

function command(
  name: string,
  run: (args: string[], context: RuntimeCommandContext) => Promise<Answer | CommandResult>,
): Command {
  return { name, execute: async (args, context) => resultOf(await run(args, context)) };
}

function resultOf(result: Answer | CommandResult): CommandResult {
  const { stdout, stderr, exitCode } = result;
  if ('stdoutKind' in result || 'stdoutEncoding' in result) return result;
  return { stdout, stderr, exitCode };
}

function answer(stdout: string, stderr = '', exitCode = 0): Answer {
  return { stdout, stderr, exitCode };
}

const keywords =
  'if then else elif fi case esac for select while until do done in function time { } !'.split(' ');
