import { existsSync } from 'node:fs';
import type { Outcome } from '../outcome.ts';
import type { AttemptFolder, RunningBlock } from '../runner.ts';
import { attemptFiles, readExitStatus } from './attempt-files.ts';
import type { BlockProcesses } from './block-processes.ts';
import { hasMark, isWrapperAlive, markOf, processIds } from './block-processes.ts';
import { bootId, statOf } from './boot.ts';
import { findLeftBehind, stopProcesses } from './cancel.ts';
import { pause } from './pause.ts';
import type { StartRecord } from './start-record.ts';
import { forbidStart, readStartRecord } from './start-record.ts';
import { processList, stoppedOutcome } from './stopped.ts';

/**
 * Takes a block in again that an earlier handrail started: its status when it has ended, else it is
 * followed to its end. When it is gone without a status the outcome is `unknown`, and the reason tells a
 * reboot from a kill; `not-started` is said only of a block that did not begin and now never can.
 */
export async function attachBlock(
  folder: AttemptFolder,
  process: RunningBlock['process'],
  graceMilliseconds: number,
): Promise<RunningBlock> {
  const status = readExitStatus(folder);
  if (status !== undefined) return settled(process, { type: 'exited', status });
  if (process === undefined && !existsSync(attemptFiles(folder).stderr)) {
    // All of its files are on the disk before its process exists.
    return settled(undefined, {
      type: 'not-started',
      reason: 'handrail ended before it was started.',
    });
  }
  if (!existsSync(folder)) return settled(process, { type: 'unknown', reason: FILES_GONE });
  const record = startRecordOf(folder);
  // Another boot has other processes: nothing that is found by a number would be the block.
  if (isOtherBoot(record)) return settled(process, { type: 'unknown', reason: REBOOTED });

  const mark = markOf(folder);
  const wrapper = process ?? processOf(record) ?? findWrapper(mark);
  const processes: BlockProcesses = {
    pid: wrapper?.pid,
    startTime: wrapper?.startTime,
    mark,
  };
  let stopping: Promise<readonly number[]> | undefined;
  let hasEnded = false;
  const ended = (async (): Promise<Outcome> => {
    const seen = await followWrapper(folder, processes);
    hasEnded = true;
    const left = await stopping;
    if (left !== undefined) return stoppedOutcome(left, seen);
    if (seen !== undefined) return { type: 'exited', status: seen };
    if (hasNotBegun(folder)) return { type: 'not-started', reason: NOT_BEGUN };
    return lost(folder, await findLeftBehind(processes));
  })();
  return {
    process: wrapper,
    ended,
    cancel: () => {
      if (hasEnded || readExitStatus(folder) !== undefined) return;
      stopping ??= stopProcesses(processes, graceMilliseconds);
    },
  };
}

const NOT_BEGUN = 'handrail and the shell around the block ended before the block began.';
const REBOOTED =
  'the machine was rebooted before it ended, so it was cut off wherever it was, and left no exit status';
const FILES_GONE = 'the files of the attempt are gone, so nobody can say how it ended';
const LOOK_MILLISECONDS = 200;

/** Waits for the exit status; undefined when the wrapper is gone and there is none. */
async function followWrapper(
  folder: AttemptFolder,
  processes: BlockProcesses,
): Promise<number | undefined> {
  for (;;) {
    const isAlive = isWrapperAlive(processes);
    // Looked for after the life sign: a wrapper that is gone has written it before.
    const status = readExitStatus(folder);
    if (status !== undefined || !isAlive) return status;
    await pause(LOOK_MILLISECONDS);
  }
}

/** handrail died between starting the wrapper and writing down its number: the mark finds it. */
function findWrapper(mark: string): RunningBlock['process'] {
  for (const pid of processIds() ?? []) {
    const stat = statOf(pid);
    if (stat?.group === pid && hasMark(pid, mark)) return { pid, startTime: stat.startTime };
  }
  return undefined;
}

function startRecordOf(folder: AttemptFolder): StartRecord | undefined {
  const record = readStartRecord(folder);
  return record === 'not-begun' ? undefined : record;
}

function isOtherBoot(record: StartRecord | undefined): boolean {
  const now = bootId();
  return record?.bootId !== undefined && now !== undefined && record.bootId !== now;
}

function processOf(record: StartRecord | undefined): RunningBlock['process'] {
  return record === undefined ? undefined : { pid: record.pid, startTime: record.startTime };
}

/** Asked when no wrapper lives; one that is only just coming to life is kept from beginning it. */
function hasNotBegun(folder: AttemptFolder): boolean {
  return readStartRecord(folder) === 'not-begun' && forbidStart(folder);
}

function lost(folder: AttemptFolder, left: readonly number[]): Outcome {
  if (left.length > 0) {
    return {
      type: 'unknown',
      reason: `the shell around it was killed and left no exit status, but ${processList(left)} of it still runs`,
    };
  }
  return {
    type: 'unknown',
    reason:
      startRecordOf(folder)?.bootId === undefined
        ? 'it is not running any more and left no exit status: it was killed, or the machine went down'
        : 'it was killed: it is not running any more and left no exit status, and the machine has been up all the time',
  };
}

function settled(process: RunningBlock['process'], outcome: Outcome): RunningBlock {
  return { process, ended: Promise.resolve(outcome), cancel: () => undefined };
}
