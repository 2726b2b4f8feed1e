import type { Runbook } from '../steps/model.ts';
import { locate, type Located } from './refs.ts';
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
  const own = session.runbooks.indexOf(runbook);
  return [...rollbacks].some(
    ([of, number]) => session.runbooks.indexOf(of) <= own && attempt.number < number,
  );
}

/** Asked for each block; a list of attempts never changes. */
const gathered = new WeakMap<readonly Attempt[], ReadonlyMap<Runbook, number>>();

function newestRollbacks(session: Session): ReadonlyMap<Runbook, number> {
  const known = gathered.get(session.attempts);
  if (known !== undefined) return known;
  const newest = new Map<Runbook, number>();
  for (const { block, number } of session.attempts) {
    const located = locate(session, block);
    if (located?.block.kind === 'rollback') newest.set(located.runbook, number);
  }
  gathered.set(session.attempts, newest);
  return newest;
}
