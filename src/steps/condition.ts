import { ANY_CODE, CODE, codesIn, wordsOf } from './body.ts';
import { parseJsonPath } from './json-path.ts';
import type { Condition, Stream, Subject } from './model.ts';
import { compilePattern } from './pattern.ts';
import { readTest } from './test-forms.ts';

/** A condition read from words, with what is wrong in it when only its content is. */
export interface ReadCondition {
  readonly condition: Condition;
  readonly problem: string | undefined;
}

/**
 * Reads one condition: `output contains X`, `exit status is 0`, `steps X and Y passed`. Undefined when
 * the words are no known form. Words of the grammar are matched exactly, but for a first capital.
 */
export function readCondition(
  written: string,
  codes: readonly string[],
): ReadCondition | undefined {
  const words = written.replace(/^(?:the |this )?(?=output\b|error output\b|exit status\b)/i, '');
  const small = words.charAt(0).toLowerCase() + words.slice(1);
  const text = wordsOf(written, codes);
  return (
    readExitStatus(small, text) ??
    readLines(small, codes, text) ??
    readEveryLine(small, codes, text) ??
    readPassed(small, codes, text) ??
    (/^no deferrals? (?:is|are) (?:still )?open$/.test(small)
      ? fine({ type: 'deferrals-closed', text })
      : undefined) ??
    readSubject(small, codes, text)
  );
}

/** The known forms, as the nearest one is named in a problem. */
export const CONDITION_FORMS: readonly string[] = [
  'exit status is 0',
  'exit status is 0 or 2',
  'exit status is not 0',
  'output is `X`',
  'output contains `X`',
  'output does not contain `X`',
  'output matches `RE`',
  'output does not match `RE`',
  'output is empty',
  'output is not empty',
  'error output contains `X`',
  'error output is empty',
  'line 1 of the output is `X`',
  'line 1 of the output matches `RE`',
  'the first line of the output is `X`',
  'the last line of the output is `X`',
  'the last line of the output contains `X`',
  'json `.path` is `X`',
  'json `.path` is one of `X`, `Y`',
  'json `.path` is not `X`',
  'json `.path` exists',
  'json `.path` does not exist',
  'json `.path` is at least 3',
  'json `.path` has exactly 1 item',
  '`capture_name` is `X`',
  '`capture_name` matches `RE`',
  '`capture_name` is not empty',
  '`capture_name` equals `other_capture`',
  '`capture_name` differs from `other_capture`',
  'output has exactly 1 line',
  'output has exactly 1 line matching `RE`',
  'output has at least 1 line matching `RE`',
  'no line of the output matches `RE`',
  'every line of the output contains `X`',
  'every line of the output matches `RE`',
  'steps `7.1` and `7.2` passed',
  'blocks `7.8/1` and `7.8/2` passed',
  'no deferral is open',
];

/** Words that only a known form begins with; a gate that begins so and is none was mistyped. */
export function beginsLikeAForm(written: string): boolean {
  return BEGINNING.test(written);
}

const BEGINNING = new RegExp(
  `^(?:(?:the )?(?:error )?output\\b|(?:the )?exit (?:status|code)\\b|line \\d+\\b|the (?:first|last) line\\b|` +
    `json ${ANY_CODE}|(?:no|every) line\\b|(?:steps?|blocks?) ${ANY_CODE}|yes when\\b)`,
  'i',
);

function readExitStatus(words: string, text: string): ReadCondition | undefined {
  const found = /^exit status is (not )?(\d{1,3}(?:(?:, or |, | or )\d{1,3})*)$/.exec(words);
  if (found === null) return undefined;
  const is = [...(found[2] ?? '').matchAll(/\d+/g)].map((number) => Number(number[0]));
  if (is.some((status) => status > 255)) return undefined;
  return fine({ type: 'exit-status', text, is, negated: found[1] !== undefined });
}

function readLines(
  words: string,
  codes: readonly string[],
  text: string,
): ReadCondition | undefined {
  const counted = COUNTED.exec(words);
  if (counted !== null) {
    const op = (counted[2] ?? '').replace(' ', '-') as 'exactly' | 'at-least' | 'at-most';
    const pattern = counted[4] === undefined ? undefined : (codes[Number(counted[4])] ?? '');
    return withPattern(
      { type: 'lines', text, stream: streamOf(counted[1]), op, count: Number(counted[3]), pattern },
      pattern,
    );
  }
  const none = NO_LINE.exec(words);
  if (none === null) return undefined;
  const code = codes[Number(none[3])] ?? '';
  const pattern = none[2] === 'matches' ? code : code.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return withPattern(
    { type: 'lines', text, stream: streamOf(none[1]), op: 'at-most', count: 0, pattern },
    pattern,
  );
}

