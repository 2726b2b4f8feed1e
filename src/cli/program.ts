import { Command, CommanderError, Option } from 'commander';
import {
  attestHelp,
  timeoutHelp,
  stepHelp,
  setHelp,
  checkFaultHelp,
  attestedHelp,
  blockHelp,
  checkHelp,
  diffHelp,
  faultHelp,
  forgetHelp,
  initHelp,
  lintHelp,
  newHelp,
  programHelp,
  repairHelp,
  reportHelp,
  resumeHelp,
  routeHelp,
  secretsHelp,
  siteHelp,
  stateDirHelp,
  trainHelp,
  walkHelp,
  watchHelp,
} from './help-texts.ts';
import type { CheckOptions } from './check/options.ts';
import type { LintCommandOptions } from './lint-command.ts';
import type { GlobalOptions, TrainOptions, WalkOptions } from './options.ts';
import type { ReportOptions } from './report-command.ts';
import { usageError } from './usage-error.ts';
import { UserError } from './user-error.ts';
import { version } from './version.ts';

/**
 * Reads the command line and does what it says. Resolves with the exit status: 0 done, 1 a gate failed
 * or the walk stopped short, 2 usage, 3 a check could not tell. Each command is loaded only when it is asked for. Throws a
 * UserError for a command line that means nothing.
 */
