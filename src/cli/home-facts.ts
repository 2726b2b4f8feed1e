import { lockHolder } from '../session/effects/lock.ts';
import { readEvents } from '../session/effects/session-events.ts';
import { journalFile, listSessions } from '../session/effects/session-folder.ts';
import { emptySession, type Session } from '../session/session.ts';
import { fold } from '../session/update.ts';
import type { HomeFacts } from '../screens/contract.ts';
import { ageText } from '../screens/parts/words.ts';
import { clean } from './plain/lines.ts';
import { builtInIds, builtInTitle, defaultRunbook } from './built-in-runbooks.ts';
import { refusalWords } from './refused-journal.ts';
import { version } from './version.ts';

/** More sessions than this are not read at start; the newest are what an operator looks for. */
const shown = 9;

/** What the home screen tells: what was left, newest first, and what can be walked. Reads the disk; never throws. */
export function readHome(stateDir: string, now: number): HomeFacts {
  return { sessions: sessionFacts(stateDir, now), runbooks: builtInFacts(), version };
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
): Pick<HomeFacts['sessions'][number], 'runbooks' | 'mode' | 'where' | 'state'> {
  const reading = readEvents(journalFile(folder));
  if (reading.type === 'refused') return unreadable(refusalWords(reading, folder));
  const { events } = reading;
  const opening = events[0]?.event;
  if (opening?.type !== 'session-started') return unreadable('cut off before its first event');
  const session = fold(emptySession([]), events);
  return {
    runbooks: opening.runbooks.map(({ title }) => clean(title)).join(', '),
    mode: session.mode,
    where: whereIn(session),
    state: isHeld(folder, session) ? 'held' : session.state,
  };
}

/** Looks only where somebody may be: a finished walk is nobody's. */
function isHeld(folder: string, { state }: Session): boolean {
  return state !== 'finished' && lockHolder(folder) !== undefined;
}

function unreadable(why: string) {
  return { runbooks: '', mode: 'real', where: clean(why), state: 'unreadable' } as const;
}

/** `last at 7.4/5, 43 runs so far`, or what it came to. */
export function whereIn(session: Session): string {
  const attempts = session.attempts.filter(({ recheck }) => !recheck);
  const runs = attempts.length;
  const soFar = `${runs} ${runs === 1 ? 'run' : 'runs'} so far`;
  if (session.state === 'finished')
    return `finished, exit gate ${session.passed === true ? 'passed' : 'not passed'}`;
  const last = attempts.at(-1);
  if (last === undefined) return 'nothing has run yet';
  const id = clean(last.block.slice(last.block.indexOf(':') + 1));
  return `${last.outcome === undefined ? 'running' : 'last at'} ${id}, ${soFar}`;
}

function builtInFacts(): HomeFacts['runbooks'] {
  const ids = builtInIds();
  const first = ids.filter((id) => id === defaultRunbook);
  const others = ids.filter((id) => id !== defaultRunbook);
  return [...first, ...others].map((id) => ({ id, title: clean(builtInTitle(id)) }));
}
