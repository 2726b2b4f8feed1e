import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { Place } from './places.ts';
import type { Secret } from './secret.ts';
import { secretStream } from './secret-stream.ts';

/** Small enough that a screen stays alive between two of them. Bytes. */
const PIECE = 256 * 1024;

/**
 * Masks a file in place: what must not be seen becomes as many asterisks, line ends stay. The file keeps its size, so
 * a full disk does not matter, and a process that still appends to it is not disturbed. Reads by pieces and leaves the
 * event loop free between them. Answers with how many bytes it looked at; undefined when there is no such file.
 *
 * @throws the file system's error; what was masked until then stays masked
 */
export async function maskFile(
  path: string,
  secrets: readonly Secret[],
  pieceBytes = PIECE,
): Promise<number | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDWR | constants.O_NOFOLLOW);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return await maskAll(file, secrets, pieceBytes);
  } finally {
    await file.close();
  }
}

async function maskAll(
  file: FileHandle,
  secrets: readonly Secret[],
  pieceBytes: number,
): Promise<number> {
  const { size } = await file.stat();
  const stream = secretStream(secrets, 'bytes');
  const buffer = Buffer.alloc(stream.reach + pieceBytes);
  // What is in the buffer: bytes of the file from `start` on, `kept` of them looked at before.
  let [start, kept] = [0, 0];
  let isChanged = false;
  for (;;) {
    const at = start + kept;
    const { bytesRead } = await file.read(buffer, kept, Math.min(pieceBytes, size - at), at);
    // Nothing: it is at its end, or became shorter meanwhile.
    if (bytesRead === 0) break;
    const goesOn = at + bytesRead < size;
    const length = kept + wholeLines(buffer.subarray(kept, kept + bytesRead), goesOn);
    const window = buffer.subarray(0, length);
    const places = stream.take(window.toString('latin1', kept), !goesOn);
    const changed = maskPlaces(window, start, places);
    if (changed !== undefined) {
      isChanged = true;
      await writeWhole(file, window.subarray(changed.start, changed.end), start + changed.start);
    }
    kept = Math.min(length, stream.reach);
    buffer.copyWithin(0, length - kept, length);
    start += length - kept;
    await setImmediate();
  }
  buffer.fill(0);
  // Before anybody is told that it is done.
  if (isChanged) await file.datasync();
  return start + kept;
}

/** A piece ends with a line where it can: the lines of a private key are told by their beginnings. */
function wholeLines(bytes: Buffer, goesOn: boolean): number {
  const end = goesOn ? bytes.lastIndexOf(0x0a) + 1 : 0;
  return end === 0 ? bytes.length : end;
}

/** Answers with the stretch of the window that is not as it was; `start` is the window's own place in the file. */
function maskPlaces(window: Buffer, start: number, places: readonly Place[]): Place | undefined {
  let [first, last] = [window.length, 0];
  for (const place of places) {
    const bytes = window.subarray(place.start - start, place.end - start);
    const edge = isQuoted(bytes) ? 1 : 0;
    for (let index = edge; index < bytes.length - edge; index += 1) {
      const byte = bytes[index];
      if (byte === ASTERISK || byte === 0x0a || byte === 0x0d) continue;
      bytes[index] = ASTERISK;
      first = Math.min(first, place.start - start + index);
      last = Math.max(last, place.start - start + index + 1);
    }
  }
  return first < last ? { start: first, end: last } : undefined;
}

const ASTERISK = 0x2a;

/** The quotes of a value stay, so that JSON stays JSON. */
function isQuoted(bytes: Buffer): boolean {
  const first = bytes[0];
  return bytes.length > 1 && (first === 0x22 || first === 0x27) && bytes.at(-1) === first;
}

async function writeWhole(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(
      bytes,
      written,
      bytes.length - written,
      position + written,
    );
    written += bytesWritten;
  }
}
