import { readEvents } from '../session/effects/session-events.ts';
import { lockHolder } from '../session/effects/lock.ts';
import {
  journalFile,
  listSessions,
  type SessionOnDisk,
} from '../session/effects/session-folder.ts';
import type { GitPlace, JournaledEvent, RunbookSource, SessionMode } from '../session/events.ts';
import { emptySession } from '../session/session.ts';
import { fold } from '../session/update.ts';
import { whereIn } from './home-facts.ts';
import { refusalWords } from './refused-journal.ts';

/** One runbook of a session. */
export interface ListedRunbook {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  /** Where the text that is walked by now lies in git; null when it does not, or nobody could say. */
  readonly git: GitPlace | null;
}

/** One session as `handrail sessions` tells of it. */
export interface ListedSession {
  readonly id: string;
  readonly folder: string;
  readonly runbooks: readonly ListedRunbook[];
  /** Undefined when its journal can not be read. */
  readonly mode: SessionMode | undefined;
  /** `left`: with q. `cut-off`: it was killed, or its terminal was closed. `held`: a handrail walks it now. */
  readonly state: 'held' | 'left' | 'cut-off' | 'finished' | 'unreadable';
  /** Who walks it, in words. */
  readonly holder: string | undefined;
  /** Where it stands, or why it can not be read and what to do about that. */
  readonly where: string;
  /** The line of the journal that is wrong, 1-based; 0 when it is the file itself. */
  readonly line: number | undefined;
  /** When its journal was last written, ISO 8601. */
  readonly changedAt: string;
}

/** The sessions of a state directory, newest first. Throws a StateDirError when it can not be listed. */
export function listedSessions(stateDir: string): readonly ListedSession[] {
  return listSessions(stateDir).map(listed);
}

function listed({ id, folder, changedAt }: SessionOnDisk): ListedSession {
  const holder = lockHolder(folder);
  const common = { id, folder, holder, changedAt: new Date(changedAt).toISOString() };
  const unreadable = (where: string, line: number) =>
    ({ ...common, runbooks: [], mode: undefined, state: 'unreadable', where, line }) as const;
  const reading = readEvents(journalFile(folder));
  if (reading.type === 'refused') return unreadable(refusalWords(reading, folder), reading.line);
  const { events } = reading;
  const opening = events[0]?.event;
  if (opening?.type !== 'session-started')
    return unreadable('It was cut off before its first event was written; nothing had begun.', 0);
  // From the journal alone: a document that is gone matters when the walk is taken up.
  const session = fold(emptySession([]), events);
  return {
    ...common,
    runbooks: opening.runbooks.map((runbook) => listedRunbook(runbook, events)),
    mode: session.mode,
    state: holder === undefined ? stateOf(session.state) : 'held',
    where: whereIn(session),
    line: undefined,
  };
}

function listedRunbook(
  { id, title, file, git }: RunbookSource,
  events: readonly JournaledEvent[],
): ListedRunbook {
  const revised = events.findLast(
    ({ event }) => event.type === 'runbook-revised' && event.runbook === id,
  )?.event;
  const now = revised?.type === 'runbook-revised' ? revised.git : git;
  return { id, title, file, git: now ?? null };
}

function stateOf(state: 'walking' | 'quit' | 'finished'): ListedSession['state'] {
  switch (state) {
    case 'walking':
      return 'cut-off';
    case 'quit':
      return 'left';
    case 'finished':
      return 'finished';
  }
}
