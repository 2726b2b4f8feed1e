import type { RunningBlock } from '../runner.ts';
import { fileErrorInWords } from './file-errors.ts';

/** A block that was never begun, for a reason of one sentence. */
export function notStarted(reason: string): RunningBlock {
  return {
    process: undefined,
    ended: Promise.resolve({ type: 'not-started', reason }),
    cancel: () => undefined,
  };
}

/** The sentence about files of an attempt that could not be made. */
export function cannotPrepare(folder: string, error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
    return `The folder ${folder} already holds an attempt; a block is never started into the files of another.`;
  }
  return `The files of the attempt in ${folder} can not be written: ${fileErrorInWords(error)}.`;
}

/** The sentence about a block whose output may be nowhere but in memory, where there is none for it. */
export function noMemory(why: string): string {
  return `Its output may be kept in memory alone, and there is none for it: ${why}; mount a tmpfs on /dev/shm, or let XDG_RUNTIME_DIR name a folder on one, and run it again.`;
}

/** The sentence about a bash that could not be started, by the error's code. */
export function cannotSpawn(code: string | undefined): string {
  if (code === 'ENOENT')
    return 'bash was not found on the PATH; install it or put its folder there.';
  if (code === 'E2BIG') return 'bash did not start: the environment is too large.';
  if (code === 'EAGAIN') return 'bash did not start: this user may start no more processes.';
  return `bash did not start: ${fileErrorInWords({ code })}.`;
}
