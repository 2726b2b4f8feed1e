import { countsOf, type CheckedGate } from '../../session/check/checked-gate.ts';
import { clean } from '../plain/lines.ts';
import { nameOf, type CheckReport, type CheckTeller } from './report-of-check.ts';

/**
 * JUnit's XML as CI servers read it: a suite for each step, a case for each gate. A gate that failed is a `failure`, one
 * that nobody could tell an `error`. All of it at the end, as the counts stand ahead.
 */
export function junitTeller(): CheckTeller {
  return {
    head: () => [],
    gate: () => [],
    end: (report) => [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name=${quoted(report.runbook.id)} ${numbers(report.gates)}>`,
      ...suites(report),
      '</testsuites>',
    ],
  };
}

function suites(report: CheckReport): readonly string[] {
  const { gates, runbook, startedAt } = report;
  return [...Map.groupBy(gates, ({ step }) => step)].flatMap(([id, ofStep]) => {
    const title = runbook.steps.find((step) => step.id === id)?.title ?? '';
    const name = title === '' ? id : `${id} ${title}`;
    return [
      `  <testsuite name=${quoted(name)} ${numbers(ofStep)} timestamp=${quoted(startedAt.slice(0, 19))}>`,
      ...ofStep.flatMap((gate) => testCase(gate, runbook)),
      '  </testsuite>',
    ];
  });
}

function testCase(gate: CheckedGate, { id, file }: CheckReport['runbook']): readonly string[] {
  const place = `file=${quoted(file)} line="${gate.line}"`;
  const opening = `    <testcase classname=${quoted(`${id}.${gate.step}`)} name=${quoted(nameOf(gate, clean))} ${place} time="${seconds(gate.seconds)}"`;
  const why = quoted(gate.why);
  switch (gate.answer) {
    case 'yes':
      return [`${opening}/>`];
    case 'skipped':
      return [`${opening}>`, `      <skipped message=${why}/>`, '    </testcase>'];
    case 'no':
      return [`${opening}>`, `      <failure type="gate" message=${why}/>`, '    </testcase>'];
    case 'could-not-tell':
      return [
        `${opening}>`,
        `      <error type="could-not-tell" message=${why}/>`,
        '    </testcase>',
      ];
  }
}

function numbers(gates: readonly CheckedGate[]): string {
  const counts = countsOf(gates);
  const time = gates.reduce((sum, gate) => sum + gate.seconds, 0);
  return `tests="${gates.length}" failures="${counts.no}" errors="${counts['could-not-tell']}" skipped="${counts.skipped}" time="${seconds(time)}"`;
}

function seconds(time: number): string {
  return time.toFixed(3);
}

/** An attribute. What XML has no way to hold at all is left out: `clean` has taken the controls, this the rest. */
function quoted(text: string): string {
  const held = clean(text)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/[\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (character) => entities[character] ?? '');
  return `"${held}"`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
