import type { View } from '../walker.ts';
import type { AttemptFolders } from './conductor-parts.ts';

/** A poll keeps a folder for each look, and what is given secrets for each run: the newest is what the screen shows. */
export function folderToShow(
  { attemptFolder }: { readonly attemptFolder: AttemptFolders },
  { session, live, background }: View,
  number: number,
): string {
  const attempt = session.attempts.find((candidate) => candidate.number === number);
  const own = [live, ...background].find((each) => each?.attempt === number);
  const looks = attempt?.looks.at(-1)?.number ?? 0;
  const runs = attempt?.rounds.length ?? 0;
  if (own?.poll !== undefined) {
    const { look, nextAt, paused } = own.poll;
    return attemptFolder(number, nextAt === undefined && !paused ? look : Math.max(1, looks));
  }
  if (own !== undefined && attempt?.command.feeds !== undefined)
    return attemptFolder(number, runs + 1);
  return attemptFolder(number, Math.max(looks, runs) || undefined);
}
