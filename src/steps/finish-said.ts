import { kindOf } from './draft.ts';
import type { DraftBlock, StepSays } from './draft.ts';
import type { Problem, ProblemTopic } from './model.ts';
import { POLL_FORM, readPoll } from './poll.ts';
import { joinInputs } from './secret-input.ts';

/** What sentences say of a block must go together with what it is. Gives a poll without a sentence its looks. */
export function finishSaid(block: DraftBlock, step: StepSays): readonly Problem[] {
  return [...finishPoll(block, step), ...finishInputs(block)];
}

function finishPoll(block: DraftBlock, step: StepSays): readonly Problem[] {
  const { said, label, line } = block;
  if (kindOf(block, step) !== 'poll') {
    const outOfPlace = (message: string) =>
      problem('sentence-out-of-place', line, message, POLL_FORM);
    return [
      ...(said.poll === undefined
        ? []
        : [outOfPlace('POLL speaks of a block that is no CHECK or POLL')]),
      ...(said.meanwhile === undefined && said.diagnose.length === 0
        ? []
        : [outOfPlace('MEANWHILE and DIAGNOSE speak of a block that is no POLL')]),
    ];
  }
  const problems: Problem[] = [];
  if (said.poll === undefined) {
    const read = readPoll(line, label?.tail ?? '');
    said.poll = read.poll;
    problems.push(...read.problems);
  }
  if (said.gates.length === 0) {
    const message = 'the poll has no GATE: nothing ends it but its last look';
    problems.push(problem('poll-without-gate', line, message, GATE_OF_A_POLL));
  }
  return problems;
}

function finishInputs({ said, label, line }: DraftBlock): readonly Problem[] {
  if (label?.kind === 'secret') return joinInputs(said.inputs, said.remember).problems;
  if (said.inputs.length === 0 && said.remember !== 'never') return [];
  const message = 'INPUT and REMEMBER speak of a block that is no SECRET';
  return [problem('sentence-out-of-place', line, message, SECRET_FORM)];
}

function problem(topic: ProblemTopic, line: number, message: string, nearest: string): Problem {
  return { topic, line, message, nearest };
}

const SECRET_FORM = '**SECRET -- vault/0**';
const GATE_OF_A_POLL = '**GATE:** json `.status` is `X`, stable for 2 polls';
