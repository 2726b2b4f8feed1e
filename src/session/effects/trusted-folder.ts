import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { isAbsolute, join, parse, sep } from 'node:path';

/** Links that lead to links: the kernel follows as many. */
const MOST_LINKS = 40;

/**
 * Why others could put something else in a folder's place, or something of theirs into it, in words for a sentence and
 * with the way on; undefined when only we and root can. As sshd is strict about a home: the folder itself is ours and
 * nobody else may write into it, every folder on the way is ours or root's, and so is every link. On the way a folder
 * that everyone may write into is right only with the sticky bit, as /tmp has it.
 *
 * @param folder absolute, and there
 * @param user whose folder it has to be; left out, it is that of this process
 * @throws the file system's error when a part of the way is not there
 */
export function whyNotTrusted(folder: string, user = process.getuid?.()): string | undefined {
  return user === undefined ? undefined : follow(folder, user, wrongItself);
}

/**
 * The same for a file: it is ours or root's and nobody else may write to it, and no folder or link on its way lets
 * another put one in its place.
 *
 * @param file absolute, and there
 * @throws the file system's error when a part of the way is not there, or its links go in a circle
 */
export function whyFileNotTrusted(file: string, user = process.getuid?.()): string | undefined {
  return user === undefined ? undefined : follow(file, user, wrongFile);
}

function follow(
  folder: string,
  user: number,
  wrongLast: (stats: Stats, user: number) => string | undefined,
): string | undefined {
  const parts = folder.split(sep).filter(Boolean);
  let at = parse(folder).root;
  let links = 0;
  while (parts.length > 0) {
    const next = join(at, parts.shift() ?? '');
    const stats = lstatSync(next);
    if (stats.isSymbolicLink()) {
      if (!isOurs(stats, user))
        return `the link ${next} on its way belongs to another user (uid ${stats.uid}); name the folder itself`;
      links += 1;
      if (links > MOST_LINKS) return `the links on its way go in a circle at ${next}`;
      const target = readlinkSync(next);
      parts.unshift(...target.split(sep).filter(Boolean));
      if (isAbsolute(target)) at = parse(target).root;
      continue;
    }
    const why = parts.length === 0 ? wrongLast(stats, user) : wrongOnTheWay(next, stats, user);
    if (why !== undefined) return why;
    at = next;
  }
  return undefined;
}

function wrongFile(stats: Stats, user: number): string | undefined {
  if (!isOurs(stats, user))
    return `it belongs to another user (uid ${stats.uid}, and you are ${user}); take a copy of your own`;
  const [group, others] = [(stats.mode & 0o020) !== 0, (stats.mode & 0o002) !== 0];
  if (!group && !others) return undefined;
  return `it can be written by ${others ? 'everyone' : 'its group'}; run chmod go-w on it`;
}

function wrongItself(stats: Stats, user: number): string | undefined {
  if (!stats.isDirectory()) return undefined;
  if (stats.uid !== user)
    return `it belongs to another user (uid ${stats.uid}, and you are ${user}); work as that user`;
  const [group, others] = [(stats.mode & 0o020) !== 0, (stats.mode & 0o002) !== 0];
  if (!group && !others) return undefined;
  return `it can be written by ${others ? 'everyone' : 'its group'}; run chmod go-w on it`;
}

function wrongOnTheWay(folder: string, stats: Stats, user: number): string | undefined {
  if (!isOurs(stats, user))
    return `${folder} on its way belongs to another user (uid ${stats.uid}), who could put another in its place`;
  // A group is trusted on the way: with a group of one's own for every user that is how a home may be. What it could
  // put in the place of ours would not be ours.
  if ((stats.mode & 0o1002) === 0o002)
    return `${folder} on its way can be written by everyone; run chmod o-w on that`;
  return undefined;
}

function isOurs({ uid }: Stats, user: number): boolean {
  return uid === user || uid === 0;
}
