import { appendFileSync, readFileSync } from 'node:fs';
import type { AttemptFolder } from '../runner.ts';
import { attemptFiles } from './attempt-files.ts';

/** What the wrapper wrote down just before the block began. */
export interface StartRecord {
  readonly pid: number;
  /** Clock ticks since boot. */
  readonly startTime: string;
  /** Undefined where the kernel has none. */
  readonly bootId: string | undefined;
}

/**
 * What an attempt's files say of its beginning. `not-begun`: so far the block has not begun. Undefined: they
 * do not say, as an older handrail started it or somebody changed them.
 */
export function readStartRecord(folder: AttemptFolder): StartRecord | 'not-begun' | undefined {
  const line = firstLine(folder);
  // The whole line is on the disk before the block begins, so half of one tells that it did not.
  if (line === '' || line === FORBIDDEN) return 'not-begun';
  const [, pid, startTime, bootId] = /^(\d+) (\d+) (\S+)$/.exec(line ?? '') ?? [];
  if (pid === undefined || startTime === undefined) return undefined;
  return { pid: Number(pid), startTime, bootId: bootId === '-' ? undefined : bootId };
}

/**
 * Sees to it that a block which has not begun never does, should its wrapper come to it late; false when it
 * has begun after all. Both append a line and then look: the first line in the file counts.
 */
export function forbidStart(folder: AttemptFolder): boolean {
  try {
    appendFileSync(attemptFiles(folder).started, `${FORBIDDEN}\n`);
    return firstLine(folder) === FORBIDDEN;
  } catch {
    return false;
  }
}

const FORBIDDEN = 'forbidden';

/** Undefined without a file; empty as long as there is no whole line. */
function firstLine(folder: AttemptFolder): string | undefined {
  try {
    const text = readFileSync(attemptFiles(folder).started, 'latin1');
    return text.slice(0, Math.max(0, text.indexOf('\n')));
  } catch {
    return undefined;
  }
}
