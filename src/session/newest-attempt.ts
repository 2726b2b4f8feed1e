import type { OwnerRef } from './events.ts';
import type { Attempt, Session } from './session.ts';

/** The last attempt at a block, rechecks aside; undefined when it was never started. */
export function newestAttempt(session: Session, ref: OwnerRef): Attempt | undefined {
  return newestByBlock(session.attempts).get(ref);
}

/** Asked for each block of each frame, so it is gathered once for each list of attempts. */
const gathered = new WeakMap<readonly Attempt[], ReadonlyMap<OwnerRef, Attempt>>();

function newestByBlock(attempts: readonly Attempt[]): ReadonlyMap<OwnerRef, Attempt> {
  const known = gathered.get(attempts);
  if (known !== undefined) return known;
  const counting = attempts.filter(({ recheck }) => !recheck);
  const newest = new Map(counting.map((attempt) => [attempt.block, attempt]));
  gathered.set(attempts, newest);
  return newest;
}
