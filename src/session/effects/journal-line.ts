import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What stands in `prev` of the first line. */
export const FIRST_PREV = '0'.repeat(64);

/** One line of a journal, read and found whole. `json` is the event exactly as written. */
export interface JournalLine {
  readonly seq: number;
  readonly at: string;
  readonly prev: string;
  readonly crc: string;
  readonly json: string;
}

/**
 * Writes one line, without its line feed. The checksum covers number, time, chain and event, so that a
 * change anywhere in the last line is noticed too, where no later hash would tell.
 */
export function encodeLine(seq: number, at: string, prev: string, json: string): string {
  const crc = checksum(seq, at, prev, json);
  return `{"seq":${seq},"at":"${at}","prev":"${prev}","crc":"${crc}","event":${json}}`;
}

/** Takes a line apart; undefined when it has not the shape of a journal line. Does not check the checksum. */
export function decodeLine(line: string): JournalLine | undefined {
  const parts = SHAPE.exec(line);
  if (parts === null) return undefined;
  const [, seq = '', at = '', prev = '', crc = '', json = ''] = parts;
  return { seq: Number(seq), at, prev, crc, json };
}

/** Whether the checksum of a line fits what it says. */
export function isIntact(line: JournalLine): boolean {
  return checksum(line.seq, line.at, line.prev, line.json) === line.crc;
}

/** Hex sha256 of a line's bytes, without its line feed: the `prev` of the line after it. */
export function hashLine(line: string | Uint8Array): string {
  return createHash('sha256').update(line).digest('hex');
}

// The keys stand in this order and without blanks: a line that was edited by hand has no other way in.
const SHAPE =
  /^\{"seq":([1-9]\d{0,14}),"at":"([0-9TZ:.+-]{1,40})","prev":"([0-9a-f]{64})","crc":"([0-9a-f]{8})","event":(.*)\}$/s;

function checksum(seq: number, at: string, prev: string, json: string): string {
  return crc32(`${seq} ${at} ${prev} ${json}`).toString(16).padStart(8, '0');
}