export async function runProgram(argv: readonly string[]): Promise<number> {
  let status = 0;
  const program = new Command('handrail')
    .description(
      'Walks you through Markdown runbooks in this terminal: shows each command, runs it, judges its gate, remembers.',
    )
    .version(version, '-V, --version', 'print the version')
    .option('--state-dir <folder>', stateDirHelp)
    .option('--site <file>', siteHelp)
    .option('--no-site', 'use no site file')
    .option('--no-color', 'draw without colour, as NO_COLOR does')
    .helpOption('-h, --help', 'print this help; after a command, the help of that command')
    .helpCommand('help [command]', 'print this help, or that of a command')
    .addHelpText('after', programHelp)
    .allowExcessArguments(false)
    .action(async () => {
      const { home } = await import('./home-command.ts');
      status = await home(program.opts<GlobalOptions>());
    });

  program
    .command('walk')
    .description('walk runbooks on the real machine')
    .argument(
      '[runbook...]',
      'a Markdown file or a built-in id; several are one session; those of the site file when none is named',
    )
    .option('--plain', 'by lines, for a screen reader or a terminal that can not draw')
    .addHelpText('after', walkHelp)
    .action(async (runbooks: string[], own: WalkOptions) => {
      const { walk } = await import('./walk-command.ts');
      status = await walk(runbooks, { ...program.opts<GlobalOptions>(), ...own });
    });

  program
    .command('resume')
    .description('take up the walk that was left last, or the one named')
    .argument('[session]', 'a session id, or the beginning of one')
    .option('--plain', 'by lines')
    .addHelpText('after', resumeHelp)
    .action(async (session: string | undefined, own: WalkOptions) => {
      const { resume } = await import('./resume-command.ts');
      status = await resume(session, { ...program.opts<GlobalOptions>(), ...own });
    });

  const sessions = program
    .command('sessions')
    .description('list the sessions there are, newest first')
    .option('--json', 'as JSON')
    .allowExcessArguments(false)
    .action(async (own: { json?: boolean }) => {
      const { sessions } = await import('./sessions-command.ts');
      status = sessions({ ...program.opts<GlobalOptions>(), ...own });
    });
  sessions
    .command('repair')
    .description('save what is good of a session whose journal was damaged')
    .argument('<session>', 'a session id, or the beginning of one')
    .option('--confirm <session>', 'its whole id once more, instead of typing it when asked')
    .addHelpText('after', repairHelp)
    .allowExcessArguments(false)
    .action(async (session: string, own: { confirm?: string }) => {
      const { repair } = await import('./repair-command.ts');
      status = await repair(session, { ...program.opts<GlobalOptions>(), ...own });
    });

  const secrets = program
    .command('secrets')
    .description('list the names of what the keyring remembers, never the values')
    .option('--json', 'as JSON')
    .addHelpText('after', secretsHelp)
    .allowExcessArguments(false)
    .action(async (own: { json?: boolean }) => {
      const { secrets } = await import('./secrets-command.ts');
      status = await secrets({ ...program.opts<GlobalOptions>(), ...own });
    });
  secrets
    .command('forget')
    .description('forget one of them, or all')
    .argument('[name]', 'a name as it is listed, in quotes')
    .option('--all', 'everything that handrail remembered')
    .addHelpText('after', forgetHelp)
    .allowExcessArguments(false)
    .action(async (name: string | undefined, own: { all?: boolean }) => {
      const { forget } = await import('./secrets-command.ts');
      const listed = secrets.opts<{ json?: boolean }>();
      status = await forget(name, { ...program.opts<GlobalOptions>(), ...listed, ...own });
    });

  program
    .command('watch')
    .description('look at a walk that somebody else walks: live, read-only')
    .argument('[session]', 'a session id, or the beginning of one')
    .addHelpText('after', watchHelp)
    .action(async (session: string | undefined) => {
      const { watch } = await import('./watch-command.ts');
      status = await watch(session, program.opts<GlobalOptions>());
    });

  program
    .command('report')
    .description('write a whole walk as a document, or look whether its record is whole')
    .argument(
      '[session]',
      'a session id, or the beginning of one; with --verify a report in JSON too',
    )
    .addOption(
      new Option('--format <format>', 'markdown, or json for a program').choices([
        'markdown',
        'json',
      ]),
    )
    .option('--output <file>', 'write it into a new file that only you can read')
    .option('--lines <number>', 'last lines of each output, 20 when it is not said')
    .option('--verify', 'look whether journal, documents and outputs are as they were written')
    .addHelpText('after', reportHelp)
    .action(async (session: string | undefined, own: ReportOptions) => {
      const { report } = await import('./report-command.ts');
      status = await report(session, { ...program.opts<GlobalOptions>(), ...own });
    });

  program
    .command('train')
    .description('walk runbooks on a simulated cloud; touches nothing real')
    .argument('[runbook...]', 'a built-in id or a Markdown file; phase-07 when none is named')
    .option('--plain', 'by lines')
    .option('--autopilot', 'play the walk without hands, at full speed, as text')
    .option('--json', 'with --autopilot: print nothing but the result, as JSON')
    .addOption(new Option('--route <answer>', routeHelp).argParser(collect))
    .addOption(new Option('--attest <answer>', attestHelp).choices(['yes']))
    .addOption(new Option('--fault <name>', faultHelp).argParser(collect))
    .addHelpText('after', trainHelp)
    .action(async (runbooks: string[], own: TrainOptions) => {
      const { train } = await import('./train-command.ts');
      status = await train(runbooks, { ...program.opts<GlobalOptions>(), ...own });
    });

  program
    .command('init')
    .description('write a site file to begin with, ./handrail.yaml')
    .argument('[file]', 'another place for it')
    .addHelpText('after', initHelp)
    .allowExcessArguments(false)
    .action(async (file: string | undefined) => {
      const { init } = await import('./init-command.ts');
      status = init(file);
    });

  program
    .command('lint')
    .description('say what was understood of documents, what was not, and what in them is risky')
    .argument('<file...>', 'a Markdown file, a built-in id, or - for standard input')
    .addOption(
      new Option('--format <format>', 'text, or json or github for a program').choices([
        'text',
        'json',
        'github',
      ]),
    )
    .option('--json', 'the same as --format json')
    .option('--fix', 'mend what is safe to mend, in the files themselves')
    .option('--no-shellcheck', 'do not ask ShellCheck, should it be installed')
    .addHelpText('after', lintHelp)
    .action(async (files: string[], own: LintCommandOptions) => {
      const { lint } = await import('./lint-command.ts');
      status = await lint(files, own);
    });

  program
    .command('outline')
    .description('print how a document was read: commands, gates, and what is neither')
    .argument('<runbook>', 'a Markdown file or a built-in id')
    .option('--json', 'as JSON')
    .action(async (runbook: string, own: { json?: boolean }) => {
      const { outline } = await import('./outline-command.ts');
      status = outline(runbook, own);
    });

  program
    .command('diff')
    .description('compare two texts of a runbook block by block')
    .argument('<old>', 'a Markdown file or a built-in id')
    .argument('<new>', 'another one')
    .option('--json', 'as JSON')
    .addHelpText('after', diffHelp)
    .action(async (old: string, now: string, own: { json?: boolean }) => {
      const { diff } = await import('./diff-command.ts');
      status = diff(old, now, own);
    });

  program
    .command('check')
    .description('run the CHECK blocks of a runbook and judge their gates, for cron and CI')
    .argument('<runbook>', 'a Markdown file or a built-in id')
    .addOption(new Option('--step <id>', stepHelp).argParser(collect))
    .addOption(new Option('--block <id>', blockHelp).argParser(collect))
    .addOption(new Option('--route <answer>', routeHelp).argParser(collect))
    .addOption(new Option('--set <name=value>', setHelp).argParser(collect))
    .addOption(new Option('--attested <how>', attestedHelp).choices(['could-not-tell', 'skip']))
    .option('--timeout <seconds>', timeoutHelp)
    .addOption(
      new Option('--format <format>', 'text, or tap, junit or json for a program').choices([
        'text',
        'tap',
        'junit',
        'json',
      ]),
    )
    .option('--simulated', 'on the simulated cloud, as it is before a walk')
    .addOption(new Option('--fault <name>', checkFaultHelp).argParser(collect))
    .addHelpText('after', checkHelp)
    .allowExcessArguments(false)
    .action(async (runbook: string, own: CheckOptions) => {
      const { check } = await import('./check-command.ts');
      status = await check(runbook, { ...program.opts<GlobalOptions>(), ...own });
    });

  program
    .command('new')
    .description('write a small runbook to start from')
    .argument('[file]', 'where to; ./runbook.md when it is not named')
    .addHelpText('after', newHelp)
    .allowExcessArguments(false)
    .action(async (file: string | undefined) => {
      const { writeRunbook } = await import('./new-command.ts');
      status = writeRunbook(file);
    });

  for (const command of [program, ...program.commands, ...sessions.commands, ...secrets.commands])
    command
      .exitOverride()
      // What is wrong is said once, by whoever reports errors.
      .configureOutput({ writeErr: () => undefined, outputError: () => undefined });
  program.hook('preAction', (_program, command) => {
    const { site } = program.opts<GlobalOptions>();
    if (typeof site === 'string' && !takesSite.has(command.name()))
      throw new UserError(
        `handrail ${command.name()} takes no --site: a walk keeps the site file that it began with.`,
      );
  });
  for (const name of ['resume', 'watch', 'report', 'outline', 'diff'])
    program.commands.find((command) => command.name() === name)?.allowExcessArguments(false);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version are no errors; Commander has printed them.
    if (error.exitCode !== 0) throw usageError(error, program);
  }
  return status;
}

/** What begins a walk, or goes by its values. */
const takesSite: ReadonlySet<string> = new Set(['handrail', 'walk', 'train', 'check']);

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
