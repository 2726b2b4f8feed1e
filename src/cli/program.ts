import { Command, CommanderError, Option } from 'commander';
import type { GlobalOptions, TrainOptions, WalkOptions } from './options.ts';
import { version } from './version.ts';

/**
 * Reads the command line and does what it says. Resolves with the exit status: 0 done, 1 a gate failed
 * or the walk stopped short, 2 usage. Each command is loaded only when it is asked for.
 */
export async function runProgram(argv: readonly string[]): Promise<number> {
  let status = 0;
  const program = new Command('handrail')
    .description(
      'Walks you through Markdown runbooks in this terminal: shows each command, runs it, judges its gate, remembers.',
    )
    .version(version, '-V, --version', 'print the version')
    .option('--state-dir <dir>', 'where sessions are kept (default: $XDG_STATE_HOME/handrail)')
    .option('--no-color', 'draw without colour, as NO_COLOR does')
    .helpOption('-h, --help', 'print this help')
    .addHelpText(
      'after',
      '\nWithout a command handrail opens its home screen. Exit status: 0 done, 1 a gate failed or the walk stopped short, 2 usage.',
    )
    .allowExcessArguments(false)
    .exitOverride()
    .action(async () => {
      const { home } = await import('./home-command.ts');
      status = await home(program.opts<GlobalOptions>());
    });

  program
    .command('walk')
    .description('walk runbooks on the real machine')
    .argument(
      '<runbook...>',
      'a built-in id (phase-07) or a Markdown file; several are one session',
    )
    .option('--plain', 'as lines, for a screen reader or a terminal that can not draw')
    .action(async (runbooks: string[], own: WalkOptions) => {
      const { walk } = await import('./walk-command.ts');
      status = await walk(runbooks, { ...program.opts<GlobalOptions>(), ...own });
    });

  program
    .command('resume')
    .description('take up the walk that was left last, or the one named')
    .argument('[session]', 'a session id or the beginning of one')
    .option('--plain', 'as lines')
    .action(async (session: string | undefined, own: WalkOptions) => {
      const { resume } = await import('./resume-command.ts');
      status = await resume(session, { ...program.opts<GlobalOptions>(), ...own });
    });

  program
    .command('train')
    .description('walk runbooks against a simulated cloud; touches nothing real')
    .argument('[runbook...]', 'a built-in id or a Markdown file', ['phase-07'])
    .option('--autopilot', 'play the walk without hands, at full speed')
    .option('--plain', 'as lines')
    .option('--json', 'print the result as JSON (with --autopilot)')
    .option('--route <answer>', 'answer to the route question: fresh or graft')
    .addOption(
      new Option(
        '--attest <answer>',
        'answer gates only a person can judge; the result says so',
      ).choices(['yes']),
    )
    .option(
      '--fault <name>',
      'break the simulated cloud at the start; list names them; may be repeated',
      collect,
      [],
    )
    .action(async (runbooks: string[], own: TrainOptions) => {
      const { train } = await import('./train-command.ts');
      status = await train(runbooks, { ...program.opts<GlobalOptions>(), ...own });
    });

  program
    .command('outline')
    .description(
      'print how a document was read: what is a command, what is a gate, what is neither',
    )
    .argument('<runbook>', 'a built-in id or a Markdown file')
    .option('--json', 'as JSON')
    .action(async (runbook: string, own: { json?: boolean }) => {
      const { outline } = await import('./outline-command.ts');
      status = outline(runbook, own);
    });

  for (const command of program.commands)
    command
      .exitOverride()
      .allowExcessArguments(command.name() === 'walk' || command.name() === 'train');
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    // Commander has printed its sentence; help and version are not errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return status;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
