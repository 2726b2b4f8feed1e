import { statSync } from 'node:fs';
import type { Secret } from '../../secrets/secret.ts';
import type { Command } from '../../steps/command.ts';
import type { AttemptFolder, BlockRunner, RunningBlock } from '../runner.ts';
import { attachBlock } from './attach-block.ts';
import type { OutputDescriptors } from './attempt-files.ts';
import { prepareAttempt } from './attempt-files.ts';
import { GRACE_MILLISECONDS } from './cancel.ts';
import type { BashRunnerOptions } from './launch.ts';
import { launchOf } from './launch.ts';
import { liveBlock } from './live-block.ts';
import { memoryFor } from './memory-for.ts';
import { cannotPrepare, cannotSpawn, notStarted } from './not-started.ts';
import { secretPayload } from './secret-payload.ts';
import { startTerminalBlock, whyNotTyped } from './terminal-block.ts';
import { programStarter } from './start-program.ts';

/**
 * Runs blocks on this machine with bash, each in a session of its own and with its output in files, so
 * that it goes on when handrail dies (engineering: a pipe or a shared terminal kills it). A secret that goes
 * to standard input is written once the process is there; one that the program does not read is no error.
 */
export function createBashRunner(options: BashRunnerOptions): BlockRunner {
  const grace = options.graceMilliseconds ?? GRACE_MILLISECONDS;
  return {
    start: (command, folder, given = [], isStopping = () => false) =>
      startBlock(command, folder, given, options, grace, isStopping),
    attach: (folder, process) => attachBlock(folder, process, grace),
  };
}

async function startBlock(
  command: Command,
  folder: AttemptFolder,
  given: readonly Secret[],
  options: BashRunnerOptions,
  grace: number,
  isStopping: () => boolean,
): Promise<RunningBlock> {
  if (!isFolder(options.cwd)) {
    return notStarted(`The folder it is to start in, ${options.cwd}, is not there.`);
  }
  const memory = memoryFor(command, options.memory);
  if (memory.type === 'refused') return notStarted(memory.why);
  const payload = secretPayload(command, given);
  if (command.stdin === 'secret' && payload === undefined) return notStarted(NOT_GIVEN);
  const problem = command.stdin === 'tty' ? whyNotTyped(command, given) : undefined;
  if (problem !== undefined) return notStarted(problem);
  let output: OutputDescriptors;
  try {
    output = prepareAttempt(folder, command.runs, memory.folder);
  } catch (error) {
    payload?.fill(0);
    return notStarted(cannotPrepare(folder, error));
  }
  if (command.stdin === 'tty') {
    const launch = launchOf(command, folder, options);
    const { patience } = options;
    return startTerminalBlock(command, folder, given, output, launch, {
      graceMilliseconds: grace,
      patience,
    });
  }
  try {
    return await spawnBlock(command, folder, payload, output, options, grace, isStopping);
  } finally {
    payload?.fill(0);
    output.close();
  }
}

const STOPPED = 'It was stopped before it began.';
const NOT_GIVEN = 'The secret that it reads was not given.';

async function spawnBlock(
  command: Command,
  folder: AttemptFolder,
  payload: Buffer | undefined,
  output: OutputDescriptors,
  options: BashRunnerOptions,
  grace: number,
  isStopping: () => boolean,
): Promise<RunningBlock> {
  // Loaded here: it is not needed for the first frame, and slow to load.
  const execa = await programStarter();
  if (payload !== undefined && isStopping()) return notStarted(STOPPED);
  const { words, cwd, env } = launchOf(command, folder, options);
  const subprocess = execa('bash', words, {
    cwd,
    env,
    extendEnv: false,
    stdio: [
      payload === undefined ? 'ignore' : 'pipe',
      asStdio(output.stdout),
      asStdio(output.stderr),
    ],
    detached: true,
    cleanup: false,
    reject: false,
    buffer: false,
  });
  const { pid } = subprocess;
  if (pid === undefined) {
    const { code } = await subprocess;
    return notStarted(cannotSpawn(code));
  }
  const wrapperEnded = subprocess.then(({ exitCode, signal }) => ({ exitCode, signal }));
  const block = liveBlock(folder, pid, grace, wrapperEnded);
  if (payload !== undefined && subprocess.stdin !== null) {
    if (isStopping()) block.cancel();
    await feed(subprocess.stdin, isStopping() ? Buffer.alloc(0) : payload);
  }
  return block;
}

/** Writes it all and then the end; the kernel has it all when this resolves, or nobody is there to read it. */
function feed(stdin: NodeJS.WritableStream, payload: Buffer): Promise<void> {
  return new Promise((resolve) => {
    // A program that does not read is told of by its own end.
    stdin.on('error', () => resolve());
    stdin.on('close', () => resolve());
    stdin.end(payload, () => resolve());
  });
}

/** execa takes every descriptor, and its types know the numbers up to 9. */
function asStdio(descriptor: number): 3 {
  return descriptor as 3;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
