import { holds } from '../steps/judge.ts';
import type { Block, Gate, Poll } from '../steps/model.ts';
import type { Verdict } from '../steps/verdict.ts';
import type { Look } from './events.ts';
import type { Outcome } from './outcome.ts';

/** What a look of a poll left behind. */
export interface LookEvidence {
  readonly outcome: Outcome;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * What one look says: yes, not yet, it will not come, or that the question itself failed, which says
 * nothing about the cloud. `state` is what was seen, one line, not yet redacted.
 */
export function answerLook(
  block: Block,
  poll: Poll,
  verdicts: readonly Verdict[],
  { outcome, stdout, stderr }: LookEvidence,
): Pick<Look, 'answer' | 'state'> {
  const machine = machineVerdicts(block, verdicts);
  const exit = outcome.type === 'exited' ? outcome.status : undefined;
  const evidence = { stdout, stderr, exitStatus: exit, captures: {} };
  const state = stateOf(machine) ?? outcomeInShort(outcome);
  if (poll.stopOn.some((condition) => holds(condition, evidence).answer === 'yes'))
    return { answer: 'stop', state };
  if (machine.every(({ verdict }) => verdict?.answer === 'yes') && exit !== undefined)
    return { answer: exit === 0 || speaksOfExit(machine) ? 'yes' : 'question-failed', state };
  return wasAnswered(machine, exit)
    ? { answer: 'not-yet', state }
    : { answer: 'question-failed', state: outcomeInShort(outcome) };
}

/** How a run ended, in one or two words. */
export function outcomeInShort(outcome: Outcome): string {
  switch (outcome.type) {
    case 'exited':
      return `exit ${outcome.status}`;
    case 'signalled':
      return outcome.signal;
    case 'cancelled':
      return 'stopped';
    case 'not-started':
      return `not started: ${outcome.reason}`;
    case 'unknown':
      return `unknown: ${outcome.reason}`;
  }
}

interface MachineVerdict {
  readonly gate: Extract<Gate, { type: 'machine' }>;
  readonly verdict: Verdict | undefined;
}

function machineVerdicts(block: Block, verdicts: readonly Verdict[]): readonly MachineVerdict[] {
  return block.gates.flatMap((gate, index) =>
    gate.type === 'machine' ? [{ gate, verdict: verdicts[index] }] : [],
  );
}

function speaksOfExit(machine: readonly MachineVerdict[]): boolean {
  return machine.some(({ gate }) => gate.conditions.some(({ type }) => type === 'exit-status'));
}

/** Whether a look that is no yes is at least an answer: a failed command says nothing about the cloud. */
function wasAnswered(machine: readonly MachineVerdict[], exit: number | undefined): boolean {
  if (exit === undefined) return false;
  if (machine.some(({ gate, verdict }) => gate.noWhen !== undefined && verdict?.answer === 'no'))
    return true;
  if (machine.some(({ verdict }) => verdict?.answer === 'could-not-tell')) return false;
  if (exit === 0) return true;
  return machine.some(({ gate, verdict }) =>
    gate.conditions.some(
      ({ type }, index) => type === 'exit-status' && verdict?.conditions[index]?.answer === 'yes',
    ),
  );
}

/** What was seen, short enough for a strip: the first value that a gate looked at, exit statuses aside. */
function stateOf(machine: readonly MachineVerdict[]): string | undefined {
  return machine
    .flatMap(({ gate, verdict }) => {
      return (verdict?.conditions ?? []).flatMap((condition, index) =>
        gate.conditions[index]?.type === 'exit-status' ? [] : [condition.came],
      );
    })
    .map((text) => text.split('\n')[0]?.replace(/`/g, '').trim() ?? '')
    .find((text) => text !== '');
}
