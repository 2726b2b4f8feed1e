import { basename } from 'node:path';
import { bootId } from '../session/effects/boot.ts';
import { readEvents } from '../session/effects/session-events.ts';
import type { ReadSoFar } from '../session/effects/journal-reader.ts';
import { journalFile, openSession, type SessionOnDisk } from '../session/effects/session-folder.ts';
import type { JournaledEvent, SessionEvent } from '../session/events.ts';
import { openAttempts, type ResumeFacts } from '../session/resume-facts.ts';
import { emptySession, type Session } from '../session/session.ts';
import type { Site } from '../session/site.ts';
import { fold } from '../session/update.ts';
import type { Walker } from '../session/walker.ts';
import { carryNotices } from './carry-notice.ts';
import { changedDocument } from './changed-document.ts';
import { keptSite, readKept } from './kept-documents.ts';
import { readRevisions, readRunbooks } from './kept-runbooks.ts';
import { openWalker, type NewSession, type Told } from './open-session.ts';
import type { Pace } from './training.ts';
import { refusalWords } from './refused-journal.ts';
import { repairNotice } from './repair-words.ts';
import { parseSite, siteNotices } from './site.ts';
import { UserError } from './user-error.ts';
import { userName } from './user-name.ts';

/** A session read back from its journal, not yet taken up. */
export interface StoredSession {
  readonly folder: string;
  readonly session: Session;
  /** What it is the fold of. */
  readonly events: readonly JournaledEvent[];
  readonly lastEvent: SessionEvent | undefined;
  readonly tornBytes: number;
  /** How far the journal was read, for who reads on in it. */
  readonly read: ReadSoFar & { readonly bytes: number };
}

/** Reads a session's journal and documents; throws a UserError that says what is wrong and what to do. */
export function readStored(folder: string): StoredSession {
  openSession(folder);
  const reading = readEvents(journalFile(folder));
  if (reading.type === 'refused') throw new UserError(refusalWords(reading, folder));
  const { events } = reading;
  const opening = events[0]?.event;
  if (opening?.type !== 'session-started')
    throw new UserError(
      `${basename(folder)} was cut off before its first event was written; start a new walk.`,
    );
  return {
    folder,
    session: fold(
      emptySession(
        readRunbooks(folder, opening.runbooks),
        readSite(folder, opening.site),
        readRevisions(folder, opening.runbooks, events),
      ),
      events,
    ),
    events,
    lastEvent: events.at(-1)?.event,
    tornBytes: reading.tornBytes,
    read: { bytes: reading.goodBytes, lines: events.length, lastHash: reading.lastHash },
  };
}

/** The site file of a session as it was when the walk began; throws as for a document. */
function readSite(
  folder: string,
  told: { readonly path: string; readonly sha256: string } | undefined,
): Site | undefined {
  if (told === undefined) return undefined;
  const { site, sha256 } = parseSite(readKept(keptSite(folder)), told.path);
  if (sha256 !== told.sha256)
    throw new UserError(
      `The copy of ${told.path} in ${folder} was changed after the walk began; the walk can not go on with it.`,
    );
  return site;
}

/** Takes a session up where it was left, with what is to be told about that. */
export async function resumeSession(
  found: SessionOnDisk,
  pace: Pace,
  onEvent?: NewSession['onEvent'],
): Promise<{
  readonly walker: Walker;
  readonly resumed: ResumeFacts;
  /** Sentences about this machine that the operator should read first. */
  readonly notices: readonly string[];
}> {
  openSession(found.folder);
  let facts: ResumeFacts | undefined;
  const tell = (): Told => {
    const stored = readStored(found.folder);
    const boot = bootId();
    const after = endedBy(stored, boot);
    facts = factsOf(stored, after);
    return {
      session: stored.session,
      mode: stored.session.mode,
      training: { seed: stored.session.seed, faults: stored.session.faults, pace },
      opening: {
        type: 'session-resumed',
        pid: process.pid,
        user: userName(),
        bootId: boot,
        after,
      },
    };
  };
  const walker = await openWalker(found.folder, tell, onEvent);
  // What ended while nobody looked is taken in before anything is shown.
  await new Promise((resolve) => setImmediate(resolve));
  if (facts === undefined) throw new Error('the session was opened without being read');
  if (facts.documents.length > 0) walker.store.setState({ documents: facts.documents });
  const { session } = walker.store.getState();
  return {
    walker,
    resumed: facts,
    notices: [...siteNotices(session), ...carryNotices(walker)],
  };
}

function endedBy(stored: StoredSession, boot: string | undefined): ResumeFacts['after'] {
  // Not the last event: the end of what ran in the simulated cloud is written after the leaving.
  if (stored.session.state === 'quit') return 'quit';
  return boot === stored.session.bootId ? 'killed' : 'rebooted';
}

function factsOf(stored: StoredSession, after: ResumeFacts['after']): ResumeFacts {
  const { session, tornBytes, lastEvent, folder } = stored;
  const repair = lastEvent?.type === 'journal-repaired' ? session.repairs.at(-1) : undefined;
  return {
    after,
    away: Math.max(0, Date.now() - Date.parse(session.lastAt)),
    tornBytes,
    repair: repair === undefined ? undefined : repairNotice(repair, session, folder),
    open: openAttempts(session),
    documents: session.runbooks.flatMap((kept) => changedDocument(kept) ?? []),
  };
}
