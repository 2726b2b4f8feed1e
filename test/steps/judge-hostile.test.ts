import { describe, expect, it } from 'vitest';
import { judge } from '../../src/steps/judge.ts';
import type { Evidence, Verdict } from '../../src/steps/verdict.ts';
import { takeCaptures } from '../../src/steps/take-captures.ts';
import { evidence, gateOf, stepWith } from '../support/read.ts';

const CAPTURES = [
  '**CAPTURE:** `pid` is line 1 of the output.',
  '',
  '**CAPTURE:** `constructor` is line 1 of the output.',
];

function verdict(form: string, left: Partial<Evidence>): Verdict {
  return judge(gateOf(form, ...CAPTURES).gate, evidence(left));
}

describe('a gate reads an output as the operator sees it', () => {
  it.each([
    ['line 1 of the output is `active`', '\x1B[1;32mactive\x1B[0m\n'],
    ['output contains `TCP-OK`', 'TCP\x1B[01;31m\x1B[K-OK\x1B[m\x1B[K'],
    ['json `.s` is `up`', '\x1B[0m{"s":"up"}\x1B[0m\r\n'],
    ['json `.s` is `up`', '\uFEFF{"s":"up"}'],
  ])('%s, with colours or a byte order mark: yes', (form, stdout) => {
    expect(verdict(form, { stdout }).answer).toBe('yes');
  });

  it('takes a capture without its colours', () => {
    const { block } = stepWith('**CAPTURE:** `pid` is line 1 of the output.');
    const { values } = takeCaptures(block.captures, evidence({ stdout: '\x1B[32m42\x1B[0m\n' }));
    expect(values).toEqual({ pid: '42' });
  });

  it.each(['inactive\ractive\n', 'inactive\u2028active\n'])(
    'no line of %j is `active` alone',
    (stdout) => {
      expect(verdict('output matches `^active$`', { stdout }).answer).toBe('no');
      expect(verdict('line 1 matches `^active$`', { stdout }).answer).toBe('no');
      expect(verdict('output has exactly 1 line matching `^active$`', { stdout }).answer).toBe(
        'no',
      );
    },
  );
});

describe('a failed command that said nothing has shown nothing', () => {
  it.each([
    'output matches `^$`',
    'output matches `.*`',
    'error output is empty',
    'error output does not contain `ERROR`',
    'output has exactly 0 lines',
    'output has at least 0 lines',
  ])('%s', (form) => {
    expect(verdict(form, { exitStatus: 127 }).answer).toBe('could-not-tell');
    expect(verdict(form, {}).answer).toBe('yes');
  });

  it('but error output may be empty where the output says something', () => {
    const left = { stdout: '0\n', exitStatus: 1 };
    expect(verdict('error output is empty', left).answer).toBe('yes');
  });
});

describe('JSON that does not say one thing', () => {
  it.each([
    ['{"s":"DOWN","s":"ACTIVE"}', 'gives one key twice'],
    ['{"a":{"s":1,"\\u0073":2},"s":"ACTIVE"}', 'gives one key twice'],
    ['WARNING: old client\n{"s":"ACTIVE"}', 'is no JSON'],
    ['{"s":"ACTIVE"}\n{"s":"DOWN"}', 'is no JSON'],
  ])('%j: could not tell, because it %s', (stdout, reason) => {
    const { answer, why } = verdict('json `.s` is `ACTIVE`', { stdout });
    expect(answer).toBe('could-not-tell');
    expect(why).toContain(reason);
  });

  it('is not the same key in two objects, or a key as a text', () => {
    const stdout = '{"a":[{"s":"{"},{"s":"s"}],"b":{"s":1},"s":"ACTIVE"}';
    expect(verdict('json `.s` is `ACTIVE`', { stdout }).answer).toBe('yes');
  });

  it('compares an id of nineteen digits digit by digit', () => {
    const stdout = '{"id":9007199254740993}';
    expect(verdict('json `.id` is `9007199254740993`', { stdout }).answer).toBe('yes');
    expect(verdict('json `.id` is `9007199254740992`', { stdout }).answer).toBe('no');
    expect(verdict('json `.id` is at least 3', { stdout }).answer).toBe('yes');
  });
});

describe('what came is no number', () => {
  it.each(['1e3', '0x10', '9 GB', '', '1,000', 'Infinity', '٣'])('%j', (stdout) => {
    const { answer, why } = verdict('output is at least 3', { stdout });
    expect(answer).toBe('could-not-tell');
    expect(why).toMatch(/^expected output is at least 3; could not tell: .+, which is no number$/);
  });

  it.each(['08', ' 9 ', '+9', '9.5'])('but %j is one', (stdout) => {
    expect(verdict('output is at least 3', { stdout }).answer).toBe('yes');
  });
});

it('a capture that is named like a part of the language has no value until it is taken', () => {
  const { answer, why } = verdict('`pid` equals `constructor`', { captures: { pid: '1' } });
  expect(answer).toBe('could-not-tell');
  expect(why).toContain('no value of `constructor`');
});

it('speaks of several steps as of several', () => {
  const standing = { '7.1': 'not-passed', '7.2': 'not-passed' } as const;
  expect(verdict('steps `7.1` and `7.2` passed', { standing }).why).toBe(
    'expected steps `7.1` and `7.2` passed; came `7.1`, `7.2` have not passed',
  );
});
