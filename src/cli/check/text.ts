import type { CheckAnswer, CheckCounts } from '../../session/check/checked-gate.ts';
import { clean } from '../plain/lines.ts';
import { nameOf, type CheckTeller } from './report-of-check.ts';

/** One line a gate, in ASCII but for what the document says, and one that sums up. */
export function textTeller(): CheckTeller {
  return {
    head: () => [],
    gate: (gate) => {
      const why = gate.why === '' ? '' : ` -- ${clean(gate.why)}`;
      return [`${words[gate.answer]} ${nameOf(gate, clean)}${why}`];
    },
    end: ({ counts, leftAlone, simulated }) => [
      `${simulated ? 'On the simulated cloud: ' : ''}${countWords(counts)}${leftWords(leftAlone)}`,
    ],
  };
}

const words: Readonly<Record<CheckAnswer, string>> = {
  yes: 'ok',
  no: 'not ok',
  'could-not-tell': 'could not tell',
  skipped: 'skip',
};

/** `14 gates: 12 ok, 1 not ok, 1 could not tell.` */
export function countWords(counts: CheckCounts): string {
  const all = counts.yes + counts.no + counts['could-not-tell'] + counts.skipped;
  const told = (Object.keys(words) as CheckAnswer[])
    .filter((answer) => counts[answer] > 0)
    .map((answer) => `${counts[answer]} ${answer === 'skipped' ? 'skipped' : words[answer]}`);
  return `${all} gate${all === 1 ? '' : 's'}: ${told.join(', ') || 'none'}.`;
}

function leftWords(count: number): string {
  if (count === 0) return '';
  return ` ${count} block${count === 1 ? ' that may change something was' : 's that may change something were'} not run.`;
}
