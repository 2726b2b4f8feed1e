import { existsSync, readFileSync, rmdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { AttemptFolder } from '../runner.ts';
import { eachPiece } from './output-file.ts';
import { outputFolder } from './output-place.ts';
import { writePrivate } from './private-file.ts';
import type { Recorder } from './record.ts';
import { looksOf } from './redact-attempt.ts';

/** How much was printed, of which nothing is kept. */
export interface OutputCounts {
  readonly bytes: number;
  /** Undefined while there is more than is counted at each look of a screen. */
  readonly lines: number | undefined;
}

/** Counted for a frame at most, bytes. */
const countedBytes = 1024 * 1024;

/**
 * What is told of an output that is kept nowhere: how much it is so far, or was. Undefined for an attempt whose output
 * is kept.
 */
export function toldOfOutput(
  folder: AttemptFolder,
): { readonly text: string; readonly bytes: number } | undefined {
  const place = outputFolder(folder);
  if (place === folder) return undefined;
  const kept = readCounts(folder);
  if (kept !== undefined)
    return { text: `its output, ${words(kept)}, is kept nowhere`, bytes: kept.bytes };
  if (!existsSync(place)) return { text: 'its output was in memory alone and is gone', bytes: 0 };
  const now = sum(streams.map((name) => countsOf(join(place, name), countedBytes)));
  return { text: `its output is kept nowhere; so far ${words(now)}`, bytes: now.bytes };
}

/**
 * Empties and deletes what an attempt, and each look of it, has in memory, and keeps how much that was. For an attempt
 * whose verdict is on the disk. It may be done twice.
 *
 * @throws the file system's error
 */
export function forgetOutput(folder: AttemptFolder): void {
  for (const own of [folder, ...looksOf(folder)]) {
    const place = outputFolder(own);
    if (place === own || !existsSync(place)) continue;
    keepCounts(own, place);
    for (const name of streams) {
      // A process that was left behind may hold it open: what it has written goes all the same.
      if (existsSync(join(place, name))) truncateSync(join(place, name), 0);
      rmSync(join(place, name), { force: true });
      rmSync(join(place, `${name}.cut`), { force: true });
    }
    rmdirSync(place);
  }
}

/** The same for one run of several, once what it came to is on the disk. What fails is tried again with the attempt. */
export function forgetRun(
  folder: AttemptFolder | undefined,
  recorder: Pick<Recorder, 'flush'>,
): void {
  if (folder === undefined || !recorder.flush()) return;
  try {
    forgetOutput(folder);
  } catch {
    // The attempt forgets all of its runs.
  }
}

const streams = ['stdout', 'stderr'] as const;
const COUNTS = 'counts';

function keepCounts(folder: AttemptFolder, place: string): void {
  if (readCounts(folder) !== undefined) return;
  const each = streams.map((name) => [name, countsOf(join(place, name))] as const);
  try {
    writePrivate(join(folder, COUNTS), `${JSON.stringify(Object.fromEntries(each))}\n`);
  } catch {
    // That nothing stays matters more than how much it was.
  }
}

function readCounts(folder: AttemptFolder): OutputCounts | undefined {
  try {
    const read = JSON.parse(readFileSync(join(folder, COUNTS), 'utf8')) as Partial<
      Record<string, OutputCounts>
    >;
    return sum(streams.map((name) => read[name] ?? { bytes: 0, lines: 0 }));
  } catch {
    return undefined;
  }
}

function countsOf(file: string, atMost = Number.POSITIVE_INFINITY): OutputCounts {
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes > atMost) return { bytes, lines: undefined };
  let [ends, isOpen] = [0, false];
  eachPiece(file, 1024 * 1024, (text) => {
    ends += text.split('\n').length - 1;
    if (text !== '') isOpen = !text.endsWith('\n');
  });
  return { bytes, lines: ends + (isOpen ? 1 : 0) };
}

function sum(all: readonly OutputCounts[]): OutputCounts {
  return all.reduce((one, other) => ({
    bytes: one.bytes + other.bytes,
    lines:
      one.lines === undefined || other.lines === undefined ? undefined : one.lines + other.lines,
  }));
}

function words({ bytes, lines }: OutputCounts): string {
  return [...(lines === undefined ? [] : [plural(lines, 'line')]), plural(bytes, 'byte')].join(
    ', ',
  );
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
