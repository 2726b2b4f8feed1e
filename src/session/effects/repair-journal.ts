import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { SessionEvent } from '../events.ts';
import type { DamagedJournal } from './damaged-journal.ts';
import { encodeLine, hashLine } from './journal-line.ts';
import { syncFolder } from './sync-folder.ts';

/**
 * The name under which the rest would be set aside: the first that is free, or one that holds these very bytes
 * because a repair was killed half way.
 */
export function nameForRest(folder: string, rest: Buffer): string {
  for (let number = 1; ; number += 1) {
    const name = `journal.damaged-${number}.jsonl`;
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    if (stats === undefined) return name;
    if (stats.size === rest.length && readFileSync(join(folder, name)).equals(rest)) return name;
  }
}

/**
 * Sets the damaged part aside and puts the good one, with `events` after it, in the journal's place. Killed at any
 * moment it leaves the old journal or the new one. Hold the session's lock.
 *
 * @param name of the file for the rest, from `nameForRest`
 * @throws the file system's error; the journal is then as it was
 */
export function repairJournal(
  file: string,
  damaged: DamagedJournal,
  name: string,
  events: readonly { readonly at: string; readonly event: SessionEvent }[],
): void {
  const folder = dirname(file);
  const making = join(folder, 'journal.repair.tmp');
  const aside = join(folder, name);
  try {
    if (statSync(aside, { throwIfNoEntry: false }) === undefined) {
      writeWhole(making, damaged.rest);
      // A link is never made over a file that is there.
      linkSync(making, aside);
      rmSync(making);
    }
    // Before the journal loses its rest, the name of the file that has it is durable.
    syncFolder(folder);
    writeWhole(making, Buffer.concat([damaged.good, appended(damaged, events)]));
    renameSync(making, file);
  } catch (error) {
    rmSync(making, { force: true });
    throw error;
  }
  syncFolder(folder);
}

function appended(
  { kept, lastHash }: DamagedJournal,
  events: readonly { readonly at: string; readonly event: SessionEvent }[],
): Buffer {
  let prev = lastHash;
  const lines = events.map(({ at, event }, index) => {
    const line = encodeLine(kept.length + index + 1, at, prev, JSON.stringify(event));
    prev = hashLine(line);
    return `${line}\n`;
  });
  return Buffer.from(lines.join(''));
}

/** Writes a file of our own name anew, durably; what an earlier repair left of it goes. */
function writeWhole(file: string, bytes: Buffer): void {
  rmSync(file, { force: true });
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
  const descriptor = openSync(file, flags, 0o600);
  try {
    fchmodSync(descriptor, 0o600);
    let written = 0;
    while (written < bytes.length) {
      const count = writeSync(descriptor, bytes, written);
      if (count === 0) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
      written += count;
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
