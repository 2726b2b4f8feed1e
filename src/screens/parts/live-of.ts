import type { BlockRef } from '../../session/events.ts';
import type { Live, View } from '../../session/walker.ts';

/** What this process does for an attempt now: it is waited for, or was left running. */
export function liveOf(
  { live, background }: Pick<View, 'live' | 'background'>,
  attempt: number,
): Live | undefined {
  return [live, ...background].find((one) => one?.attempt === attempt);
}

/** The attempt of a poll that runs on beside the walk, by its block. */
export function leftAttempt(
  { session }: Pick<View, 'session'>,
  block: BlockRef | undefined,
): number | undefined {
  return session.background.find(
    (number) => session.attempts.findLast((attempt) => attempt.number === number)?.block === block,
  );
}
