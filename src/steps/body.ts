import { codeSpans, plainText } from './inline.ts';

/**
 * The words of a sentence with each code span folded into one character pair, so that a grammar can
 * be written over words: `output contains X` is `output contains <0>`, and what a code span holds can
 * not be mistaken for a word of the grammar.
 */
export interface Body {
  readonly text: string;
  readonly codes: readonly string[];
}

/** A code span in the text of a body, for use inside a regular expression; captures its index. */
export const CODE = '\uE000(\\d+)\uE001';

/** The same without a capture. */
export const ANY_CODE = '\uE000\\d+\uE001';

/** Folds the words of a paragraph's part. Marks are taken off, white space becomes single spaces. */
export function bodyOf(raw: string): Body {
  const clean = raw.replace(/[\uE000-\uE002]/g, '');
  const codes: string[] = [];
  let folded = '';
  let position = 0;
  for (const span of codeSpans(clean)) {
    folded += clean.slice(position, span.start) + `\uE000${codes.length}\uE001`;
    codes.push(span.value);
    position = span.end;
  }
  folded += clean.slice(position);
  return { text: plainText(folded), codes };
}

/** The words as the author wrote them: code spans back in back-ticks. */
export function wordsOf(text: string, codes: readonly string[]): string {
  return text.replace(FOLDED, (_, index: string) => '`' + (codes[Number(index)] ?? '') + '`');
}

/** The code spans that stand in `text`, in order. */
export function codesIn(text: string, codes: readonly string[]): string[] {
  return [...text.matchAll(FOLDED)].map((found) => codes[Number(found[1])] ?? '');
}

const FOLDED = new RegExp(CODE, 'g');

/** The first sentence of a text and what follows it. A full stop inside a word (`v1.2`) ends nothing. */
export function firstSentence(text: string): { sentence: string; rest: string } {
  const end = /[.!?](?=\s|$)/.exec(text);
  if (end === null) return { sentence: text.trim(), rest: '' };
  return { sentence: text.slice(0, end.index).trim(), rest: text.slice(end.index + 1).trim() };
}
