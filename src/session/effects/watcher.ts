import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore } from 'zustand/vanilla';
import type { Runbook } from '../../steps/model.ts';
import type { RunbookRevised } from '../events.ts';
import { withReadings, type Session } from '../session.ts';
import { update } from '../update.ts';
import { watchedPolls, watchingRefusal } from '../watching.ts';
import type { View, Walker } from '../walker.ts';
import { exportOutput, readOutputTail } from './attempt-output.ts';
import { followJournal } from './journal-follower.ts';
import type { ReadSoFar } from './journal-reader.ts';
import { isSignerAlive, lockHolder } from './lock.ts';
import { attemptFolder, journalFile, lookFolder } from './session-folder.ts';
import { exportUnsearched, isUnsearched, unsearchedTail } from './unsearched-output.ts';

export interface WatcherParts {
  readonly folder: string;
  /** As far as its journal was read. */
  readonly session: Session;
  readonly read: ReadSoFar & { readonly bytes: number };
  /** A later text of a runbook as the walk keeps it; throws when it can not be read. */
  readonly readRevision?: (event: RunbookRevised) => Runbook;
  /** Where the whole output is put for the pager: a folder of ours is made in it and taken away at the end. */
  readonly spool?: string;
}

/** How often it is looked whether somebody still walks it. Milliseconds. */
const holderLook = 1000;
/** A process of the same number may live on: so often, in looks, the kernel itself is asked. */
const kernelLook = 10;

/**
 * A walk that somebody else walks, seen as they see it: the fold of the same journal, with the effects left
 * out. Creates and writes nothing in the session's folder, and never holds its lock.
 */
export function startWatcher({
  folder,
  session,
  read,
  readRevision,
  spool = tmpdir(),
}: WatcherParts): Walker {
  const store = createStore<View>(() => ({
    session,
    live: undefined,
    background: watchedPolls(session),
    trouble: undefined,
    unwritten: [],
    watching: { holder: lockHolder(folder) },
  }));
  const follower = followJournal({
    file: journalFile(folder),
    from: read,
    onEvents(events) {
      const later = events.flatMap(({ event }) =>
        event.type === 'runbook-revised' && readRevision !== undefined ? [readRevision(event)] : [],
      );
      store.setState((view) => {
        const now = events.reduce(update, withReadings(view.session, later));
        return { session: now, background: watchedPolls(now) };
      });
    },
    onTrouble(trouble) {
      if (store.getState().trouble !== trouble) store.setState({ trouble });
    },
  });
  // What was written between the first reading and the watch.
  follower.look();

  let looks = 0;
  const timer = setInterval(() => {
    looks += 1;
    const { watching, session: known } = store.getState();
    const isQuiet = known.state === 'walking' && watching?.holder !== undefined;
    if (isQuiet && looks % kernelLook !== 0 && isSignerAlive(folder)) return;
    const holder = lockHolder(folder);
    if (holder === watching?.holder) return;
    // Its last words come before the news that it is gone.
    follower.look();
    store.setState({ watching: { holder } });
  }, holderLook);

  /** What a run was given is known to whoever walks it, and not here. */
  const shownOf = (number: number) => {
    const { session: now } = store.getState();
    const attempt = now.attempts.find((candidate) => candidate.number === number);
    const shown = shownFolder(folder, now, number);
    return { shown, isHidden: isUnsearched(attempt?.command, shown) };
  };

  const pages = spoolFolder(spool);
  return {
    store,
    send: async () => {
      const { watching, session: known } = store.getState();
      return watchingRefusal(watching ?? { holder: undefined }, known);
    },
    give: async (secret) => {
      secret.wipe();
      const { watching, session: known } = store.getState();
      return watchingRefusal(watching ?? { holder: undefined }, known);
    },
    terminal: () => undefined,
    now: () => timeOf(store.getState().session),
    output(attempt, size) {
      const { shown, isHidden } = shownOf(attempt);
      return isHidden ? unsearchedTail(shown) : readOutputTail(shown, size);
    },
    exportOutput(attempt) {
      const { shown, isHidden } = shownOf(attempt);
      const file = join(pages.folder(), `output-${attempt}.txt`);
      return isHidden ? exportUnsearched(file) : exportOutput(shown, { file });
    },
    idle: async () => undefined,
    async close() {
      clearInterval(timer);
      follower.stop();
      pages.remove();
    },
  };
}

/** A training walk's own clock runs in the process that walks it: here it stands at what was written last. */
function timeOf({ mode, lastAt }: Session): number {
  return mode === 'training' ? Date.parse(lastAt) : Date.now();
}

/** Of a poll the last look, of what is given secrets the run under way or the last one, as far as they have begun. */
function shownFolder(folder: string, session: Session, number: number): string {
  const attempt = session.attempts.find((candidate) => candidate.number === number);
  const own = attemptFolder(folder, number);
  const runs = attempt?.rounds.length ?? 0;
  const places =
    attempt?.command.feeds === undefined ? [attempt?.looks.at(-1)?.number ?? 0] : [runs + 1, runs];
  const shown = places
    .map((place) => lookFolder(own, Math.max(1, place)))
    .find((each) => existsSync(join(each, 'stdout')));
  return shown ?? own;
}

/** A private folder for what the pager shows, made when it is first needed. */
function spoolFolder(spool: string) {
  let made: string | undefined;
  return {
    folder() {
      if (made === undefined) {
        made = mkdtempSync(join(spool, 'handrail-watch-'));
        chmodSync(made, 0o700);
      }
      return made;
    },
    remove() {
      if (made !== undefined) rmSync(made, { recursive: true, force: true });
    },
  };
}
