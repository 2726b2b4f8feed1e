import { fstatSync, lstatSync, statSync, type Stats } from 'node:fs';

/**
 * Why a journal is not to be taken up as the file that it is, in a sentence with the way on; undefined when it
 * may be, or is not there at all. A link or another user's file could be changed by someone else at any moment.
 */
export function foreignJournal(file: string): string | undefined {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (stats.isSymbolicLink())
    return `The journal ${file} is a symbolic link, and handrail writes only into a file of the session's own; put the file itself in its place.`;
  const user = process.getuid?.();
  if (user !== undefined && stats.uid !== user)
    return `The journal ${file} belongs to another user (uid ${stats.uid}, and you are ${user}); take the session up as that user.`;
  if ((stats.mode & 0o002) !== 0)
    return `The journal ${file} can be written by everyone; run chmod o-w on it, and look whether it still says what you remember.`;
  return undefined;
}

/**
 * What was done to an open journal behind the writer's back, in a few words: writes into a file that was
 * deleted or put aside succeed, and are never seen again.
 *
 * @param bytes how long the writer left it
 */
export function meddledWith(file: string, descriptor: number, bytes: number): string | undefined {
  const open = fstatSync(descriptor);
  if (open.nlink === 0 && !isThere(file)) return 'the file was deleted';
  if (!isSame(open, statOf(file))) return 'another file was put in its place';
  return open.size === bytes ? undefined : 'another program has changed it';
}

function isSame(open: Stats, named: Stats | undefined): boolean {
  return named !== undefined && named.ino === open.ino && named.dev === open.dev;
}

function isThere(file: string): boolean {
  return statOf(file) !== undefined;
}

function statOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
