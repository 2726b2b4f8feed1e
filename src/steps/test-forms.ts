import { ANY_CODE, CODE, codesIn } from './body.ts';
import type { Test } from './model.ts';
import { compilePattern } from './pattern.ts';

/** A test read from words, with what is wrong with it when its words were known and its content was not. */
export interface ReadTest {
  readonly test: Test;
  readonly problem: string | undefined;
}

/** Reads what must hold of a subject: `is X`, `contains X`, `is at least 3`. Undefined when it is no known form. */
export function readTest(words: string, codes: readonly string[]): ReadTest | undefined {
  const fixed = FIXED.get(words);
  if (fixed !== undefined) return { test: fixed, problem: undefined };
  const code = codesIn(words, codes)[0] ?? '';
  if (IS.test(words)) return fine({ type: 'is', values: codesIn(words, codes) });
  if (IS_NOT.test(words)) return fine({ type: 'is-not', values: codesIn(words, codes) });
  if (CONTAINS.test(words)) return needsText({ type: 'contains', text: code });
  if (LACKS.test(words)) return needsText({ type: 'lacks', text: code });
  if (MATCHES.test(words)) return withPattern({ type: 'matches', pattern: code });
  if (MATCHES_NOT.test(words)) return withPattern({ type: 'matches-not', pattern: code });
  if (EQUALS.test(words)) return fine({ type: 'equals-capture', name: code });
  if (DIFFERS.test(words)) return fine({ type: 'differs-from-capture', name: code });
  return readNumber(words, codes) ?? readItems(words);
}

const LIST = `${ANY_CODE}(?:(?:, or |, | or )${ANY_CODE})*`;
const IS = new RegExp(`^is (?:one of |either )?${LIST}$`);
const IS_NOT = new RegExp(`^is (?:not |none of )${LIST}$`);
const CONTAINS = new RegExp(`^contains ${CODE}$`);
const LACKS = new RegExp(`^does not contain ${CODE}$`);
const MATCHES = new RegExp(`^matches ${CODE}$`);
const MATCHES_NOT = new RegExp(`^does not match ${CODE}$`);
const EQUALS = new RegExp(`^equals ${CODE}$`);
const DIFFERS = new RegExp(`^differs from ${CODE}$`);
const NUMBER = new RegExp(
  `^is (at least|at most|more than|less than) (-?\\d+(?:\\.\\d+)?|${ANY_CODE})$`,
);

const FIXED = new Map<string, Test>([
  ['exists', { type: 'exists' }],
  ['does not exist', { type: 'exists-not' }],
  ['is not empty', { type: 'exists' }],
  ['is empty', { type: 'exists-not' }],
]);

function fine(test: Test): ReadTest {
  return { test, problem: undefined };
}

/** Everything contains nothing: an empty code span would pass always. */
function needsText(test: Test & { readonly text: string }): ReadTest | undefined {
  return test.text === '' ? undefined : fine(test);
}

function withPattern(test: Test & { readonly pattern: string }): ReadTest {
  const pattern = compilePattern(test.pattern);
  return { test, problem: pattern.type === 'unusable' ? pattern.reason : undefined };
}

function readNumber(words: string, codes: readonly string[]): ReadTest | undefined {
  const found = NUMBER.exec(words);
  if (found === null) return undefined;
  const written = codesIn(found[2] ?? '', codes)[0] ?? found[2] ?? '';
  if (!/^-?\d+(?:\.\d+)?$/.test(written)) return undefined;
  const op = (found[1] ?? '').replace(' ', '-') as
    'at-least' | 'at-most' | 'more-than' | 'less-than';
  return fine({ type: 'number', op, value: Number(written) });
}

function readItems(words: string): ReadTest | undefined {
  const found = /^has (exactly|at least|at most) (\d{1,9}) items?$/.exec(words);
  if (found === null) return undefined;
  const op = (found[1] ?? '').replace(' ', '-') as 'exactly' | 'at-least' | 'at-most';
  return fine({ type: 'has-items', op, count: Number(found[2]) });
}
