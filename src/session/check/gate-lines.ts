import type { Gate } from '../../steps/model.ts';
import type { Verdict } from '../../steps/verdict.ts';
import type { Outcome } from '../outcome.ts';
import type { Located } from '../refs.ts';
import { routeOfGate } from '../routing.ts';
import type { Session } from '../session.ts';
import { isExitAccepted } from '../standing.ts';
import type { CheckedGate } from './checked-gate.ts';
import { questionWords, type NotLooked } from './why-not-looked.ts';

/** What a look at a block came to. */
export interface Look {
  readonly outcome: Outcome;
  readonly verdicts: readonly Verdict[];
  readonly captureFailures: readonly string[];
  readonly seconds: number;
  /** Why its end says nothing about the cloud: it was stopped, its login was gone. A yes stays a yes. */
  readonly blind: string | undefined;
}

/** The lines of a block that was not run. */
export function linesNotLooked(
  session: Session,
  located: Located,
  why: NotLooked,
): readonly CheckedGate[] {
  const answer = why.type === 'off-route' ? 'skipped' : 'could-not-tell';
  return gatesToTell(located).map((line, index) => {
    const gate = located.block.gates[index];
    const off = gate === undefined ? undefined : offRoute(session, located, gate);
    return { ...line, answer, why: why.why, ...(answer === 'could-not-tell' ? off : undefined) };
  });
}

/**
 * The lines of a block that was run: one for each gate, one for each capture that found nothing, and one for an exit
 * status that no gate speaks of. A block passes as it passes in a walk.
 *
 * @param attested what becomes of a gate that a person has to answer, as nobody is there
 */
export function linesOfLook(
  session: Session,
  located: Located,
  look: Look,
  attested: 'could-not-tell' | 'skipped',
): readonly CheckedGate[] {
  const { block } = located;
  const gates = gatesToTell(located).map((line, index): CheckedGate => {
    const gate = block.gates[index];
    if (gate === undefined) return { ...line, ...exitLine(look) };
    const off = offRoute(session, located, gate);
    if (off !== undefined) return { ...line, ...off };
    if (gate.type === 'attested')
      return { ...line, answer: attested, why: 'a person has to answer' };
    const verdict = look.verdicts[index];
    if (verdict?.answer === 'yes') return { ...line, answer: 'yes', why: '' };
    return look.blind === undefined
      ? {
          ...line,
          answer: verdict?.answer === 'no' ? 'no' : 'could-not-tell',
          why: verdict?.why ?? 'it was not judged',
        }
      : { ...line, answer: 'could-not-tell', why: look.blind };
  });
  // What the block asked was not answered as it should be: what else it lacks follows from that.
  const more = gates.every(({ answer }) => answer === 'yes' || answer === 'skipped')
    ? [...failedCaptures(located, look), ...exitToo(located, look)]
    : [];
  return [...gates, ...more].map((line, index) => ({
    ...line,
    seconds: index === 0 ? look.seconds : 0,
  }));
}

type Answered = Pick<CheckedGate, 'answer' | 'why'>;

/** A line for each gate, or the one for a block without any: nothing is said of them yet. */
function gatesToTell({ step, block }: Located): readonly CheckedGate[] {
  const common = {
    step: step.id,
    block: block.id,
    answer: 'could-not-tell',
    why: '',
    seconds: 0,
  } as const;
  if (block.gates.length === 0)
    return [{ ...common, line: block.line, type: 'exit-status', hard: false, text: EXIT }];
  return block.gates.map(({ line, type, hard, text }) => ({ ...common, line, type, hard, text }));
}

const EXIT = 'exit status is 0';

function offRoute(session: Session, { runbook }: Located, gate: Gate): Answered | undefined {
  const route = routeOfGate(session, runbook, gate);
  switch (route.type) {
    case 'offered':
      return undefined;
    case 'undecided':
      return {
        answer: 'could-not-tell',
        why: `the runbook asks ${questionWords(session, route.question)}`,
      };
    case 'skipped':
    case 'deferred':
      return { answer: 'skipped', why: `counts on another route only: ${route.on}` };
  }
}

function exitLine({ outcome, blind }: Look): Answered {
  if (outcome.type !== 'exited' || blind !== undefined)
    return { answer: 'could-not-tell', why: blind ?? 'its end was not seen' };
  return outcome.status === 0 ? { answer: 'yes', why: '' } : notZero(outcome.status);
}

function notZero(status: number): Answered {
  return { answer: 'no', why: `expected ${EXIT}; came ${status}` };
}

/** Its gates hold, none of them speaks of the exit status, and it ended with another than 0: in a walk it has failed. */
function exitToo(located: Located, { outcome, blind }: Look): readonly CheckedGate[] {
  const { step, block } = located;
  if (block.gates.length === 0 || blind !== undefined) return [];
  if (outcome.type !== 'exited' || isExitAccepted(located, outcome.status)) return [];
  return [
    {
      step: step.id,
      block: block.id,
      line: block.line,
      type: 'exit-status',
      hard: false,
      text: EXIT,
      ...notZero(outcome.status),
      seconds: 0,
    },
  ];
}

function failedCaptures({ step, block }: Located, look: Look): readonly CheckedGate[] {
  return (look.blind === undefined ? look.captureFailures : []).map((why) => {
    const capture = block.captures.find(({ name }) => why.includes(name));
    return {
      step: step.id,
      block: block.id,
      line: capture?.line ?? block.line,
      type: 'capture',
      hard: false,
      text: `capture ${capture?.name ?? ''}`.trim(),
      answer: 'no',
      why,
      seconds: 0,
    };
  });
}
