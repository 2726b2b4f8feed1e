import {
  closeSync,
  constants,
  fchmodSync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { fileErrorInWords } from './file-errors.ts';
import { foreignJournal, meddledWith } from './journal-file.ts';
import { encodeLine, FIRST_PREV, hashLine } from './journal-line.ts';
import { readJournal } from './journal-reader.ts';
import { syncFolder } from './sync-folder.ts';

/** The journal could not take an event. The event is not in the file, and nothing may be done about it. */
export class JournalWriteError extends Error {
  override readonly name = 'JournalWriteError';
}

/** The one writer of a session's journal. Hold the session's lock while it is open. */
export interface Journal {
  /**
   * Puts one event on the disk, durably, before it returns. `at` (ISO 8601) is when it happened, for an event
   * that could not be written then; left out, it is now.
   *
   * @throws JournalWriteError when that fails; the file then still ends at the line before.
   */
  append(event: object, at?: string): void;
  /** How many events the file holds. */
  readonly length: number;
  /** Bytes of a torn last line that were cut off when the journal was opened. */
  readonly tornBytes: number;
  close(): void;
}

/** The three calls that change the file. Tests put a failing disk in their place. */
export interface JournalDisk {
  write(descriptor: number, bytes: Uint8Array): number;
  sync(descriptor: number): void;
  truncate(descriptor: number, length: number): void;
}

/**
 * Opens a journal for appending, and creates it when it is not there. A torn last line is cut off.
 * The first event appended to a new file is the header (`session-started`, with its format).
 *
 * @throws JournalWriteError when the file can not be opened, or is damaged.
 */
export function openJournal(
  file: string,
  options: { readonly now: () => number; readonly disk?: JournalDisk },
): Journal {
  const disk = options.disk ?? realDisk;
  const foreign = foreignJournal(file);
  if (foreign !== undefined) throw new JournalWriteError(foreign);
  const descriptor = attempt(`The journal ${file} can not be opened`, () => openForAppend(file));
  try {
    const reading = readJournal(file);
    if (reading.type === 'refused') throw new JournalWriteError(reading.problem);
    if (reading.tornBytes > 0) {
      attempt(`The torn last line of the journal ${file} can not be cut off`, () => {
        disk.truncate(descriptor, reading.goodBytes);
        disk.sync(descriptor);
      });
    }
    return new FileJournal(file, descriptor, disk, options.now, reading);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

const realDisk: JournalDisk = {
  write: (descriptor, bytes) => writeSync(descriptor, bytes),
  sync: fdatasyncSync,
  truncate: ftruncateSync,
};

class FileJournal implements Journal {
  readonly tornBytes: number;
  readonly #file: string;
  readonly #descriptor: number;
  readonly #disk: JournalDisk;
  readonly #now: () => number;
  #length: number;
  #bytes: number;
  #prev: string;
  /** Why nothing can be appended any more. */
  #broken: string | undefined;

  constructor(
    file: string,
    descriptor: number,
    disk: JournalDisk,
    now: () => number,
    start: {
      readonly events: readonly unknown[];
      readonly goodBytes: number;
      readonly lastHash: string;
      readonly tornBytes: number;
    },
  ) {
    this.#file = file;
    this.#descriptor = descriptor;
    this.#disk = disk;
    this.#now = now;
    this.#length = start.events.length;
    this.#bytes = start.goodBytes;
    this.#prev = start.events.length === 0 ? FIRST_PREV : start.lastHash;
    this.tornBytes = start.tornBytes;
  }

  get length(): number {
    return this.#length;
  }

  append(event: object, at = new Date(this.#now()).toISOString()): void {
    if (this.#broken !== undefined) throw new JournalWriteError(this.#broken);
    const line = encodeLine(this.#length + 1, at, this.#prev, JSON.stringify(event));
    const bytes = Buffer.from(`${line}\n`);
    this.#write(bytes);
    this.#sync();
    this.#length += 1;
    this.#bytes += bytes.length;
    this.#prev = hashLine(line);
  }

  close(): void {
    if (this.#broken !== CLOSED) closeSync(this.#descriptor);
    this.#broken = CLOSED;
  }

  #write(bytes: Buffer): void {
    const meddled = meddledWith(this.#file, this.#descriptor, this.#bytes);
    if (meddled !== undefined) throw this.#failure(meddled);
    let written: number;
    try {
      written = this.#disk.write(this.#descriptor, bytes);
    } catch (error) {
      this.#takeBack();
      throw this.#failure(fileErrorInWords(error));
    }
    // A full disk may take the beginning of a line and report no error.
    if (written !== bytes.length) {
      this.#takeBack();
      throw this.#failure('the disk is full');
    }
  }

  #sync(): void {
    try {
      this.#disk.sync(this.#descriptor);
    } catch (error) {
      this.#takeBack();
      if (isOutOfSpace(error)) throw this.#failure(fileErrorInWords(error));
      // After a failed sync the kernel may have dropped the pages of earlier lines as well: a later
      // success would prove nothing about them.
      const failure = this.#failure(fileErrorInWords(error));
      this.#broken ??= failure.message;
      throw failure;
    }
  }

  #takeBack(): void {
    try {
      this.#disk.truncate(this.#descriptor, this.#bytes);
    } catch {
      this.#broken = `The journal ${this.#file} could not be put right after a failed write; nothing more is started in this session until handrail is started again.`;
    }
  }

  #failure(why: string): JournalWriteError {
    return new JournalWriteError(
      `The journal ${this.#file} can not be written: ${why}; nothing was started, and nothing will be until it can.`,
    );
  }
}

const CLOSED = 'The journal is closed.';

/** A file system that allots late says only here that it is full; what it had taken before stays as it was. */
function isOutOfSpace(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT';
}

function openForAppend(file: string): number {
  try {
    const created = openSync(file, 'ax', 0o600);
    // Whatever the umask takes away, the owner must be able to read the journal again.
    fchmodSync(created, 0o600);
    syncFolder(dirname(file));
    return created;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return openSync(file, constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW);
  }
}

function attempt<Result>(what: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw new JournalWriteError(`${what}: ${fileErrorInWords(error)}.`);
  }
}
