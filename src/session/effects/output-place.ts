import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Stream } from '../../steps/model.ts';
import type { AttemptFolder } from '../runner.ts';

/**
 * Where what an attempt prints stands: in its folder, or, of a block whose output is sensitive, in a folder in memory
 * that a file of the attempt names. That folder may be gone: nothing of it outlives a verdict or a boot.
 */
export function outputFolder(folder: AttemptFolder): string {
  try {
    const place = readFileSync(join(folder, POINTER), 'utf8');
    return place === '' ? join(folder, LOST) : place;
  } catch (error) {
    // What can not be read is no empty output: a gate must not be judged by the files beside it.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? folder : join(folder, LOST);
  }
}

/** The file of one stream. */
export function streamFile(folder: AttemptFolder, stream: Stream): string {
  return join(outputFolder(folder), stream);
}

/** Whether the output of an attempt is to be kept nowhere. */
export function isInMemory(folder: AttemptFolder): boolean {
  return outputFolder(folder) !== folder;
}

/**
 * Makes the place in `memory` (a folder of the session's, on a memory file system) for what an attempt prints, 0700,
 * and has the attempt name it, durably and first: so none is ever made that nobody finds again.
 *
 * @throws the file system's error; EEXIST when the attempt has one already
 */
export function placeInMemory(folder: AttemptFolder, memory: string): string {
  const place = join(memory, `output-${nameOf(folder)}`);
  const pointer = openSync(join(folder, POINTER), 'wx', 0o600);
  try {
    writeSync(pointer, place);
    fsyncSync(pointer);
  } finally {
    closeSync(pointer);
  }
  chmodSync(join(folder, POINTER), 0o600);
  mkdirSync(place, { mode: 0o700 });
  chmodSync(place, 0o700);
  return place;
}

const POINTER = 'memory';
const LOST = 'memory-lost';

/** `0007`, and `0007-002` for a look or a run of its own. */
function nameOf(folder: AttemptFolder): string {
  const above = dirname(folder);
  return basename(above) === 'looks'
    ? `${basename(dirname(above))}-${basename(folder)}`
    : basename(folder);
}
