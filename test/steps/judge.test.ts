import { describe, expect, it } from 'vitest';
import { holds, judge } from '../../src/steps/judge.ts';
import type { Evidence } from '../../src/steps/verdict.ts';
import { evidence, gateOf } from '../support/read.ts';

const CAPTURES = [
  '**CAPTURE:** `one` is line 1 of the output.',
  '',
  '**CAPTURE:** `two` is line 2 of the output.',
];

function answer(form: string, left: Partial<Evidence>): string {
  return judge(gateOf(form, ...CAPTURES).gate, evidence(left)).answer;
}

const json = (value: unknown): Partial<Evidence> => ({ stdout: JSON.stringify(value) });

describe('what a gate answers', () => {
  it.each<[string, Partial<Evidence>, string]>([
    ['exit status is 0', {}, 'yes'],
    ['exit status is 0', { exitStatus: 1 }, 'no'],
    ['exit status is not 0', { exitStatus: 1 }, 'yes'],
    ['exit status is 0 or 2', { exitStatus: 2 }, 'yes'],
    ['output contains `OK`', { stdout: 'TCP-OK\n' }, 'yes'],
    ['output contains `OK`', { stderr: 'TCP-OK\n' }, 'no'],
    ['error output contains `OK`', { stderr: 'TCP-OK\n' }, 'yes'],
    ['output is `a`', { stdout: 'a\r\n' }, 'yes'],
    ['output is `a`', { stdout: 'a\n\n' }, 'no'],
    ['output is `a` or `b`', { stdout: 'b' }, 'yes'],
    ['output does not contain `NO`', { stdout: 'fine\n' }, 'yes'],
    ['output matches `^b$`', { stdout: 'a\nb\nc\n' }, 'yes'],
    ['output matches `^b$`', { stdout: 'abc\n' }, 'no'],
    ['output does not match `^b$`', { stdout: 'a\nb\n' }, 'no'],
    ['line 2 of the output is `b`', { stdout: 'a\r\nb\r\n' }, 'yes'],
    ['line 3 of the output is `b`', { stdout: 'a\nb\n' }, 'no'],
    ['line 3 of the output does not contain `b`', { stdout: 'a\nb\n' }, 'could-not-tell'],
    ['line 3 of the output does not exist', { stdout: 'a\nb\n' }, 'yes'],
    ['the last line is `b`', { stdout: 'a\nb\n' }, 'yes'],
    ['the last line is `b`', { stdout: '' }, 'no'],
    ['output is empty', { stdout: '\n' }, 'yes'],
    ['output is not empty', { stdout: '' }, 'no'],
    ['output has exactly 1 line matching `up`', { stdout: 'up\ndown\n' }, 'yes'],
    ['output has exactly 1 line matching `up`', { stdout: 'up\nup\n' }, 'no'],
    ['output has at least 2 lines', { stdout: 'a\n\n' }, 'no'],
    ['no line of the output matches `x`', { stdout: 'a\nb\n' }, 'yes'],
    ['no line of the output matches `b`', { stdout: 'a\nb\n' }, 'no'],
    ['every line of the output contains `active`', { stdout: 'active\nactive\n' }, 'yes'],
    ['every line of the output contains `active`', { stdout: 'active\nfailed\n' }, 'no'],
    ['every line of the output does not match `x`', { stdout: '' }, 'no'],
    ['line 1 of the output is at least 3', { stdout: '10\n' }, 'yes'],
    ['line 1 of the output is at least 3', { stdout: 'many\n' }, 'could-not-tell'],
    ['json `.s` is `HEALTHY`', json({ s: 'HEALTHY' }), 'yes'],
    ['json `.s` is `HEALTHY`', json({ s: 'UNHEALTHY' }), 'no'],
    ['json `.s` is `HEALTHY`', json({}), 'no'],
    ['json `.s` is not `X`', json({}), 'could-not-tell'],
    ['json `.s` is `HEALTHY`', { stdout: 'ERROR' }, 'could-not-tell'],
    ['json `.s` is not `X`', { stdout: '' }, 'could-not-tell'],
    ['json `.s` does not exist', { stdout: '' }, 'could-not-tell'],
    ['json `.s` does not exist', json({ s: null }), 'yes'],
    ['json `.s` exists', json({ s: null }), 'no'],
    ['json `.a[].s` is `up`', json({ a: [{ s: 'up' }, { s: 'up' }] }), 'yes'],
    ['json `.a[].s` is `up`', json({ a: [{ s: 'up' }, { s: 'down' }] }), 'no'],
    ['json `.a[].s` is `up`', json({ a: [{ s: 'up' }, {}] }), 'no'],
    ['json `.a[].s` is `up`', json({ a: [] }), 'no'],
    ['json `.a[].s` is not `up`', json({ a: [] }), 'could-not-tell'],
    ['json `.n` is `2`', json({ n: 2 }), 'yes'],
    ['json `.n` is more than 2', json({ n: 2 }), 'no'],
    ['json `.` has exactly 1 item', json([1]), 'yes'],
    ['json `.a | length` is `2`', json({ a: [1, 2] }), 'yes'],
    ['json `.a` has at most 2 items', json({ a: 'text' }), 'could-not-tell'],
    ['json `.constructor` exists', json({}), 'no'],
    ['`one` equals `two`', { captures: { one: 'x', two: 'x' } }, 'yes'],
    ['`one` equals `two`', { captures: { one: 'x', two: 'y' } }, 'no'],
    ['`one` equals `two`', { captures: { one: 'x' } }, 'could-not-tell'],
    ['`one` equals `two`', { captures: { one: '', two: '' } }, 'could-not-tell'],
    ['`one` differs from `two`', { captures: { two: 'y' } }, 'could-not-tell'],
    ['`one` matches `^x+$`', { captures: { one: 'xx' } }, 'yes'],
  ])('%s, given %j: %s', (form, left, expected) => {
    expect(answer(form, left)).toBe(expected);
  });
});

