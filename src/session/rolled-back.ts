import { blockOfAttempt } from './as-run.ts';
import type { Located } from './refs.ts';
import type { Attempt, Session } from './session.ts';
import { newestAttempt } from './standing.ts';

/** Whether any rollback block of the walk has been started. */
export function hasRolledBack(session: Session): boolean {
  return newestRollbacks(session).size > 0;
}

/**
 * What passed before a rollback ran says nothing about the machine as it is now. A rollback takes back its own runbook
 * and all that was built on it: those behind it in the walk, not those before.
 */
export function isBeforeRollback(session: Session, { ref, runbook }: Located): boolean {
  const rollbacks = newestRollbacks(session);
  if (rollbacks.size === 0) return false;
  const attempt = newestAttempt(session, ref);
  if (attempt === undefined) return false;
  const placeOf = (id: string): number => session.runbooks.findIndex((each) => each.id === id);
  const own = placeOf(runbook.id);
  return [...rollbacks].some(([of, number]) => placeOf(of) <= own && attempt.number < number);
}

/** By the id of the runbook. Asked for each block; a list of attempts never changes. */
const gathered = new WeakMap<readonly Attempt[], ReadonlyMap<string, number>>();

function newestRollbacks(session: Session): ReadonlyMap<string, number> {
  const known = gathered.get(session.attempts);
  if (known !== undefined) return known;
  const newest = new Map<string, number>();
  for (const attempt of session.attempts) {
    // What it was when it ran: it has taken back what it did, whatever its document says since.
    const located = blockOfAttempt(session, attempt);
    if (located?.block.kind === 'rollback') newest.set(located.runbook.id, attempt.number);
  }
  gathered.set(session.attempts, newest);
  return newest;
}
