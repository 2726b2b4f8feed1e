import { locate, locatedBlocks, type Located } from './refs.ts';
import type { Session } from './session.ts';
import { newestAttempt, standingOf } from './standing.ts';

/** The checks that a poll names to find out why it does not come, in the order to run them. */
export function diagnosesOf(session: Session, { runbook, block }: Located): readonly Located[] {
  return (block.poll?.diagnose ?? []).flatMap((id) => {
    const located = locate(session, `${runbook.id}:${id}`);
    return located?.block.diagnosis === true ? [located] : [];
  });
}

/** The polls that name a check for their diagnosis. */
export function diagnosedBy(session: Session, { runbook, block }: Located): readonly Located[] {
  if (!block.diagnosis) return [];
  return locatedBlocks(session).filter(
    (other) => other.runbook === runbook && other.block.poll?.diagnose.includes(block.id) === true,
  );
}

/** The poll that a check was opened for: the one that failed, the newest of several; else the first that names it. */
export function pollBehind(session: Session, located: Located): Located | undefined {
  const polls = diagnosedBy(session, located);
  const failed = polls.filter((poll) => standingOf(session, poll) === 'failed');
  const newest = failed.toSorted((one, other) => startOf(session, other) - startOf(session, one));
  return newest[0] ?? polls[0];
}

/** The first of a poll's checks that has not run since the poll ended; undefined when all have. */
export function nextDiagnosis(session: Session, poll: Located): Located | undefined {
  const since = startOf(session, poll);
  return diagnosesOf(session, poll).find((check) => startOf(session, check) <= since);
}

/** The number of the newest attempt, 0 when there was none. */
function startOf(session: Session, { ref }: Located): number {
  return newestAttempt(session, ref)?.number ?? 0;
}
