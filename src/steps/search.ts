import { linesOf } from './output-lines.ts';
import { compilePattern, lineLimit } from './pattern.ts';

/** Whether a pattern was found; `unknown` when the text was too long to say no. */
export type Found =
  | { readonly type: 'found'; readonly match: RegExpExecArray }
  | { readonly type: 'not-found' }
  | { readonly type: 'unknown'; readonly reason: string };

/**
 * Looks for a document's pattern in a text of any length. A short text is searched whole, a long one
 * line by line and only so far into each line: a pattern with many repetitions on one endless line
 * would otherwise never come back. What was cut off can not be said to hold no match.
 */
export function searchText(source: string, text: string): Found {
  const pattern = compilePattern(source);
  if (pattern.type === 'unusable') return { type: 'unknown', reason: pattern.reason };
  const limit = lineLimit(pattern.repeats);
  if (text.length <= limit) return outcome(pattern.expression.exec(text));
  let cut = CROSSES_LINES.test(source)
    ? 'the output is too long for a pattern that crosses lines'
    : undefined;
  for (const line of linesOf(text)) {
    const match = pattern.expression.exec(line.slice(0, limit));
    // A match that touches the cut might not be one in the whole line.
    if (match !== null && (line.length <= limit || match.index + match[0].length < limit)) {
      return { type: 'found', match };
    }
    if (line.length > limit) cut = `a line is longer than ${limit} characters`;
  }
  return cut === undefined ? { type: 'not-found' } : { type: 'unknown', reason: cut };
}

/** Whether the whole of a value matches: the pattern is anchored at both ends. */
export function matchesWhole(source: string, value: string): boolean | undefined {
  const pattern = compilePattern(source, 'whole');
  if (pattern.type === 'unusable' || value.length > lineLimit(pattern.repeats)) return undefined;
  return pattern.expression.test(value);
}

/** Parts of a pattern that can match a line end. */
const CROSSES_LINES = /\\[nsSWD]|\[\^|\\u|\\x/;

function outcome(match: RegExpExecArray | null): Found {
  return match === null ? { type: 'not-found' } : { type: 'found', match };
}
