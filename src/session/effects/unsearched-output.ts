import { statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../../steps/command.ts';
import type { OutputTail } from '../walker.ts';
import type { Recorder } from './record.ts';
import { isRedacted } from './redact-attempt.ts';

/** What is said of a run when nobody knows what it was given. */
export const NOT_KEPT =
  'Its output could not be searched for what it was given, so it was not kept.';

const UNSEARCHED = 'Its output is shown when it has been searched for what it was given.';

/** Whether a run was given secrets, and has printed something that was not searched for them yet. */
export function isUnsearched(command: Command | undefined, folder: string): boolean {
  return command?.feeds !== undefined && sizeOf(folder) > 0 && !isRedacted(folder);
}

/** What is drawn in place of an output that was not searched yet. */
export function unsearchedTail(folder: string): OutputTail {
  return { lines: [UNSEARCHED], bytes: sizeOf(folder), more: false };
}

/** Writes what the pager shows in place of an output that was not searched yet; answers with the file. */
export function exportUnsearched(file: string): string {
  writeFileSync(file, `-- ${UNSEARCHED} --\n`, { mode: 0o600 });
  return file;
}

/**
 * Empties the output of a run that nobody can search. False when nothing was taken away: it printed nothing, it was
 * searched before, or its end is not in the journal yet, so that it has to be judged once more.
 */
export function dropUnsearched(folder: string, recorder: Pick<Recorder, 'flush'>): boolean {
  if (sizeOf(folder) === 0 || isRedacted(folder) || !recorder.flush()) return false;
  for (const name of [...streams, 'output.txt'])
    if (statSync(join(folder, name), { throwIfNoEntry: false }) !== undefined)
      truncateSync(join(folder, name));
  return true;
}

const streams = ['stdout', 'stderr'] as const;

function sizeOf(folder: string): number {
  return streams
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}
