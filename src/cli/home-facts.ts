import { lockHolder } from '../session/effects/lock.ts';
import { readEvents } from '../session/effects/session-events.ts';
import { journalFile, listSessions } from '../session/effects/session-folder.ts';
import { emptySession, type Session } from '../session/session.ts';
import { fold } from '../session/update.ts';
import type { HomeFacts, Rebuild } from '../screens/contract.ts';
import { ageText } from '../screens/parts/words.ts';
import { clean } from './plain/lines.ts';
import { builtInIds, builtInTitle, defaultRunbook, matchBuiltIn } from './built-in-runbooks.ts';
import { stateDirOf, type GlobalOptions } from './options.ts';
import { refusalWords } from './refused-journal.ts';
import { shownPath, siteFileOf } from './site-place.ts';
import { version } from './version.ts';

/** More sessions than this are not read at start; the newest are what an operator looks for. */
const shown = 9;

/** What the home screen tells: what was left, newest first, and what can be walked. Reads the disk; never throws. */
export function readHome(options: GlobalOptions, now: number): HomeFacts {
  return {
    sessions: sessionFacts(stateDirOf(options), now),
    runbooks: builtInFacts(),
    rebuild: rebuildFacts(options),
    version,
  };
}

/** The site file may give another order; it is read later. */
function rebuildFacts({ site }: GlobalOptions): Rebuild | undefined {
  try {
    const file = siteFileOf(site);
    return file === undefined
      ? builtInRebuild()
      : { type: 'reading', file: clean(shownPath(file)) };
  } catch (error) {
    return { type: 'refused', why: clean(error instanceof Error ? error.message : String(error)) };
  }
}

/** The built-in runbooks as one walk, each by what stands before its first dash where that names it alone. */
export function builtInRebuild(): Rebuild | undefined {
  const ids = builtInIds();
  if (ids.length < 2) return undefined;
  return {
    type: 'order',
    runbooks: ids.map((id) => ({ shown: shortId(id, ids), opens: id })),
  };
}

/** `phase-02` for `phase-02-vault`. */
function shortId(id: string, ids: readonly string[]): string {
  const short = /^[a-z]+-\d+(?=-)/.exec(id)?.[0];
  return short !== undefined && matchBuiltIn(short, ids).type === 'one' ? short : id;
}

function sessionFacts(stateDir: string, now: number): HomeFacts['sessions'] {
  try {
    return listSessions(stateDir)
      .slice(0, shown)
      .map(({ id, folder, changedAt }) => ({
        id,
        age: ageText(now - changedAt),
        ...storedFacts(folder),
      }));
  } catch {
    // A state directory that can not be read has nothing to resume; beginning a walk will say why.
    return [];
  }
}

/** From the journal alone: the documents are read only when a walk is taken up. */
function storedFacts(
  folder: string,
): Pick<HomeFacts['sessions'][number], 'runbooks' | 'mode' | 'where' | 'runs' | 'state'> {
  const reading = readEvents(journalFile(folder));
  if (reading.type === 'refused') return unreadable(refusalWords(reading, folder));
  const { events } = reading;
  const opening = events[0]?.event;
  if (opening?.type !== 'session-started') return unreadable('cut off before its first event');
  const session = fold(emptySession([]), events);
  return {
    runbooks: opening.runbooks.map(({ id }) => clean(id)),
    mode: session.mode,
    ...placeIn(session),
    state: isHeld(folder, session) ? 'held' : session.state,
  };
}

/** Looks only where somebody may be: a finished walk is nobody's. */
function isHeld(folder: string, { state }: Session): boolean {
  return state !== 'finished' && lockHolder(folder) !== undefined;
}

function unreadable(why: string) {
  return { runbooks: [], mode: 'real', where: clean(why), state: 'unreadable' } as const;
}

/** `last at 7.4/5, 43 runs so far`, or what it came to. */
export function whereIn(session: Session): string {
  const { where, runs } = placeIn(session);
  return runs === undefined ? where : `${where}, ${runs}`;
}

function placeIn(session: Session): { readonly where: string; readonly runs: string | undefined } {
  const attempts = session.attempts.filter(({ recheck }) => !recheck);
  if (session.state === 'finished') {
    const came = session.passed === true ? 'passed' : 'not passed';
    return { where: `finished, exit gate ${came}`, runs: undefined };
  }
  const last = attempts.at(-1);
  if (last === undefined) return { where: 'nothing has run yet', runs: undefined };
  const id = clean(last.block.slice(last.block.indexOf(':') + 1));
  return {
    where: `${last.outcome === undefined ? 'running' : 'last at'} ${id}`,
    runs: `${attempts.length} ${attempts.length === 1 ? 'run' : 'runs'} so far`,
  };
}

function builtInFacts(): HomeFacts['runbooks'] {
  const ids = builtInIds();
  const first = ids.filter((id) => id === defaultRunbook);
  const others = ids.filter((id) => id !== defaultRunbook);
  return [...first, ...others].map((id) => ({ id, title: clean(builtInTitle(id)) }));
}
