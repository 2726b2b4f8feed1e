import { blockOfAttempt } from './as-run.ts';
import type { RunbookRevised } from './events.ts';
import type { Session } from './session.ts';
import { standingOf } from './standing.ts';
import { locate } from './refs.ts';

/**
 * Why a walk does not go on with a text yet: it holds a block no more whose end is still to be seen, and nobody would
 * look after that any more. One sentence with the way on; undefined when nothing speaks against it.
 */
export function whyNotRevised(session: Session, event: RunbookRevised): string | undefined {
  const gone = new Set(event.gone.map((id) => `${event.runbook}:${id}`));
  for (const attempt of session.attempts) {
    if (!gone.has(attempt.block)) continue;
    const id = blockOfAttempt(session, attempt)?.block.id ?? attempt.block;
    if (session.background.includes(attempt.number))
      return `${id} was left running, and the new text holds it no more: wait for its end or stop it first.`;
    const located = locate(session, attempt.block);
    if (located !== undefined && standingOf(session, located) === 'unknown')
      return `${id} began and its end was not seen, and the new text holds it no more: say what became of it first.`;
  }
  return undefined;
}
