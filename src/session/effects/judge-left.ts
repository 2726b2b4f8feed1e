import type { Secret } from '../../secrets/secret.ts';
import type { Block } from '../../steps/model.ts';
import type { Outcome } from '../outcome.ts';
import { heldLongEnough } from '../poll-history.ts';
import type { Attempt, Session } from '../session.ts';
import type { AttemptFolders } from './conductor-parts.ts';
import { failedBecause, judgeRun, readsOutputOf, unjudged, type Judgement } from './evidence.ts';
import { mayBeMasked } from './redact-attempt.ts';

/**
 * Judges a run that may have been left by an earlier handrail. Where its output was masked meanwhile it can not be
 * told by what it printed: that something does not stand there any more proves nothing.
 */
export function judgeLeft(
  session: Session,
  block: Block,
  folder: string,
  outcome: Outcome,
  secrets: readonly Secret[] = [],
): Judgement {
  const judgement = judgeRun(session, block, folder, outcome, secrets);
  if (!mayBeMasked(folder)) return judgement;
  const blind = unjudged(block, MASKED);
  return {
    ...blind,
    verdicts: judgement.verdicts.map((verdict, index) => {
      const gate = block.gates[index];
      const isBlind =
        gate !== undefined && readsOutputOf(gate) && verdict.answer !== 'could-not-tell';
      return (isBlind ? blind.verdicts[index] : undefined) ?? verdict;
    }),
  };
}

/** An end is on the disk and its verdict is not: what the run, or the last look, has left is judged. */
export function judgeEnded(
  session: Session,
  block: Block,
  { number, looks, rounds }: Attempt,
  outcome: Outcome,
  attemptFolder: AttemptFolders,
): Judgement {
  // Whatever its looks had seen: somebody gave it up before it had come to its end.
  if (block.poll !== undefined && outcome.type === 'cancelled')
    return unjudged(block, 'stopped by hand');
  const part = looks.at(-1)?.number ?? (rounds.length || undefined);
  const folder = attemptFolder(number, part);
  const judgement = judgeLeft(session, block, folder, outcome);
  return block.poll === undefined || heldLongEnough(block, looks)
    ? judgement
    : failedBecause(judgement, 'its gates did not hold as long as they have to');
}

const MASKED = 'what is secret in its output was masked before it could be judged';
