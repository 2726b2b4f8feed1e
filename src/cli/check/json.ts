import { jsonText } from '../json-text.ts';
import { clean } from '../plain/lines.ts';
import type { CheckTeller } from './report-of-check.ts';

/** One document at the end. Its shape is an interface: README.md has it. */
export function jsonTeller(): CheckTeller {
  return {
    head: () => [],
    gate: () => [],
    end: ({ runbook, simulated, startedAt, gates, counts, status, leftAlone }) => [
      jsonText({
        runbook: runbook.id,
        title: clean(runbook.title),
        file: runbook.file,
        sha256: runbook.sha256,
        simulated,
        startedAt,
        status,
        counts: {
          ok: counts.yes,
          notOk: counts.no,
          couldNotTell: counts['could-not-tell'],
          skipped: counts.skipped,
        },
        leftAlone,
        gates: gates.map((gate) => ({
          step: gate.step,
          block: gate.block,
          line: gate.line,
          type: gate.type,
          hard: gate.hard,
          text: clean(gate.text),
          answer: gate.answer,
          why: clean(gate.why),
          seconds: Number(gate.seconds.toFixed(3)),
        })),
      }),
    ],
  };
}
