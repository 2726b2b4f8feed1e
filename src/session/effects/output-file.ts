import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** The end of a file that may still be growing. */
export interface Tail {
  readonly text: string;
  /** Bytes in the file when it was looked at. */
  readonly size: number;
  /** There is more before `text`. */
  readonly truncatedStart: boolean;
}

/**
 * Reads the last `bytes` of an output file, whatever its size. A file that is not there is empty: nothing
 * has been written yet. Bytes that are no UTF-8 become U+FFFD. The text is raw: redact and sanitise it.
 */
export function tailFile(path: string, bytes = 65_536): Tail {
  return withFile(path, { text: '', size: 0, truncatedStart: false }, (descriptor, size) => {
    const start = Math.max(0, size - bytes);
    const read = readRange(descriptor, start, size - start);
    const text = decode(start > 0 ? afterCutCharacter(read) : read, 'may-go-on');
    return { text, size, truncatedStart: start > 0 };
  });
}

/** Reads an output file from its start, at most `limitBytes` of it; `complete` says whether that was all. */
export function readWhole(
  path: string,
  limitBytes: number,
): { readonly text: string; readonly complete: boolean } {
  return withFile(path, { text: '', complete: true }, (descriptor, size) => {
    const complete = size <= limitBytes;
    const read = readRange(descriptor, 0, Math.min(size, limitBytes));
    return { text: decode(read, complete ? 'ended' : 'may-go-on'), complete };
  });
}

/**
 * Reads an output file from its start to the end that it has now, in pieces of whole lines of about `bytes`.
 * A line that is longer than that comes in pieces of its own. Nothing for a file that is not there.
 */
export function eachPiece(path: string, bytes: number, take: (text: string) => void): void {
  withFile(path, undefined, (descriptor, size) => {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    let rest = '';
    for (let start = 0; start < size; start += bytes) {
      const read = readRange(descriptor, start, Math.min(bytes, size - start));
      const text = rest + decoder.decode(read, { stream: start + bytes < size });
      const end = text.lastIndexOf('\n') + 1;
      // A line longer than a piece is not waited for.
      const isWaitedFor = start + bytes < size && end > 0;
      rest = isWaitedFor ? text.slice(end) : '';
      take(isWaitedFor ? text.slice(0, end) : text);
    }
    if (rest !== '') take(rest);
  });
}

function withFile<Result>(
  path: string,
  missing: Result,
  act: (descriptor: number, size: number) => Result,
): Result {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return missing;
    throw error;
  }
  try {
    return act(descriptor, fstatSync(descriptor).size);
  } finally {
    closeSync(descriptor);
  }
}

function readRange(descriptor: number, start: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(descriptor, buffer, filled, length - filled, start + filled);
    // The file became shorter between the two calls.
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}

/** Leaves out the rest of a character whose beginning was not read: at most three continuation bytes. */
function afterCutCharacter(bytes: Buffer): Buffer {
  let start = 0;
  while (start < 3 && start < bytes.length && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return bytes.subarray(start);
}

/** `may-go-on`: the beginning of a character at the very end is left out, as its rest may come. */
function decode(bytes: Buffer, end: 'may-go-on' | 'ended'): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return decoder.decode(bytes, { stream: end === 'may-go-on' });
}
