import { basename } from 'node:path';
import {
  examineJournal,
  findAttempts,
  type DamagedJournal,
} from '../session/effects/damaged-journal.ts';
import { fileErrorInWords } from '../session/effects/file-errors.ts';
import { holdLock } from '../session/effects/lock.ts';
import { nameForRest, repairJournal } from '../session/effects/repair-journal.ts';
import { journalFile, openSession } from '../session/effects/session-folder.ts';
import { lostAttempts, repairEvents, type LostAttempt } from '../session/repair.ts';
import { emptySession, type Session } from '../session/session.ts';
import { fold } from '../session/update.ts';
import { findSession } from './find-session.ts';
import { resumeWith, stateDirOf, wayBack, type GlobalOptions } from './options.ts';
import { clean } from './plain/lines.ts';
import { createLineReader } from './plain/reader.ts';
import { readRevisions, readRunbooks } from './kept-runbooks.ts';
import { linesOfRepair } from './repair-words.ts';
import { UserError } from './user-error.ts';

type RepairOptions = GlobalOptions & { readonly confirm?: string };

/**
 * `handrail sessions repair SESSION`: says what a damaged journal has lost, asks, and cuts it back to its good
 * lines. Answers with 0 when it is good now, 1 when it was left as it is.
 */
export async function repair(id: string, options: RepairOptions): Promise<number> {
  const { folder } = findSession(stateDirOf(options), id);
  openSession(folder);
  const session = basename(folder);
  const lock = holdLock(folder, { now: Date.now });
  if (lock.type === 'busy')
    throw new UserError(`${session} is being walked by ${lock.holder}; leave it there first (q).`);
  if (lock.type === 'failed') throw new UserError(lock.problem);
  try {
    const found = examineJournal(journalFile(folder));
    if (found.type === 'beyond') throw new UserError(found.problem);
    if (found.type === 'damaged') return await mend(folder, found, options);
    print(`The journal of ${session} is whole: ${found.events} events, nothing to repair.`);
    if (found.tornBytes > 0)
      print(
        `Its last ${found.tornBytes} bytes were half written; nothing had been done about them, and the next resume drops them.`,
      );
    return 0;
  } finally {
    lock.release();
  }
}

async function mend(
  folder: string,
  damaged: DamagedJournal,
  options: RepairOptions,
): Promise<number> {
  const session = basename(folder);
  const now = new Date().toISOString();
  const kept = keptSession(folder, damaged);
  const attempts = lostAttempts(kept, damaged.lost, findAttempts(folder), now);
  const file = nameForRest(folder, damaged.rest);
  linesOfRepair({ session, folder, damaged, kept, attempts, file }).forEach(print);
  if (!(await isConfirmed(session, options))) {
    print('Nothing was changed.');
    return 1;
  }
  write(folder, damaged, attempts, file, now);
  print(`Repaired. Go on with: ${wayBack(session, options)}`);
  return 0;
}

function keptSession(folder: string, { kept }: DamagedJournal): Session {
  const opening = kept[0]?.event;
  const sources = opening?.type === 'session-started' ? opening.runbooks : [];
  const revisions = readRevisions(folder, sources, kept);
  return fold(emptySession(readRunbooks(folder, sources), undefined, revisions), kept);
}

async function isConfirmed(session: string, options: RepairOptions): Promise<boolean> {
  const { confirm } = options;
  if (confirm !== undefined) {
    if (confirm === session) return true;
    throw new UserError(
      `--confirm says ${confirm} and the session is ${session}; nothing was changed.`,
    );
  }
  if (process.stdin.isTTY !== true)
    throw new UserError(
      `Nobody can be asked without a terminal; when that is what you want: handrail sessions repair ${session} --confirm ${session}${resumeWith(options)}`,
    );
  const reader = createLineReader(process.stdin, process.stdout);
  try {
    const typed = await reader.ask(`Type ${session} to repair it, or Enter to leave it as it is: `);
    return typed?.trim() === session;
  } finally {
    reader.close();
  }
}

function write(
  folder: string,
  damaged: DamagedJournal,
  attempts: readonly LostAttempt[],
  file: string,
  now: string,
): void {
  const counts = { kept: damaged.kept.length, setAside: damaged.lines, file };
  try {
    repairJournal(journalFile(folder), damaged, file, repairEvents(attempts, counts, now));
  } catch (error) {
    throw new UserError(
      `The journal of ${basename(folder)} was not repaired and is as it was: ${fileErrorInWords(error)}.`,
      1,
    );
  }
}

/** Two blanks at the beginning are ours; the rest may come from anywhere. */
function print(line: string): void {
  process.stdout.write(`${line.startsWith('  ') ? '  ' : ''}${clean(line)}\n`);
}
