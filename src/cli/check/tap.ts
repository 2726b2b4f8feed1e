import type { CheckedGate } from '../../session/check/checked-gate.ts';
import { clean } from '../plain/lines.ts';
import { countWords } from './text.ts';
import { nameOf, type CheckTeller } from './report-of-check.ts';

/**
 * TAP 14. A gate that nobody could tell is `not ok`, with `# could not tell` behind it and in its diagnostics; the plan
 * stands at the end, as each gate is printed when it is known.
 */
export function tapTeller(file: string): CheckTeller {
  let number = 0;
  return {
    head: () => ['TAP version 14'],
    gate: (gate) => {
      number += 1;
      const point = `${number} - ${described(nameOf(gate, clean))}`;
      switch (gate.answer) {
        case 'yes':
          return [`ok ${point}`];
        case 'skipped':
          return [`ok ${point} # SKIP ${described(clean(gate.why))}`];
        case 'no':
          return [`not ok ${point}`, ...diagnostics(gate, file)];
        case 'could-not-tell':
          return [`not ok ${point} # could not tell`, ...diagnostics(gate, file)];
      }
    },
    end: ({ counts }) => [`1..${number}`, `# ${countWords(counts)}`],
  };
}

/** A `#` begins a directive and a `\` takes the meaning from what follows it: both are escaped. */
function described(text: string): string {
  return text.replace(/[\\#]/g, '\\$&');
}

/** YAML whose values are JSON strings: YAML reads each of them as what it is, whatever stands in it. */
function diagnostics(gate: CheckedGate, file: string): readonly string[] {
  return [
    '  ---',
    `  message: ${yaml(clean(gate.why))}`,
    `  severity: ${gate.answer === 'no' ? 'fail' : 'could-not-tell'}`,
    '  at:',
    `    file: ${yaml(clean(file))}`,
    `    line: ${gate.line}`,
    '  ...',
  ];
}

function yaml(text: string): string {
  return JSON.stringify(text);
}
