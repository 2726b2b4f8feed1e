import { statSync } from 'node:fs';
import { earlierWalk, type EarlierWalk } from '../earlier-walk.ts';
import type { SessionMode } from '../events.ts';
import { readEvents } from './session-events.ts';
import { journalFile, listSessions, openSession, type SessionOnDisk } from './session-folder.ts';

/** How much is read, newest first. What is older says little about how things are here now. */
const MOST_WALKS = 10;
const MOST_JOURNALS = 40;
/** Of one journal and of all, bytes. */
const LARGEST = 4 * 1024 * 1024;
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The newest earlier walks of a state directory that are of the same mode, newest first. One journal is read at a
 * time, and keys are heard in between. Never rejects: a session that can not be read tells nothing.
 *
 * @param session the walk that asks, which is none of them
 */
export async function readEarlierWalks(
  stateDir: string,
  { id, mode }: { readonly id: string; readonly mode: SessionMode },
): Promise<readonly EarlierWalk[]> {
  await breath();
  const walks: EarlierWalk[] = [];
  let bytes = 0;
  for (const found of sessionsOf(stateDir, id)) {
    const size = sizeOf(found);
    if (size > LARGEST) continue;
    bytes += size;
    if (bytes > MOST_BYTES) break;
    const walk = walkOf(found);
    if (walk?.mode === mode) walks.push(walk);
    if (walks.length === MOST_WALKS) break;
    await breath();
  }
  return walks;
}

function sessionsOf(stateDir: string, but: string): readonly SessionOnDisk[] {
  try {
    return listSessions(stateDir)
      .filter(({ id }) => id !== but)
      .slice(0, MOST_JOURNALS);
  } catch {
    return [];
  }
}

function walkOf({ folder }: SessionOnDisk): EarlierWalk | undefined {
  try {
    openSession(folder);
    const reading = readEvents(journalFile(folder));
    return reading.type === 'refused' ? undefined : earlierWalk(reading.events);
  } catch {
    return undefined;
  }
}

function sizeOf({ folder }: SessionOnDisk): number {
  return statSync(journalFile(folder), { throwIfNoEntry: false })?.size ?? 0;
}

function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
