import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { decodeLine, FIRST_PREV, hashLine, isIntact } from './journal-line.ts';

/** The newest journal format this program writes and reads. The first event of a journal names its own. */
export const JOURNAL_FORMAT = 2;

/** One event as it stands in the file. What the event says is for the caller to check. */
export interface ReadEvent {
  readonly seq: number;
  /** ISO 8601. */
  readonly at: string;
  readonly event: unknown;
}

export type JournalReading =
  | {
      readonly type: 'read';
      readonly events: readonly ReadEvent[];
      /** `torn`: the last line was cut off while it was written. It is left out; nothing had been done about it yet. */
      readonly end: 'clean' | 'torn';
      readonly tornBytes: number;
      /** Length in bytes of what is good, and the hash the next line has to carry. */
      readonly goodBytes: number;
      readonly lastHash: string;
    }
  /** Not to be gone on from. `problem` is one sentence with the way on; `line` is 1-based, 0 for the file itself. */
  | {
      readonly type: 'refused';
      readonly problem: string;
      readonly line: number;
      /** What is good before a damaged line; undefined when no line is damaged. */
      readonly damage?: Damage;
    };

/** A line that was changed after it was written, and the good lines before it. */
export interface Damage {
  /** What is wrong with the line: `does not fit its checksum`. */
  readonly what: string;
  readonly events: readonly ReadEvent[];
  readonly goodBytes: number;
  /** What the next good line would have to carry. */
  readonly lastHash: string;
}

/** Reads a journal file and checks every number, checksum and hash in it. Never throws. */
export function readJournal(file: string): JournalReading {
  try {
    return parseJournal(readFileSync(file), file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const why =
      code === 'ENOENT'
        ? 'is not there'
        : code === 'EISDIR'
          ? 'is a folder, not a file'
          : `can not be read (${code})`;
    return {
      type: 'refused',
      line: 0,
      problem: `The journal ${file} ${why}; without it the session can not be taken up.`,
    };
  }
}

/** How far a journal was read: number and hash of its last good line. */
export interface ReadSoFar {
  readonly lines: number;
  readonly lastHash: string;
}

/** As `readJournal`, of bytes; `file` is for the sentences only. `from`: what stands before these bytes. */
export function parseJournal(
  bytes: Uint8Array,
  file: string,
  from: ReadSoFar = { lines: 0, lastHash: FIRST_PREV },
): JournalReading {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const events: ReadEvent[] = [];
  let start = 0;
  let { lastHash } = from;

  const read = (tornBytes: number): JournalReading => ({
    type: 'read',
    events,
    end: tornBytes === 0 ? 'clean' : 'torn',
    tornBytes,
    goodBytes: start,
    lastHash,
  });

  while (start < buffer.length) {
    const feed = buffer.indexOf(0x0a, start);
    const end = feed === -1 ? buffer.length : feed;
    const line = buffer.subarray(start, end);
    const number = from.lines + events.length + 1;
    const found = checkLine(line, number, lastHash);
    if (found.type === 'bad' || feed === -1) {
      const isLast = feed === -1 || feed === buffer.length - 1;
      if (isLast && isTorn(found, line, feed !== -1, number)) return read(buffer.length - start);
      const what = found.type === 'bad' ? found.what : 'has lost its end';
      const damage = { what, events, goodBytes: start, lastHash };
      return { type: 'refused', line: number, problem: damaged(file, number, damage), damage };
    }
    if (number === 1) {
      const newer = newerFormat(found.event.event, file);
      if (newer !== undefined) return { type: 'refused', line: 1, problem: newer };
    }
    events.push(found.event);
    lastHash = hashLine(line);
    start = end + 1;
  }
  return read(0);
}

type Checked =
  | { readonly type: 'good'; readonly event: ReadEvent }
  /** `whole`: it has the shape of a line and its event parses, so it was not cut off but changed. */
  | { readonly type: 'bad'; readonly what: string; readonly whole: boolean };

function checkLine(bytes: Buffer, number: number, prev: string): Checked {
  const line = decodeLine(bytes.toString('utf8'));
  if (line === undefined) return { type: 'bad', what: 'is not a line of a journal', whole: false };
  let event: unknown;
  try {
    event = JSON.parse(line.json);
  } catch {
    return { type: 'bad', what: 'holds an event that is not JSON', whole: false };
  }
  const bad = (what: string): Checked => ({ type: 'bad', what, whole: true });
  if (!isIntact(line)) return bad('does not fit its checksum');
  if (line.seq !== number) return bad(`has the number ${line.seq} where ${number} belongs`);
  if (line.prev !== prev) return bad('does not fit the line before it');
  return { type: 'good', event: { seq: line.seq, at: line.at, event } };
}

/**
 * A write that was cut short leaves the beginning of one line. What was written whole and then changed is
 * damage, even on the last line: leaving it out could hide a block that has run.
 */
function isTorn(found: Checked, line: Buffer, hasFeed: boolean, number: number): boolean {
  if (line.includes(`{"seq":${number + 1},"at":"`)) return false;
  return !hasFeed || (found.type === 'bad' && !found.whole);
}

function damaged(file: string, line: number, { what, events }: Damage): string {
  const sentence = `Line ${line} of the journal ${file} ${what}: the file was changed or damaged after it was written, so handrail does not go on from it.`;
  const last = events.at(-1);
  if (last === undefined)
    return `${sentence} Nothing before it can be saved: look at the cloud with the runbook's checks and start a new walk, or put a copy of the file from a backup in its place.`;
  const saved = `${events.length === 1 ? 'The one event' : `The ${events.length} events`} before it, up to ${last.at.slice(0, 16).replace('T', ' ')} UTC, can be saved with:`;
  return `${sentence} ${saved} handrail sessions repair ${basename(dirname(file))}`;
}

function newerFormat(event: unknown, file: string): string | undefined {
  if (typeof event !== 'object' || event === null || !('format' in event)) return undefined;
  const { format } = event;
  if (typeof format !== 'number' || format <= JOURNAL_FORMAT) return undefined;
  const by =
    'handrail' in event && typeof event.handrail === 'string'
      ? ` by handrail ${event.handrail}`
      : '';
  return (
    `The journal ${file} was written${by} in format ${format}, and this handrail reads formats up to ` +
    `${JOURNAL_FORMAT}; resume it with that version or a newer one.`
  );
}
