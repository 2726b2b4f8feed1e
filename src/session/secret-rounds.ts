import type { SecretInput } from '../steps/model.ts';
import type { Verdict } from '../steps/verdict.ts';
import type { SecretRound } from './events.ts';
import type { Outcome } from './outcome.ts';
import type { Located } from './refs.ts';
import { gateCounts } from './routing.ts';
import type { Session } from './session.ts';
import { isExitAccepted } from './standing.ts';
import type { SecretAsked } from './walker.ts';

/** What the newest run of a block that is given secrets came to. */
export interface RoundEnd {
  readonly outcome: Outcome;
  readonly verdicts: readonly Verdict[];
  readonly captureFailures: readonly string[];
}

/** Runs that have reached the block: one that did not start has taken nothing. */
export function roundsDone(rounds: readonly SecretRound[]): number {
  return rounds.filter(({ outcome }) => outcome.type !== 'not-started').length;
}

/** What is asked for next: the secret at this place among the inputs of the block, for its next run. */
export function askedFor(
  { ref, block }: Located,
  at: {
    readonly index: number;
    readonly attempt: number | undefined;
    readonly rounds: readonly SecretRound[];
  },
): SecretAsked | undefined {
  const input = block.secrets?.inputs[at.index];
  if (input === undefined) return undefined;
  const { index, attempt } = at;
  return { block: ref, input, index, number: roundsDone(at.rounds) + 1, attempt, state: 'asked' };
}

/**
 * Whether the attempt is over after its newest run, which `rounds` ends with: its gates hold, it went wrong, or no
 * run is left. `more`: the next secret is wanted. One that did not start took nothing and is asked for again, unless
 * nothing has been given so far and `isLogin` does not say that only a login stood in the way.
 */
export function afterRound(
  session: Session,
  located: Located,
  rounds: readonly SecretRound[],
  end: RoundEnd,
  isLogin: boolean,
): 'over' | 'more' {
  const { outcome } = end;
  const done = roundsDone(rounds);
  if (outcome.type === 'not-started') return done > 0 || isLogin ? 'more' : 'over';
  if (outcome.type !== 'exited' || outcome.status !== 0) return 'over';
  if (done >= mostRounds(located)) return 'over';
  return roundHolds(session, located, rounds, end) ? 'over' : 'more';
}

/** Whether the run of a block left nothing that speaks against it. */
export function roundHolds(
  session: Session,
  located: Located,
  rounds: readonly SecretRound[],
  { outcome, verdicts, captureFailures }: RoundEnd,
): boolean {
  return (
    outcome.type === 'exited' &&
    captureFailures.length === 0 &&
    isExitAccepted(located, outcome.status) &&
    gatesHold(session, located, verdicts, roundsDone(rounds))
  );
}

/** Machines' gates alone; where there are none, as many runs as the runbook wants are enough. */
function gatesHold(
  session: Session,
  { runbook, block }: Located,
  verdicts: readonly Verdict[],
  done: number,
): boolean {
  const machine = block.gates.flatMap((gate, index) =>
    gate.type === 'machine' && gateCounts(session, runbook, gate) ? [verdicts[index]] : [],
  );
  return machine.length === 0
    ? done >= (manyOf(block.secrets?.inputs)?.count ?? 1)
    : machine.every((verdict) => verdict?.answer === 'yes');
}

/** `at unseal share 2 of 3`, `after 1 of 3 unseal shares`: how far a block has come that is stopped. */
export function howFar(
  { block }: Located,
  rounds: readonly SecretRound[],
  isRunning: boolean,
): string {
  const input = block.secrets?.inputs[0];
  const done = roundsDone(rounds);
  if (input === undefined) return '';
  if (isRunning) {
    const which = input.of > 1 ? `${input.name} ${done} of ${input.count}` : input.name;
    return `at ${which}`;
  }
  return done === 0
    ? `before anything was given`
    : `after ${done} of ${input.count} (${input.name}); what was given stands`;
}

/** At most so many runs: one for each that there is. */
function mostRounds({ block }: Located): number {
  return manyOf(block.secrets?.inputs)?.of ?? 1;
}

/** Several of one kind come one a run; of different ones each run takes all. */
function manyOf(inputs: readonly SecretInput[] | undefined): SecretInput | undefined {
  return inputs?.length === 1 ? inputs[0] : undefined;
}
