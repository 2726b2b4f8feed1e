import type { OpenedWalk } from '../screens/contract.ts';
import { lockHolder } from '../session/effects/lock.ts';
import { listSessions, type SessionOnDisk } from '../session/effects/session-folder.ts';
import { startWatcher } from '../session/effects/watcher.ts';
import { findSession } from './find-session.ts';
import { revisedRunbook } from './kept-runbooks.ts';
import { readStored } from './resume-session.ts';
import { UserError } from './user-error.ts';

/** The session named, else the newest that somebody walks now, else the newest of all. */
export function findWatched(stateDir: string, id: string | undefined): SessionOnDisk {
  if (id !== undefined) return findSession(stateDir, id);
  const sessions = listSessions(stateDir);
  const held = sessions.find(({ folder }) => lockHolder(folder) !== undefined);
  const found = held ?? sessions[0];
  if (found === undefined)
    throw new UserError(
      `There is nothing to watch in ${stateDir}. Start with: handrail train, or handrail walk RUNBOOK.`,
    );
  return found;
}

/** Opens a session to look at. Nothing in its folder is touched. */
export async function watchSession(found: SessionOnDisk): Promise<OpenedWalk> {
  const { session, read, events } = readStored(found.folder);
  const opening = events[0]?.event;
  const sources = opening?.type === 'session-started' ? opening.runbooks : [];
  const spool = process.env['XDG_RUNTIME_DIR'];
  const walker = startWatcher({
    folder: found.folder,
    session,
    read,
    readRevision: (event) => revisedRunbook(found.folder, sources, event),
    // Memory where there is some: outputs of a walk are nobody else's business.
    ...(spool?.startsWith('/') === true ? { spool } : {}),
  });
  return { walker, notices: [] };
}