describe('a gate fails closed', () => {
  it.each([
    'output does not contain `X`',
    'output contains `OK`',
    'exit status is 0',
    'json `.a` exists',
    'no line of the output matches `X`',
  ])('when the process left no exit status: %s', (form) =>
    expect(answer(form, { stdout: 'OK', exitStatus: undefined })).toBe('could-not-tell'),
  );

  it.each([
    'output does not contain `X`',
    'output is empty',
    'no line of the output matches `X`',
    'output has at most 3 lines',
  ])('when a failed command said nothing: %s', (form) => {
    expect(answer(form, { exitStatus: 1 })).toBe('could-not-tell');
    expect(answer(`${form} and exit status is 1`, { exitStatus: 1 })).toBe('yes');
    expect(answer(form, { exitStatus: 0 })).toBe('yes');
  });

  it('when its pattern is no pattern, either way round', () => {
    expect(answer('output matches `(`', { stdout: 'x' })).toBe('could-not-tell');
    expect(answer('output does not match `(`', { stdout: 'x' })).toBe('could-not-tell');
    expect(answer('no line of the output matches `(a*)*`', { stdout: 'x' })).toBe('could-not-tell');
  });

  it('when a person has to answer', () => {
    const verdict = judge(gateOf('it looks fine.').gate, evidence());
    expect(verdict).toEqual({
      answer: 'could-not-tell',
      why: 'a person has to answer',
      conditions: [],
    });
  });

  it('not because a line is long: what stands at its end is found', () => {
    const long = `${'a'.repeat(1_000_000)}X`;
    expect(answer('output matches `X$`', { stdout: long })).toBe('yes');
    expect(answer('output does not match `X`', { stdout: long })).toBe('no');
  });

  it('soon, when a pattern would run for ever on a hostile line', () => {
    const started = performance.now();
    const left = { stdout: `${'a,'.repeat(100_000)}\n` };
    expect(answer('output matches `.*.*.*.*x`', left)).toBe('could-not-tell');
    expect(answer('no line of the output matches `^.*,.*,.*,y`', left)).toBe('could-not-tell');
    expect(performance.now() - started).toBeLessThan(12_000);
  });
});

