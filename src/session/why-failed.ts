import type { Outcome } from './outcome.ts';
import { locate } from './refs.ts';
import type { Attempt, Session } from './session.ts';
import { gateStandings, newestAttempt } from './standing.ts';

/** One sentence: what speaks against a failed block, with what was expected and what came. */
export function whyFailed(session: Session, ref: string): string {
  const attempt = newestAttempt(session, ref);
  if (attempt === undefined) return 'it was not run';
  if (attempt.taken !== undefined) return attempt.taken.reason;
  // What a run that was stopped had said until then is beside the point; a poll tells at which look.
  if (attempt.outcome?.type === 'cancelled' && attempt.looks.length === 0)
    return outcomeWords(attempt.outcome);
  return (
    unmetGate(session, ref, attempt) ?? attempt.captureFailures[0] ?? outcomeWords(attempt.outcome)
  );
}

function unmetGate(session: Session, ref: string, attempt: Attempt): string | undefined {
  const unmet = attempt.verdicts?.filter(({ answer }) => answer !== 'yes') ?? [];
  const judged = unmet.find(({ conditions }) => conditions.length > 0);
  if (judged !== undefined) return judged.why;
  const located = locate(session, ref);
  const refused =
    located === undefined
      ? undefined
      : gateStandings(session, located).find(({ attested }) => attested === 'no');
  return refused === undefined ? unmet[0]?.why : `a person answered no to: ${refused.gate.text}`;
}

function outcomeWords(outcome: Outcome | undefined): string {
  switch (outcome?.type) {
    case undefined:
      return 'its end was not seen';
    case 'exited':
      return `exit status ${outcome.status}`;
    case 'signalled':
      return `it was ended by signal ${outcome.signal}`;
    case 'cancelled':
      return outcome.why ?? 'it was stopped by hand';
    case 'not-started':
      return `it did not start: ${outcome.reason}`;
    case 'unknown':
      return `its end was not seen: ${outcome.reason}`;
  }
}
