import { describe, expect, it } from 'vitest';
import { takeCaptures } from '../../src/steps/take-captures.ts';
import type { Evidence } from '../../src/steps/verdict.ts';
import { evidence, stepWith } from '../support/read.ts';

function take(form: string, left: Partial<Evidence>): ReturnType<typeof takeCaptures> {
  const { block, runbook } = stepWith(`**CAPTURE:** ${form}.`);
  expect(runbook.problems).toEqual([]);
  expect(block.captures).toHaveLength(1);
  return takeCaptures(block.captures, evidence(left));
}

describe('a capture', () => {
  it.each<[string, Partial<Evidence>, string]>([
    ['`x` is line 2 of the output', { stdout: 'a\r\nb c\r\n' }, 'b c'],
    ['`x` is the first line of the output', { stdout: 'a\nb\n' }, 'a'],
    ['`x` is the last line of the output', { stdout: 'a\nb\n' }, 'b'],
    ['`x` is line 1 of the error output', { stderr: 'e\n' }, 'e'],
    ['`x` is field 1 of line 2 of the output', { stdout: 'a\n  sha  file\n' }, 'sha'],
    ['`x` is the output', { stdout: 'a\nb\n' }, 'a\nb'],
    ['`x` is json `.a[0].b`', { stdout: '{"a":[{"b":7}]}' }, '7'],
    ['`x` is the match of `id=(\\w+)`', { stdout: 'foo\nid=abc;\n' }, 'abc'],
    ['`x` is the match of `(?:id)=\\w+`', { stdout: 'id=abc;' }, 'id=abc'],
    ['`x` is line 1 of the output, matching `[0-9a-f]{4}`', { stdout: '00ff\n' }, '00ff'],
  ])('%s', (form, left, value) => {
    expect(take(form, left)).toEqual({ values: { x: value }, failures: [] });
  });

  it.each<[string, Partial<Evidence>, string]>([
    ['`x` is line 2 of the output', { stdout: 'a\n' }, 'there is no line 2'],
    ['`x` is line 1 of the output', { stdout: '\nb\n' }, 'the value is empty'],
    ['`x` is the output', { stdout: '' }, 'the value is empty'],
    ['`x` is the output', { stdout: 'a', exitStatus: undefined }, 'no exit status'],
    ['`x` is the output', { stdout: 'a\0b' }, 'NUL'],
    ['`x` is field 3 of line 1 of the output', { stdout: 'a b\n' }, 'no field 3'],
    ['`x` is json `.a`', { stdout: 'no' }, 'no JSON'],
    ['`x` is json `.a`', { stdout: '{}' }, 'nothing at'],
    ['`x` is json `.a[]`', { stdout: '{"a":[1,2]}' }, '2 values'],
    ['`x` is the match of `id=(\\w+)`', { stdout: 'none' }, 'nothing matches'],
    [
      '`x` is line 1 of the output, matching `[0-9a-f]{4}`',
      { stdout: '00ff0\n' },
      'does not match',
    ],
    ['`x` is line 1 of the output, matching `a|b`', { stdout: 'ab\n' }, 'does not match'],
  ])('%s given %j fails: %s', (form, left, why) => {
    const { values, failures } = take(form, left);
    expect(values).toEqual({});
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain('`x`');
    expect(failures[0]).toContain(why);
  });

  it.each([
    '`x` is line one of the output',
    '`x` is the second line of the output',
    '`X` is line 1 of the output',
    '`x-y` is the output',
    'x is the output',
    '`x` is json `.[] | keys`',
    '`x` the output',
  ])('with a slip is none, and the nearest form is named: %s', (form) => {
    const { block, runbook } = stepWith(`**CAPTURE:** ${form}.`);
    expect(block.captures).toEqual([]);
    expect(runbook.problems).toMatchObject([{ line: 9 }]);
    expect(runbook.problems[0]?.nearest).toContain('**CAPTURE:**');
  });

  it('whose pattern is none is a problem, and never a value', () => {
    const { block, runbook } = stepWith('**CAPTURE:** `x` is the output, matching `(`.');
    expect(runbook.problems).toHaveLength(1);
    expect(takeCaptures(block.captures, evidence({ stdout: '(' })).values).toEqual({});
  });
});
