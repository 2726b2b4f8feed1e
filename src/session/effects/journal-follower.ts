import { closeSync, fstatSync, openSync, readSync, watch } from 'node:fs';
import type { JournaledEvent } from '../events.ts';
import { whyUnknown } from '../known-event.ts';
import { fileErrorInWords } from './file-errors.ts';
import { parseJournal, type ReadSoFar } from './journal-reader.ts';

export interface FollowerParts {
  readonly file: string;
  /** How far it was read already. */
  readonly from: ReadSoFar & { readonly bytes: number };
  /** Events that came, in order. */
  readonly onEvents: (events: readonly JournaledEvent[]) => void;
  /** Why it can not be read on, in one sentence; undefined when it can again. */
  readonly onTrouble: (trouble: string | undefined) => void;
}

/** Some file systems tell of no change: then this often is looked. Milliseconds. */
const slowly = 1000;

/**
 * Reads on in a journal that somebody else writes. Only whole lines count and each has to fit the chain; half
 * a line is left until the rest of it is there.
 */
export function followJournal({ file, from, onEvents, onTrouble }: FollowerParts): {
  /** Looks now. */
  readonly look: () => void;
  readonly stop: () => void;
} {
  let { bytes, lines, lastHash } = from;

  function look(): void {
    try {
      const added = readFrom(file, bytes);
      if (added.length === 0) return onTrouble(undefined);
      const reading = parseJournal(added, file, { lines, lastHash });
      if (reading.type === 'refused') return onTrouble(reading.problem);
      const unknown = reading.events.map(({ event }) => whyUnknown(event)).find(isSentence);
      if (unknown !== undefined)
        return onTrouble(
          `The journal ${file} has an event that ${unknown}; watch with the handrail that writes it.`,
        );
      bytes += reading.goodBytes;
      lines += reading.events.length;
      ({ lastHash } = reading);
      onTrouble(undefined);
      if (reading.events.length > 0) onEvents(reading.events as readonly JournaledEvent[]);
    } catch (error) {
      onTrouble(`The journal ${file} can not be read on: ${fileErrorInWords(error)}.`);
    }
  }

  const timer = setInterval(look, slowly);
  const stopWatching = watchFile(file, look);
  return {
    look,
    stop() {
      clearInterval(timer);
      stopWatching();
    },
  };
}

function isSentence(text: string | undefined): text is string {
  return text !== undefined;
}

/** Without it the slow look is all there is: no watch is no trouble. */
function watchFile(file: string, look: () => void): () => void {
  try {
    const watcher = watch(file, { persistent: false }, look);
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}

/** @throws the file system's error, or one that says that the file became shorter than what was read of it */
function readFrom(file: string, start: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    if (size < start) throw new Error('it is shorter than what was read of it before');
    const buffer = Buffer.alloc(size - start);
    const count = readSync(descriptor, buffer, 0, buffer.length, start);
    return buffer.subarray(0, count);
  } finally {
    closeSync(descriptor);
  }
}
