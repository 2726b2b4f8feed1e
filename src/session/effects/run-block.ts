import { statSync } from 'node:fs';
import type { Command } from '../../steps/command.ts';
import type { Outcome } from '../outcome.ts';
import type { AttemptFolder, BlockRunner, RunningBlock } from '../runner.ts';
import { attachBlock } from './attach-block.ts';
import type { OutputDescriptors } from './attempt-files.ts';
import { prepareAttempt, readExitStatus } from './attempt-files.ts';
import type { BlockProcesses } from './block-processes.ts';
import { MARK_NAME, markOf, markValue } from './block-processes.ts';
import { startTimeOf } from './boot.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { findLeftBehind, GRACE_MILLISECONDS, stopProcesses } from './cancel.ts';
import { fileErrorInWords } from './file-errors.ts';
import type { RuntimeFolder } from './runtime-folder.ts';
import { OUTPUT_LIMIT } from './output-limit.ts';
import { readStartRecord } from './start-record.ts';
import { processList, stoppedOutcome } from './stopped.ts';
import { NOT_BEGUN, wrapperWords } from './wrapper.ts';

export interface BashRunnerOptions {
  /** The whole environment of the block. Nothing of handrail's own is added but the mark of the attempt. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder a block starts in. */
  readonly cwd: string;
  /** Between SIGINT, SIGTERM and SIGKILL, in milliseconds. Default 5 s. */
  readonly graceMilliseconds?: number;
  /** Where blocks leave to the next one what they set; asked for each block. Without it nothing is carried. */
  readonly carriedIn?: () => RuntimeFolder;
  /** How large each output file may grow, in bytes. Default 1 GiB. */
  readonly outputLimit?: number;
}

/**
 * Runs blocks on this machine with bash, each in a session of its own and with its output in files, so
 * that it goes on when handrail dies (engineering: a pipe or a shared terminal kills it).
 */
export function createBashRunner(options: BashRunnerOptions): BlockRunner {
  const grace = options.graceMilliseconds ?? GRACE_MILLISECONDS;
  return {
    start: (command, folder) => startBlock(command, folder, options, grace),
    attach: (folder, process) => attachBlock(folder, process, grace),
  };
}

async function startBlock(
  command: Command,
  folder: AttemptFolder,
  options: BashRunnerOptions,
  grace: number,
): Promise<RunningBlock> {
  if (command.stdin !== 'null') {
    return notStarted('It reads from the terminal, and a block that runs by itself has none.');
  }
  if (!isFolder(options.cwd)) {
    return notStarted(`The folder it is to start in, ${options.cwd}, is not there.`);
  }
  let output: OutputDescriptors;
  try {
    output = prepareAttempt(folder, command.runs);
  } catch (error) {
    return notStarted(cannotPrepare(folder, error));
  }
  try {
    return await spawnBlock(command, folder, output, options, grace);
  } finally {
    output.close();
  }
}

async function spawnBlock(
  command: Command,
  folder: AttemptFolder,
  output: OutputDescriptors,
  options: BashRunnerOptions,
  grace: number,
): Promise<RunningBlock> {
  // Loaded here: it is not needed for the first frame, and slow to load.
  const { execa } = await import('execa');
  const subprocess = execa(
    'bash',
    wrapperWords(folder, options.outputLimit ?? OUTPUT_LIMIT, carryWords(command, options)),
    {
      cwd: options.cwd,
      env: { ...environmentOf(command, options), [MARK_NAME]: markValue(folder) },
      extendEnv: false,
      stdio: ['ignore', asStdio(output.stdout), asStdio(output.stderr)],
      detached: true,
      cleanup: false,
      reject: false,
      buffer: false,
    },
  );
  const { pid } = subprocess;
  if (pid === undefined) {
    const { code } = await subprocess;
    return notStarted(cannotSpawn(code));
  }
  // At once: as long as we have not collected it, the number is its own.
  const startTime = startTimeOf(pid);
  const processes: BlockProcesses = { pid, startTime, mark: markOf(folder) };
  let stopping: Promise<readonly number[]> | undefined;
  let hasEnded = false;

  const ended = (async (): Promise<Outcome> => {
    const { exitCode, signal } = await subprocess;
    hasEnded = true;
    const left = await stopping;
    const written = readExitStatus(folder);
    const status = written ?? exitCode;
    if (left !== undefined) return stoppedOutcome(left, status);
    if (written === undefined && readStartRecord(folder) === 'not-begun')
      return { type: 'not-started', reason: whyNotBegun(folder, exitCode) };
    if (status !== undefined) return { type: 'exited', status };
    return wrapperKilled(await findLeftBehind(processes), signal);
  })();

  return {
    process: startTime === undefined ? undefined : { pid, startTime },
    ended,
    cancel: () => {
      if (hasEnded || readExitStatus(folder) !== undefined) return;
      stopping ??= stopProcesses(processes, grace);
    },
  };
}

function wrapperKilled(left: readonly number[], signal: string | undefined): Outcome {
  if (left.length > 0) {
    return {
      type: 'unknown',
      reason: `the shell around it was killed (${signal ?? 'no signal named'}), and ${processList(left)} of it still runs`,
    };
  }
  return { type: 'signalled', signal: signal ?? 'unknown' };
}

function whyNotBegun(folder: AttemptFolder, exitCode: number | undefined): string {
  return exitCode === NOT_BEGUN
    ? `Its start could not be written down in ${folder}: the disk may be full.`
    : 'The shell around it ended before the block began.';
}

function notStarted(reason: string): RunningBlock {
  return {
    process: undefined,
    ended: Promise.resolve({ type: 'not-started', reason }),
    cancel: () => undefined,
  };
}

function cannotPrepare(folder: AttemptFolder, error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
    return `The folder ${folder} already holds an attempt; a block is never started into the files of another.`;
  }
  return `The files of the attempt in ${folder} can not be written: ${fileErrorInWords(error)}.`;
}

function cannotSpawn(code: string | undefined): string {
  if (code === 'ENOENT')
    return 'bash was not found on the PATH; install it or put its folder there.';
  if (code === 'E2BIG') return 'bash did not start: the environment is too large.';
  if (code === 'EAGAIN') return 'bash did not start: this user may start no more processes.';
  return `bash did not start: ${fileErrorInWords({ code })}.`;
}

/** execa takes every descriptor, and its types know the numbers up to 9. */
function asStdio(descriptor: number): 3 {
  return descriptor as 3;
}

/** How the wrapper is to carry what the block starts with and leaves: see carry.ts. Names and a folder, no value. */
function carryWords(command: Command, { carriedIn }: BashRunnerOptions): readonly string[] {
  const { environment, uses } = command;
  if (environment !== 'carried' && environment !== 'read') return [];
  const place = carriedIn?.();
  if (place?.type !== 'memory') return [];
  return [environment, place.folder, ...uses.map(({ name }) => name)];
}

function environmentOf(command: Command, { env }: BashRunnerOptions): Record<string, string> {
  const own = defined(env);
  return command.environment === 'clean' ? cleanEnvironment(own) : own;
}

function defined(env: BashRunnerOptions['env']): Record<string, string> {
  const entries = Object.entries(env).filter((entry) => entry[1] !== undefined);
  return Object.fromEntries(entries as [string, string][]);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