describe('a gate with three answers', () => {
  it('says in a plain no what came instead, not only that it was the no', () => {
    const health =
      'yes when exit status is 0 and json `.health` is `HEALTHY`, no when json `.health` is not `HEALTHY`';
    const verdict = judge(gateOf(health).gate, evidence(json({ health: 'UNHEALTHY' })));
    expect(verdict.why).toBe(
      'expected json `.health` is `HEALTHY`; came `UNHEALTHY`; a plain no: json `.health` is not `HEALTHY`',
    );
  });

  it('says what went wrong with a question that has no answer, masked where a value is', () => {
    const lookup = 'yes when exit status is 0, no when error output contains `No Image found`';
    const left = {
      exitStatus: 1,
      stderr: 'a warning\nThe request you have made requires authentication. (HTTP 401)\n\n',
    };
    expect(judge(gateOf(lookup).gate, evidence(left)).why).toBe(
      'neither its yes nor its no holds; came 1; the error output ends with `The request you have made requires authentication. (HTTP 401)`',
    );
    const masked = judge(gateOf(lookup).gate, evidence({ ...left, quote: () => '(so long)' }));
    expect(masked.why).toMatch(/ends with \(so long\)$/);
  });

  const form = 'yes when output contains `TCP-OK`, no when output contains `TCP-FAIL`';
  it.each([
    ['TCP-OK', 'yes'],
    ['TCP-FAIL', 'no'],
    ['', 'could-not-tell'],
    ['TCP-OK TCP-FAIL', 'could-not-tell'],
  ])('output %j: %s', (stdout, expected) => {
    expect(answer(form, { stdout })).toBe(expected);
  });
});

describe('a gate about what was passed before', () => {
  const form = 'steps `7.1` and `7.2` passed';
  it.each([
    [{ '7.1': 'passed', '7.2': 'passed' }, 'yes'],
    [{ '7.1': 'passed', '7.2': 'deferred' }, 'deferred'],
    [{ '7.1': 'not-passed', '7.2': 'deferred' }, 'no'],
    [{ '7.1': 'overridden', '7.2': 'passed' }, 'no'],
    [{ '7.1': 'passed' }, 'could-not-tell'],
  ] as const)('%j: %s', (standing, expected) => {
    expect(answer(form, { standing, exitStatus: undefined })).toBe(expected);
  });
});

describe('what the operator is told', () => {
  it('is what was expected and what came, in one sentence', () => {
    const { gate } = gateOf('exit status is 0 and output contains `TCP-OK`.');
    expect(judge(gate, evidence({ stdout: 'TCP-FAIL\n' })).why).toBe(
      'expected output contains `TCP-OK`; came `TCP-FAIL`',
    );
  });

  it('is short, however much came', () => {
    const { gate } = gateOf('output contains `TCP-OK`.');
    expect(judge(gate, evidence({ stdout: 'x'.repeat(100_000) })).why.length).toBeLessThan(250);
  });

  it('names each condition with its own answer', () => {
    const { gate } = gateOf('exit status is 0 and output contains `OK`.');
    const { conditions } = judge(gate, evidence({ stdout: 'OK', exitStatus: 3 }));
    expect(conditions).toEqual([
      { text: 'exit status is 0', answer: 'no', came: '3' },
      { text: 'output contains `OK`', answer: 'yes', came: '`OK`' },
    ]);
  });

  it('can be asked of one condition alone', () => {
    const { gate } = gateOf('output contains `OK`.');
    const condition = gate.type === 'machine' ? gate.conditions[0] : undefined;
    if (condition === undefined) throw new Error('no condition');
    expect(holds(condition, evidence({ stdout: 'OK' })).answer).toBe('yes');
  });
});
