import { describe, expect, it } from 'vitest';
import type { Condition, Gate } from '../../src/steps/model.ts';
import { gateOf } from '../support/read.ts';

const CAPTURES = [
  '**CAPTURE:** `local_sha` is line 1 of the output.',
  '',
  '**CAPTURE:** `remote_sha` is line 2 of the output.',
];

/** Each known form, what it means, and a twin with one slip in it. */
const FORMS: readonly { form: string; means: object; twin: string }[] = [
  {
    form: 'exit status is 0',
    means: { type: 'exit-status', is: [0], negated: false },
    twin: 'exit status was 0',
  },
  {
    form: 'exit status is 0 or 2',
    means: { is: [0, 2], negated: false },
    twin: 'exit status is 0 or two',
  },
  { form: 'exit status is not 0', means: { is: [0], negated: true }, twin: 'exit status isnt 0' },
  {
    form: 'output contains `TCP-OK`',
    means: {
      type: 'subject',
      subject: { type: 'output', stream: 'stdout' },
      test: { type: 'contains', text: 'TCP-OK' },
    },
    twin: 'output contain `TCP-OK`',
  },
  {
    form: 'output does not contain `X`',
    means: { test: { type: 'lacks', text: 'X' } },
    twin: 'output does not contains `X`',
  },
  {
    form: 'output is `a` or `b`',
    means: { test: { type: 'is', values: ['a', 'b'] } },
    twin: 'output is a or b',
  },
  { form: 'output is not empty', means: { test: { type: 'exists' } }, twin: 'output is not emtpy' },
  { form: 'output is empty', means: { test: { type: 'exists-not' } }, twin: 'output is emty' },
  {
    form: 'error output matches `^E.*r$`',
    means: { subject: { stream: 'stderr' }, test: { pattern: '^E.*r$' } },
    twin: 'error output match `^E`',
  },
  {
    form: 'output does not match `a\\|b`',
    means: { test: { type: 'matches-not', pattern: 'a\\|b' } },
    twin: 'output do not match `a`',
  },
  {
    form: 'line 2 of the output is `/usr/bin/helm`',
    means: { subject: { type: 'line', number: 2 } },
    twin: 'line two of the output is `x`',
  },
  {
    form: 'the first line is `active`',
    means: { subject: { type: 'line', number: 1 } },
    twin: 'the first line are `active`',
  },
  {
    form: 'the last line of the error output contains `x`',
    means: { subject: { number: -1, stream: 'stderr' } },
    twin: 'the last line of error output contains `x`',
  },
  {
    form: 'json `.health_status` is `HEALTHY`',
    means: { subject: { type: 'json', path: '.health_status' } },
    twin: 'json `.health_status` = `HEALTHY`',
  },
  {
    form: 'json `.a["b-c"][0].d` is one of `X`, `Y`',
    means: { test: { type: 'is', values: ['X', 'Y'] } },
    twin: 'json `.a` is one of X, Y',
  },
  {
    form: 'json `.a` is not `X`',
    means: { test: { type: 'is-not', values: ['X'] } },
    twin: 'json `.a` isnt `X`',
  },
  { form: 'json `.a[] ` exists', means: { test: { type: 'exists' } }, twin: 'json `.a[]` exist' },
  {
    form: 'json `.a` does not exist',
    means: { test: { type: 'exists-not' } },
    twin: 'json `.a` does not exists',
  },
  {
    form: 'json `.n` is at least 3',
    means: { test: { type: 'number', op: 'at-least', value: 3 } },
    twin: 'json `.n` is at least three',
  },
  {
    form: 'json `.n` is at most 3',
    means: { test: { op: 'at-most' } },
    twin: 'json `.n` is maximum 3',
  },
  {
    form: 'json `.n` is more than 3',
    means: { test: { op: 'more-than' } },
    twin: 'json `.n` is more 3',
  },
  {
    form: 'json `.n` is less than 3',
    means: { test: { op: 'less-than' } },
    twin: 'json `.n` is less then 3',
  },
  {
    form: 'json `.` has exactly 1 item',
    means: { test: { type: 'has-items', op: 'exactly', count: 1 } },
    twin: 'json `.` has 1 item',
  },
  {
    form: 'json `.a` has at least 2 items',
    means: { test: { op: 'at-least', count: 2 } },
    twin: 'json `.a` has at least items',
  },
  {
    form: '`local_sha` equals `remote_sha`',
    means: {
      subject: { type: 'capture', name: 'local_sha' },
      test: { type: 'equals-capture', name: 'remote_sha' },
    },
    twin: '`local_sha` equals `remote_hash`',
  },
  {
    form: '`local_sha` differs from `remote_sha`',
    means: { test: { type: 'differs-from-capture' } },
    twin: '`local_sah` differs from `remote_sha`',
  },
  {
    form: '`local_sha` matches `^[0-9a-f]{64}$`',
    means: { test: { type: 'matches' } },
    twin: '`other_sha` matches `^x$`',
  },
  {
    form: 'output has exactly 1 line matching `a.*b`',
    means: { type: 'lines', op: 'exactly', count: 1, pattern: 'a.*b' },
    twin: 'output has exactly one line matching `a`',
  },
  {
    form: 'output has at least 2 lines',
    means: { type: 'lines', op: 'at-least', count: 2, pattern: undefined },
    twin: 'output has more than 2 lines',
  },
  {
    form: 'no line of the output matches `--config-dir`',
    means: { type: 'lines', op: 'at-most', count: 0, pattern: '--config-dir' },
    twin: 'no line of output matches `x`',
  },
  {
    form: 'every line of the output contains `active`',
    means: { type: 'every-line', test: { type: 'contains' } },
    twin: 'every line of the output has `active`',
  },
  {
    form: 'steps `7.1` and `7.2` passed',
    means: { type: 'passed', refs: ['7.1', '7.2'] },
    twin: 'steps `7.1` and `7.2` pass',
  },
  {
    form: 'steps 7.1, 7.7b and `rollback` passed',
    means: { type: 'passed', refs: ['7.1', '7.7b', 'rollback'] },
    twin: 'steps `rollback` and seven passed',
  },
  {
    form: 'step `7.0` passed',
    means: { type: 'passed', refs: ['7.0'] },
    twin: 'step `7.0` is passed',
  },
  {
    form: 'blocks `7.8/1`, `7.8/2` and `7.8/3` passed',
    means: { refs: ['7.8/1', '7.8/2', '7.8/3'] },
    twin: 'blocks `7.8/1` to `7.8/3` passed',
  },
];

describe('a gate in a known form', () => {
  it.each(FORMS)('is judged by the machine: $form', ({ form, means }) => {
    const { gate, problems } = gateOf(`${form}.`, ...CAPTURES);
    expect(problems).toEqual([]);
    expect(conditions(gate)).toMatchObject([means]);
  });

  it.each(FORMS)(
    "with a slip is a person's to answer, and the nearest form is named: $twin",
    ({ twin }) => {
      const { gate, problems } = gateOf(`${twin}.`, ...CAPTURES);
      expect(gate.type).toBe('attested');
      expect(problems).toHaveLength(1);
      expect(problems[0]?.line).toBe(9);
      expect(problems[0]?.nearest).toBeTruthy();
    },
  );

  it('names the very form that was meant', () => {
    const { problems } = gateOf('output contain `X`.');
    expect(problems[0]?.nearest).toBe('output contains `X`');
  });
});

function conditions(gate: Gate): readonly Condition[] {
  if (gate.type === 'attested') throw new Error(`attested: ${gate.text}`);
  return gate.conditions;
}
