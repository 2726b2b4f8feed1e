import type { Outcome } from '../outcome.ts';
import type { AttemptFolder, RunningBlock } from '../runner.ts';
import { readExitStatus } from './attempt-files.ts';
import type { BlockProcesses } from './block-processes.ts';
import { markOf } from './block-processes.ts';
import { startTimeOf } from './boot.ts';
import { findLeftBehind, stopProcesses } from './cancel.ts';
import { readStartRecord } from './start-record.ts';
import { processList, stoppedOutcome } from './stopped.ts';
import { NOT_BEGUN } from './wrapper.ts';

/** How a wrapper that we started ended: with a status, or by a signal. */
export interface WrapperEnd {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}

/** The block in a wrapper that has just been started: to be asked at once, as long as its number is its own. */
export function liveBlock(
  folder: AttemptFolder,
  pid: number,
  graceMilliseconds: number,
  wrapperEnded: Promise<WrapperEnd>,
): RunningBlock {
  const startTime = startTimeOf(pid);
  const processes: BlockProcesses = { pid, startTime, mark: markOf(folder) };
  let stopping: Promise<readonly number[]> | undefined;
  let hasEnded = false;

  const ended = (async (): Promise<Outcome> => {
    const { exitCode, signal } = await wrapperEnded;
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
      stopping ??= stopProcesses(processes, graceMilliseconds);
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
