import type { Command } from 'just-bash';
import type { Answer, Program, World } from '../world.ts';
import type { CommandResult, RuntimeCommandContext } from './context.ts';
import { callOf, launch, runLabelled } from './launch.ts';
import type { Machine } from './machine.ts';
import { withReasons } from './messages.ts';
import type { ShellState } from './shell-state.ts';
import { tools } from './tools.ts';

type Machines = () => { readonly machine: Machine; readonly world: World };

/** Everything that just-bash has to find under a name: our programs, its own tools, shell builtins. */
export function commandsOf(programs: ReadonlyMap<string, Program>, at: Machines): Command[] {
  return [
    entranceCommand(at),
    ...[...programs.values()].map((program) => programCommand(program, at)),
    ...tools.filter((name) => !programs.has(name)).map((name) => toolCommand(name, at)),
  ];
}

/** Reached as /usr/bin/NAME when the name was not written out in the script, as in `"$TOOL" args`. */
function programCommand(program: Program, at: Machines): Command {
  return command(program.name, async (args, context) => {
    const { machine, world } = at();
    return launch(machine, world, program.name, args, context);
  });
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

/** `simulated-cloud run NAME ARGS`, `... file NAME [VERSION] -- COUNT ARGS`, `... status N`, and builtins. */
function entranceCommand(at: Machines): Command {
  return command('simulated-cloud', async (args, context) => {
    const { machine, world } = at();
    const [verb, name = '', ...rest] = args;
    switch (verb) {
      case 'run':
        return launch(machine, world, name, rest, context);
      case 'umask':
        return umask(machine.states.current(), args.slice(1));
      case 'trap':
        return trap(machine.states.current(), args.slice(1), context);
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
