import { runInNewContext } from 'node:vm';
import { compilePattern } from './pattern.ts';

/** Whether a pattern was found; `unknown` when nobody can say. */
export type Found =
  | { readonly type: 'found'; readonly match: RegExpExecArray }
  | { readonly type: 'not-found' }
  | { readonly type: 'unknown'; readonly reason: string };

/** Looks for a document's pattern in a text of any length, in multi-line mode. */
export function searchText(source: string, text: string): Found {
  const pattern = compilePattern(source);
  if (pattern.type === 'unusable') return { type: 'unknown', reason: pattern.reason };
  const { expression, repeats } = pattern;
  const searched = withLineFeedsOnly(text);
  const match = inTime(costOf(repeats, [searched]), SEARCH, expression, [searched], () =>
    expression.exec(searched),
  );
  if (match === 'too-slow') return { type: 'unknown', reason: TOO_SLOW };
  return match === null ? { type: 'not-found' } : { type: 'found', match };
}

/** The lines in which a document's pattern is found, or the reason why nobody can say. */
export function linesMatching(
  source: string,
  lines: readonly string[],
): readonly string[] | string {
  const pattern = compilePattern(source);
  if (pattern.type === 'unusable') return pattern.reason;
  const { expression, repeats } = pattern;
  const searched = lines.map(withLineFeedsOnly);
  const found = inTime(costOf(repeats, searched), FILTER, expression, searched, () => {
    return searched.filter((line) => expression.test(line));
  });
  return found === 'too-slow' ? TOO_SLOW : found;
}

/** Whether the whole of a value matches; undefined when nobody can say. */
export function matchesWhole(source: string, value: string): boolean | undefined {
  const pattern = compilePattern(source, 'whole');
  if (pattern.type === 'unusable') return undefined;
  const { expression, repeats } = pattern;
  const match = inTime(costOf(repeats, [value]), SEARCH, expression, [value], () =>
    expression.exec(value),
  );
  return match === 'too-slow' ? undefined : match !== null;
}

/**
 * For a regular expression a line also ends at a carriage return and two more; an output's lines end
 * at line feeds only, and `^active$` must not find `active` in the middle of one.
 */
function withLineFeedsOnly(text: string): string {
  return OTHER_ENDS.test(text) ? text.replace(new RegExp(OTHER_ENDS, 'g'), ' ') : text;
}

const OTHER_ENDS = /[\r\u2028\u2029]/;

const TOO_SLOW = 'the pattern takes too long on this output';
const MILLISECONDS = 2000;
/** Steps that are sure to end in a blink, so that no clock is needed. */
const BLINK = 5_000_000;

const SEARCH = 'expression.exec(texts[0])';
const FILTER = 'texts.filter((text) => expression.test(text))';

/** The worst case: every repetition tries every place of the text, and so does the search itself. */
function costOf(repeats: number, texts: readonly string[]): number {
  let cost = 0;
  for (const text of texts) cost += Math.max(1, text.length) ** (repeats + 1);
  return cost;
}

/**
 * Does the work directly when it can not take long. Otherwise the engine is given a time limit, and
 * V8 has one only for a script in a context of its own: a pattern of a document with a few repetitions
 * can take for ever on one long line.
 */
function inTime<T>(
  cost: number,
  code: string,
  expression: RegExp,
  texts: readonly string[],
  directly: () => T,
): T | 'too-slow' {
  if (cost <= BLINK) return directly();
  try {
    return runInNewContext(code, { expression, texts }, { timeout: MILLISECONDS }) as T;
  } catch {
    return 'too-slow';
  }
}
