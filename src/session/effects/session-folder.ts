import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileErrorInWords } from './file-errors.ts';
import { foreignJournal } from './journal-file.ts';
import { syncFolder } from './sync-folder.ts';
import { whyNotTrusted } from './trusted-folder.ts';

/** The state directory, or a session in it, can not be used. The message is one sentence with the way on. */
export class StateDirError extends Error {
  override readonly name = 'StateDirError';
}

/** A session on disk: `id` is the name of its folder. */
export interface SessionOnDisk {
  readonly id: string;
  readonly folder: string;
  /** When its journal was last written, milliseconds since the epoch. */
  readonly changedAt: number;
}

/**
 * Where sessions live, as an absolute path: what `--state-dir` says, else `$XDG_STATE_HOME/handrail`, else
 * `~/.local/state/handrail`. Creates nothing.
 */
export function stateDirectory(given: {
  readonly option: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}): string {
  if (given.option !== undefined && given.option !== '') return resolve(given.option);
  const xdg = given.env['XDG_STATE_HOME'];
  // The XDG base directory specification has relative paths ignored.
  if (xdg?.startsWith('/') === true) return join(xdg, 'handrail');
  return join(given.home, '.local', 'state', 'handrail');
}

/**
 * Makes the folder of a new session, 0700 whatever the umask, and returns its path. Its name is date,
 * `name` and a few random letters: `2026-03-01-phase-07-x4k2`. What can be found wrong with the state
 * directory is found here, before the walk begins.
 *
 * @throws StateDirError
 */
export function createSession(stateDir: string, name: string, now: number): string {
  makeWithParents(stateDir);
  checkFolder(stateDir);
  const date = new Date(now).toISOString().slice(0, 10);
  for (;;) {
    const folder = join(stateDir, [date, slug(name), randomLetters()].filter(Boolean).join('-'));
    if (!makeFolder(folder)) continue;
    try {
      probe(folder);
      makeFolder(join(folder, 'attempts'));
      syncFolder(folder);
      syncFolder(stateDir);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw cannotWrite(stateDir, error);
    }
    return folder;
  }
}

/** Your own sessions in a state directory, the one changed last first. A state directory that is not there has none. */
export function listSessions(stateDir: string): readonly SessionOnDisk[] {
  let names: string[];
  try {
    names = readdirSync(stateDir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new StateDirError(
      `The sessions in ${stateDir} can not be listed: ${fileErrorInWords(error)}; ${OTHER_FOLDER}.`,
    );
  }
  checkFolder(stateDir);
  const sessions: SessionOnDisk[] = [];
  for (const id of names) {
    const folder = join(stateDir, id);
    const user = process.getuid?.();
    if (user !== undefined && statOrUndefined(folder)?.uid !== user) continue;
    const journal = statOrUndefined(join(folder, JOURNAL_NAME));
    if (journal?.isFile() !== true) continue;
    sessions.push({ id, folder, changedAt: journal.mtimeMs });
  }
  return sessions.sort((one, other) => other.changedAt - one.changedAt);
}

/**
 * Looks at the folder of a session and at its journal before it is taken up again.
 *
 * @throws StateDirError when the folder is none, or it, its attempts or its journal could be someone else's doing
 */
export function openSession(folder: string): void {
  checkFolder(folder);
  const attempts = join(folder, 'attempts');
  if (existsSync(attempts)) checkFolder(attempts);
  const foreign = foreignJournal(journalFile(folder));
  if (foreign !== undefined) throw new StateDirError(foreign);
}

/** The journal of a session. */
export function journalFile(folder: string): string {
  return join(folder, JOURNAL_NAME);
}

/** Where attempt `number` (from 1) of a session keeps its files. Absolute when the session's folder is. */
export function attemptFolder(folder: string, number: number): string {
  return join(folder, 'attempts', String(number).padStart(4, '0'));
}

/**
 * Where look `number` of a poll, or run of several, keeps its files below the folder of its attempt. A look that was
 * cut off is taken again in a folder beside it, and the newest is the one that counts; `fresh` is one that none has used.
 */
export function lookFolder(attempt: string, number: number, fresh?: 'fresh'): string {
  const first = join(attempt, 'looks', String(number).padStart(3, '0'));
  for (let folder = first, again = 2; ; again += 1) {
    const next = `${first}-${again}`;
    const isNewest = fresh === 'fresh' ? !wasUsed(folder) : !existsSync(next);
    if (isNewest) return folder;
    folder = next;
  }
}

/** Every folder of look `from` and of those behind it, whether it was cut off or not, in no order; none without any. */
export function lookFoldersFrom(
  attempt: string,
  from: number,
): readonly { readonly number: number; readonly folder: string }[] {
  const looks = join(attempt, 'looks');
  if (!existsSync(looks)) return [];
  return readdirSync(looks).flatMap((name) => {
    const number = Number(/^(\d+)(-\d+)?$/.exec(name)?.[1]);
    return number >= from ? [{ number, folder: join(looks, name) }] : [];
  });
}

/** Its script is what a look writes first. */
function wasUsed(folder: string): boolean {
  return ['script', 'stdout', 'stderr'].some((name) => existsSync(join(folder, name)));
}

const JOURNAL_NAME = 'journal.jsonl';
const OTHER_FOLDER = 'give another folder with --state-dir';

/** False when there is something of that name already, whatever it is. */
function makeFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    chmodSync(folder, 0o700);
    syncFolder(dirname(folder));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new StateDirError(
      `The folder ${folder} can not be made: ${fileErrorInWords(error)}; put that right or ${OTHER_FOLDER}.`,
    );
  }
}

/** By hand, as the recursive mkdir of Node says `not there` of a read-only file system. */
function makeWithParents(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeWithParents(dirname(folder));
  makeFolder(folder);
}

function checkFolder(folder: string): void {
  let stats: Stats;
  try {
    stats = statSync(folder);
  } catch (error) {
    throw new StateDirError(
      `The folder ${folder} can not be used: ${fileErrorInWords(error)}; put that right or ${OTHER_FOLDER}.`,
    );
  }
  if (!stats.isDirectory()) {
    throw new StateDirError(
      `The state directory ${folder} is a file, not a folder; move it away or ${OTHER_FOLDER}.`,
    );
  }
  const why = whyNotTrusted(resolve(folder));
  if (why !== undefined)
    throw new StateDirError(`The folder ${folder} can not be used: ${why}, or ${OTHER_FOLDER}.`);
}

/** A full or read-only disk lets empty folders be made more often than it takes a block of data. */
function probe(folder: string): void {
  const file = join(folder, 'probe');
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    const bytes = Buffer.alloc(4096, 0x2e);
    if (writeSync(descriptor, bytes) !== bytes.length) {
      throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  rmSync(file);
}

function cannotWrite(stateDir: string, error: unknown): StateDirError {
  if (error instanceof StateDirError) return error;
  return new StateDirError(
    `Nothing can be written in the state directory ${stateDir}: ${fileErrorInWords(error)}; put that right or ${OTHER_FOLDER}.`,
  );
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
}

/** No vowels, so that no words; no 0, 1 or l, so that it can be read out loud. */
function randomLetters(): string {
  const letters = 'bcdfghjkmnpqrstvwxz23456789';
  return [...randomBytes(4)].map((byte) => letters[byte % letters.length]).join('');
}

function statOrUndefined(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}
