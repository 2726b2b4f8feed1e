import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { fileErrorInWords } from './file-errors.ts';
import { whyFileNotTrusted } from './trusted-folder.ts';

/** The bytes of a file that nobody else can write to, or why there are none, in words that follow its name. */
export type TrustedReading =
  | { readonly type: 'read'; readonly bytes: Buffer }
  | { readonly type: 'refused'; readonly why: string };

/**
 * Reads a file that says what runs here, so that nobody else may have had a hand in it. Never throws.
 *
 * @param file absolute
 * @param largest bytes
 */
export function readTrustedFile(file: string, largest: number): TrustedReading {
  let descriptor: number;
  try {
    // Not blocking: to open a pipe that nobody writes to would wait for ever.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return refused(`can not be read: ${fileErrorInWords(error)}`);
  }
  try {
    const facts = fstatSync(descriptor);
    if (!facts.isFile()) return refused('is no regular file');
    if (facts.size > largest)
      return refused(`is larger than ${Math.round(largest / 1024)} KiB; that is none`);
    const why = whyFileNotTrusted(file);
    if (why !== undefined) return refused(`is not taken: ${why}`);
    const there = statSync(file);
    // What was looked at has to be what is read.
    if (there.ino !== facts.ino || there.dev !== facts.dev)
      return refused('was exchanged while it was read; try again');
    return { type: 'read', bytes: readFileSync(descriptor) };
  } catch (error) {
    return refused(`can not be read: ${fileErrorInWords(error)}`);
  } finally {
    closeSync(descriptor);
  }
}

function refused(why: string): TrustedReading {
  return { type: 'refused', why };
}
