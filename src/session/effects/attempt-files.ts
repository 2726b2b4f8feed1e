import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { AttemptFolder } from '../runner.ts';
import { syncFolder } from './sync-folder.ts';
import { placeInMemory } from './output-place.ts';
import { makePrivateFolder } from './private-file.ts';

/** The files of an attempt, as absolute paths. */
export interface AttemptFiles {
  readonly script: string;
  readonly stdout: string;
  readonly stderr: string;
  /** Empty until just before the block begins; then its process id, start time and boot id. */
  readonly started: string;
  /** There once the block has ended: its exit status and a line feed. */
  readonly exit: string;
}

/** Where an attempt keeps its files. Nothing is touched. */
export function attemptFiles(folder: AttemptFolder): AttemptFiles {
  const file = (name: string) => join(folder, name);
  return {
    script: file('script'),
    stdout: file('stdout'),
    stderr: file('stderr'),
    started: file('started'),
    exit: file('exit'),
  };
}

/** Open files for a block's output. */
export interface OutputDescriptors {
  readonly stdout: number;
  readonly stderr: number;
  close(): void;
}

/**
 * Writes the script durably and makes the output files, all 0600 in a folder of 0700. A folder serves one
 * attempt only: what an attempt left behind is never written over.
 *
 * @param memory a folder in memory for what the block prints; the files of the attempt then stay empty
 * @throws the file system's error; EEXIST when the folder has served before
 */
export function prepareAttempt(
  folder: AttemptFolder,
  script: string,
  memory?: string,
): OutputDescriptors {
  const files = attemptFiles(folder);
  makePrivateFolder(folder);
  chmodSync(folder, 0o700);
  const scriptFile = createPrivate(files.script);
  try {
    writeFileSync(scriptFile, script.endsWith('\n') ? script : `${script}\n`);
    fsyncSync(scriptFile);
  } finally {
    closeSync(scriptFile);
  }
  const place = memory === undefined ? folder : placeInMemory(folder, memory);
  const stdout = createPrivate(join(place, 'stdout'));
  let stderr: number;
  try {
    stderr = createPrivate(join(place, 'stderr'));
  } catch (error) {
    closeSync(stdout);
    throw error;
  }
  const close = () => {
    closeSync(stdout);
    closeSync(stderr);
  };
  try {
    for (const empty of place === folder ? [] : [files.stdout, files.stderr])
      closeSync(createPrivate(empty));
    closeSync(createPrivate(files.started));
    syncFolder(folder);
    syncFolder(dirname(folder));
  } catch (error) {
    close();
    throw error;
  }
  return { stdout, stderr, close };
}

/** The status that the wrapper wrote; undefined as long as it has not, or not all of it. */
export function readExitStatus(folder: AttemptFolder): number | undefined {
  try {
    const text = readFileSync(attemptFiles(folder).exit, 'latin1');
    return /^\d{1,3}\n$/.test(text) ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Appending, as two programs of a block may write to one file at once and must not overwrite each other. */
function createPrivate(file: string): number {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_APPEND;
  const descriptor = openSync(file, flags, 0o600);
  fchmodSync(descriptor, 0o600);
  return descriptor;
}
