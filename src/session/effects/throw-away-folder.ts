import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileErrorInWords } from './file-errors.ts';
import { makePrivateFolder } from './private-file.ts';
import {
  forgetRuntimeFolder,
  memoryFolder,
  runtimeFolder,
  type RuntimeFolder,
} from './runtime-folder.ts';

/** A place for the files of runs that nobody wants to keep: in memory where there is some, else in a temporary folder. */
export interface ThrowAwayFolder {
  /** 0700, and nobody else's; undefined when none could be made: `why` says so. */
  readonly folder: string | undefined;
  /** What is not as it should be, in a sentence: no place at all, or nothing can be carried from block to block. */
  readonly why: string | undefined;
  /** Where blocks leave what the next one begins with, and where stands what a sensitive block prints. */
  readonly carriedIn: () => RuntimeFolder;
  readonly memory: () => RuntimeFolder;
  /** The folder of one run: a name, which is made with it. Throws an error with a sentence where there is no place. */
  readonly ofRun: (number: number) => string;
  /** What a run has left goes at once: in memory it takes room that the next one may need. */
  readonly forget: (ofRun: string) => void;
  readonly remove: () => void;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Makes it for this process. What such a process that was killed has left behind for a day goes now. */
export function throwAwayFolder(env: Environment, shm = '/dev/shm'): ThrowAwayFolder {
  const name = `${PREFIX}${process.pid}-${Date.now().toString(36)}`;
  const memory = memoryFolder(name, env, shm);
  const carried = runtimeFolder(name, env, shm);
  if (memory.type === 'memory') sweep(dirname(memory.folder));
  const place = memory.type === 'memory' ? { folder: memory.folder, why: '' } : onDisk(name);
  const runs = place.folder === undefined ? undefined : join(place.folder, 'runs');
  const why =
    place.folder === undefined
      ? `there is no place for what it prints: ${place.why}`
      : carried.type === 'none'
        ? `nothing is carried from one block to the next: ${carried.why}`
        : undefined;
  return {
    folder: place.folder,
    why,
    carriedIn: () => carried,
    memory: () => memory,
    ofRun(number) {
      if (runs === undefined) throw new Error(why);
      makePrivateFolder(runs);
      return join(runs, String(number).padStart(4, '0'));
    },
    forget: forgetRuntimeFolder,
    remove() {
      if (place.folder !== undefined) forgetRuntimeFolder(place.folder);
    },
  };
}

const PREFIX = 'check-';
const DAY = 24 * 3_600_000;

function onDisk(name: string): { readonly folder: string | undefined; readonly why: string } {
  try {
    // 0700 by itself.
    return { folder: mkdtempSync(join(tmpdir(), `handrail-${name}-`)), why: '' };
  } catch (error) {
    return { folder: undefined, why: `${tmpdir()} takes no folder (${fileErrorInWords(error)})` };
  }
}

/** By age alone: process ids of another container mean nothing here. */
function sweep(parent: string): void {
  try {
    for (const name of readdirSync(parent).filter((one) => one.startsWith(PREFIX))) {
      const old = join(parent, name);
      const changed = statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (Date.now() - changed > DAY) rmSync(old, { recursive: true, force: true });
    }
  } catch {
    // It goes with the next boot.
  }
}
