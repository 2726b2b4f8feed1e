import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonTeller } from '../../../src/cli/check/json.ts';
import { junitTeller } from '../../../src/cli/check/junit.ts';
import type { CheckReport, CheckTeller } from '../../../src/cli/check/report-of-check.ts';
import { tapTeller } from '../../../src/cli/check/tap.ts';
import { textTeller } from '../../../src/cli/check/text.ts';
import { countsOf, type CheckedGate } from '../../../src/session/check/checked-gate.ts';
import { read } from '../../support/read.ts';
import { readTap } from '../../support/read-tap.ts';
import { readXml } from '../../support/read-xml.ts';

const gate = (more: Partial<CheckedGate>): CheckedGate => ({
  step: '7.0',
  block: '7.0/1',
  line: 12,
  type: 'machine',
  hard: false,
  text: 'exit status is 0.',
  answer: 'yes',
  why: '',
  seconds: 0,
  ...more,
});

/** What a remote host may send: markup, escapes, directives, half characters, a secret. */
const hostile =
  '<b a="1"> & \x1b[2J\u0085 # SKIP not me \\ \ud800 \ufffe\n  ...\nok 9 - forged password=hunter2-hunter2';
const gates = [
  gate({ seconds: 1.25 }),
  gate({ block: '7.0/2', answer: 'no', why: `expected x; came ${hostile}`, seconds: 0.5 }),
  gate({ step: '7.1', block: '7.1/1', text: hostile, answer: 'could-not-tell', why: 'no "login"' }),
  gate({ step: '7.1', block: '7.1/2', answer: 'skipped', why: 'not on this route: fresh' }),
];
const runbook = read('# A', '', '## Step 7.0 -- Trustee <domain> & "more"', '', 'x');
const report: CheckReport = {
  runbook,
  simulated: false,
  startedAt: '2026-11-27T02:15:44.123Z',
  gates,
  counts: countsOf(gates),
  status: 1,
  leftAlone: 3,
};
const told = (teller: CheckTeller): string =>
  [...teller.head(), ...gates.flatMap(teller.gate), ...teller.end(report)]
    .map((line) => `${line}\n`)
    .join('');

describe('the formats of a check', () => {
  it('hold no escape, no forged line and no secret', () => {
    for (const text of [textTeller(), tapTeller('a.md'), junitTeller(), jsonTeller()].map(told)) {
      expect(text).not.toMatch(/\x1b|\u0085|hunter2|^ok 9/m);
      expect(text.endsWith('\n')).toBe(true);
    }
  });

  it('are one line a gate in text, and one that sums up', () => {
    const lines = told(textTeller()).trimEnd().split('\n');
    expect(lines).toHaveLength(gates.length + 1);
    expect(lines[0]).toBe('ok 7.0/1 exit status is 0');
    expect(lines[1]).toMatch(/^not ok 7\.0\/2 exit status is 0 -- expected x; came /);
    expect(lines[2]).toMatch(/^could not tell 7\.1\/1 .* -- no "login"$/);
    expect(lines[3]).toBe('skip 7.1/2 exit status is 0 -- not on this route: fresh');
    expect(lines[4]).toBe(
      '4 gates: 1 ok, 1 not ok, 1 could not tell, 1 skipped. 3 blocks that may change something were not run.',
    );
  });

  it('are TAP 14 that a strict reader takes', () => {
    const points = readTap(told(tapTeller('a "file".md')));
    expect(points.map(({ ok, skip }) => [ok, skip])).toEqual([
      [true, undefined],
      [false, undefined],
      [false, undefined],
      [true, 'not on this route: fresh'],
    ]);
    expect(points[1]?.diagnostics).toMatchObject({
      severity: 'fail',
      message: expect.stringContaining('<b a="1"> & # SKIP not me \\') as string,
      at: { file: 'a "file".md', line: 12 },
    });
    expect(points[2]?.description).toMatch(/# SKIP not me \\ .* # could not tell$/);
    expect(points[2]?.diagnostics).toMatchObject({ severity: 'could-not-tell' });
  });

  it('are XML of JUnit: a suite for each step, with numbers that add up', () => {
    const root = readXml(told(junitTeller()));
    expect(root).toMatchObject({
      name: 'testsuites',
      attributes: { tests: '4', failures: '1', errors: '1', skipped: '1', time: '1.750' },
    });
    const [first, second] = root.children;
    expect(first?.attributes).toMatchObject({
      name: '7.0 Trustee <domain> & "more"',
      tests: '2',
      time: '1.750',
      timestamp: '2026-11-27T02:15:44',
    });
    expect(first?.children[1]).toMatchObject({
      attributes: { classname: 'test.7.0', name: '7.0/2 exit status is 0', line: '12' },
      children: [{ name: 'failure' }],
    });
    expect(second?.children.map(({ children }) => children[0])).toMatchObject([
      { name: 'error', attributes: { message: 'no "login"' } },
      { name: 'skipped' },
    ]);
  });

  it('are a JSON document of a known shape', () => {
    const document: unknown = JSON.parse(told(jsonTeller()));
    expect(document).toMatchObject({
      runbook: 'test',
      file: 'test.md',
      simulated: false,
      status: 1,
      counts: { ok: 1, notOk: 1, couldNotTell: 1, skipped: 1 },
      leftAlone: 3,
    });
    const { gates: listed } = document as { gates: Record<string, unknown>[] };
    expect(listed[0]).toEqual({
      step: '7.0',
      block: '7.0/1',
      line: 12,
      type: 'machine',
      hard: false,
      text: 'exit status is 0.',
      answer: 'yes',
      why: '',
      seconds: 1.25,
    });
  });

  it('are read by others whatever a document or a host has in it', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            '#',
            '\\',
            ' # SKIP ',
            '\n',
            '\x1b[',
            ']]>',
            '&lt;',
            '"',
            '\ud83d',
            '1..9',
          ),
        )
        .map((parts) => parts.join('')),
    );
    const gate = fc.record({
      answer: fc.constantFrom<CheckedGate['answer']>('yes', 'no', 'could-not-tell', 'skipped'),
      text: words,
      why: words,
      block: words,
      step: words,
    });
    fc.assert(
      fc.property(fc.array(gate, { maxLength: 6 }), words, (drawn, file) => {
        const each = drawn.map((one) => ({ ...gates[0], ...one })) as CheckedGate[];
        const whole = { ...report, runbook: { ...runbook, file }, gates: each };
        const all = (teller: CheckTeller): string =>
          [...teller.head(), ...each.flatMap(teller.gate), ...teller.end(whole)]
            .map((line) => `${line}\n`)
            .join('');
        const oks = each.map(({ answer }) => answer === 'yes' || answer === 'skipped');
        expect(readTap(all(tapTeller(file))).map(({ ok }) => ok)).toEqual(oks);
        expect(readXml(all(junitTeller())).attributes['tests']).toBe(String(each.length));
        expect(JSON.parse(all(jsonTeller()))).toBeTypeOf('object');
        expect(all(textTeller()).trimEnd().split('\n')).toHaveLength(each.length + 1);
      }),
      { numRuns: 300 },
    );
  });
});