const COUNTED = new RegExp(
  `^(error )?output has (exactly|at least|at most) (\\d{1,9}) lines?(?: matching ${CODE})?$`,
);
const NO_LINE = new RegExp(`^no line of the (error )?output (matches|contains) ${CODE}$`);

function readEveryLine(
  words: string,
  codes: readonly string[],
  text: string,
): ReadCondition | undefined {
  const found = /^every line of the (error )?output (.+)$/.exec(words);
  const read = found === null ? undefined : readTest(found[2] ?? '', codes);
  if (found === null || read === undefined) return undefined;
  switch (read.test.type) {
    case 'is':
    case 'is-not':
    case 'contains':
    case 'lacks':
    case 'matches':
    case 'matches-not':
    case 'number':
      return {
        condition: { type: 'every-line', text, stream: streamOf(found[1]), test: read.test },
        problem: read.problem,
      };
    case 'exists':
    case 'exists-not':
    case 'has-items':
    case 'equals-capture':
    case 'differs-from-capture':
      return undefined;
  }
}

function readPassed(
  words: string,
  codes: readonly string[],
  text: string,
): ReadCondition | undefined {
  if (!PASSED.test(words)) return undefined;
  const refs = [...words.matchAll(REF)].map(([word]) => codesIn(word, codes)[0] ?? word);
  return fine({ type: 'passed', text, refs });
}

/** The id of a step or block: a code span, or a bare number such as `7.7b` or `7.8/2`. */
const ANY_REF = `(?:${ANY_CODE}|\\d[\\w./-]*)`;

const REF = new RegExp(`(?<![\\w./-])${ANY_REF}`, 'g');

const PASSED = new RegExp(
  `^(?:all of )?(?:steps?|blocks?) ${ANY_REF}(?:(?:, and |, | and )${ANY_REF})* (?:have |has )?passed$`,
);

function readSubject(
  words: string,
  codes: readonly string[],
  text: string,
): ReadCondition | undefined {
  for (const { form, read } of SUBJECTS) {
    const found = form.exec(words);
    if (found === null) continue;
    const rest = words.slice(found[0].length).trim();
    const subject = read(found, codes);
    const test = readTest(rest, codes);
    if (subject === undefined || test === undefined) return undefined;
    if (test.test.type === 'has-items' && subject.type !== 'json') return undefined;
    return {
      condition: { type: 'subject', text, subject, test: test.test },
      problem: test.problem,
    };
  }
  return undefined;
}

const OF_OUTPUT = '(?: of the (error )?output)?(?= )';

const SUBJECTS: readonly {
  readonly form: RegExp;
  readonly read: (found: RegExpExecArray, codes: readonly string[]) => Subject | undefined;
}[] = [
  {
    form: /^(error )?output(?= )/,
    read: (found) => ({ type: 'output', stream: streamOf(found[1]) }),
  },
  {
    form: new RegExp(`^(?:the )?(first|last) line${OF_OUTPUT}`),
    read: (found) => {
      return { type: 'line', stream: streamOf(found[2]), number: found[1] === 'first' ? 1 : -1 };
    },
  },
  {
    form: new RegExp(`^line ([1-9]\\d{0,6})${OF_OUTPUT}`),
    read: (found) => ({ type: 'line', stream: streamOf(found[2]), number: Number(found[1]) }),
  },
  {
    form: new RegExp(`^json ${CODE}`),
    read: (found, codes) => {
      const path = codes[Number(found[1])] ?? '';
      return parseJsonPath(path) === undefined ? undefined : { type: 'json', path };
    },
  },
  {
    form: new RegExp(`^${CODE}`),
    read: (found, codes) => {
      const name = codes[Number(found[1])] ?? '';
      return CAPTURE_NAME.test(name) ? { type: 'capture', name } : undefined;
    },
  },
];

/** The name of a capture: also a shell variable, so that a block can read it. */
export const CAPTURE_NAME = /^[a-z][a-z0-9_]*$/;

function streamOf(error: string | undefined): Stream {
  return error === undefined ? 'stdout' : 'stderr';
}

function fine(condition: Condition): ReadCondition {
  return { condition, problem: undefined };
}

function withPattern(condition: Condition, pattern: string | undefined): ReadCondition {
  const compiled = pattern === undefined ? undefined : compilePattern(pattern);
  return { condition, problem: compiled?.type === 'unusable' ? compiled.reason : undefined };
}
