import { listSessions, type SessionOnDisk } from '../session/effects/session-folder.ts';
import { readStored } from './resume-session.ts';
import { UserError } from './user-error.ts';

/**
 * The session named (by its id, or by a part of it that fits no other), or else the newest that was left
 * unfinished. Throws a UserError that names those there are.
 */
export function findSession(stateDir: string, id: string | undefined): SessionOnDisk {
  const sessions = listSessions(stateDir);
  return id === undefined ? newestUnfinished(sessions, stateDir) : named(sessions, id, stateDir);
}

/** The session named, as `findSession` finds it, or else the newest of all, finished or not. */
export function findReported(stateDir: string, id: string | undefined): SessionOnDisk {
  if (id !== undefined) return findSession(stateDir, id);
  const newest = listSessions(stateDir)[0];
  if (newest !== undefined) return newest;
  throw new UserError(
    `There is nothing to report in ${stateDir}. Start with: handrail train, or handrail walk RUNBOOK.`,
  );
}

/** Sessions named in a sentence; the newest are what an operator means. */
const namedAtMost = 5;

function named(sessions: readonly SessionOnDisk[], id: string, stateDir: string): SessionOnDisk {
  const exact = sessions.find((session) => session.id === id);
  if (exact !== undefined) return exact;
  const starting = sessions.filter((session) => session.id.startsWith(id));
  const fitting =
    starting.length > 0 ? starting : sessions.filter((session) => session.id.includes(id));
  const [only, ...others] = id === '' ? [] : fitting;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined)
    throw new UserError(
      `${id} fits ${fitting.length} sessions: ${listed(fitting)}. Say more of the one you mean.`,
    );
  throw new UserError(
    sessions.length === 0
      ? `No session ${id}; there are none in ${stateDir}. Start with: handrail train, or handrail walk RUNBOOK.`
      : `No session ${id} in ${stateDir}. Newest: ${listed(sessions)}.`,
  );
}

function newestUnfinished(sessions: readonly SessionOnDisk[], stateDir: string): SessionOnDisk {
  for (const candidate of sessions)
    try {
      if (readStored(candidate.folder).session.state !== 'finished') return candidate;
    } catch (error) {
      // The newest session is the one meant: a damaged one must be said, not stepped over.
      const others = sessions.filter(({ id }) => id !== candidate.id);
      const way = others.length === 0 ? '' : ` Another can be named: ${listed(others)}.`;
      throw new UserError(`${error instanceof Error ? error.message : String(error)}${way}`);
    }
  throw new UserError(
    `Nothing was left to resume in ${stateDir}. Start with: handrail train, or handrail walk RUNBOOK.`,
  );
}

function listed(sessions: readonly SessionOnDisk[]): string {
  const names = sessions.slice(0, namedAtMost).map(({ id }) => id);
  const more = sessions.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} older` : ''}`;
}
