/** A code span: where it stands in the text, back-ticks included, and what it holds. */
export interface CodeSpan {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** The code spans of a paragraph, as CommonMark finds them. Linear in the text. */
export function codeSpans(text: string): CodeSpan[] {
  if (!text.includes('`')) return [];
  const runs = [...text.matchAll(/`+/g)].map((run) => ({ at: run.index, length: run[0].length }));
  const byLength = new Map<number, number[]>();
  for (const run of runs) {
    const places = byLength.get(run.length);
    if (places === undefined) byLength.set(run.length, [run.at]);
    else places.push(run.at);
  }
  // Taken from the front as the scan passes them, so that no run is looked at twice.
  for (const places of byLength.values()) places.reverse();
  const spans: CodeSpan[] = [];
  let position = 0;
  for (const { at, length } of runs) {
    if (at < position) continue;
    const escaped = text.charAt(at - 1) === '\\' && text.charAt(at - 2) !== '\\';
    if (escaped) continue;
    const places = byLength.get(length) ?? [];
    while (places.length > 0 && (places.at(-1) ?? 0) <= at) places.pop();
    const closing = places.at(-1);
    if (closing === undefined) continue;
    const end = closing + length;
    spans.push({ start: at, end, value: spanValue(text.slice(at + length, closing)) });
    position = end;
  }
  return spans;
}

/**
 * The text with each code span blanked out to the same length, so that a search for words or marks
 * does not find them inside code and positions stay those of the text.
 */
export function blankCode(text: string, spans: readonly CodeSpan[] = codeSpans(text)): string {
  let blanked = '';
  let position = 0;
  for (const span of spans) {
    blanked += text.slice(position, span.start) + BLANK.repeat(span.end - span.start);
    position = span.end;
  }
  return blanked + text.slice(position);
}

/** Stands for each character of a code span in blanked text. A private-use character: no document means it. */
export const BLANK = '\uE002';

/** The text as a person reads it: marks taken off, code kept in back-ticks, one line. */
export function plainText(text: string): string {
  const spans = codeSpans(text);
  let plain = '';
  let position = 0;
  for (const span of spans) {
    plain += plainWords(text.slice(position, span.start)) + '`' + span.value + '`';
    position = span.end;
  }
  return (plain + plainWords(text.slice(position))).replace(/[ \t]{2,}|\t/g, ' ').trim();
}

function plainWords(text: string): string {
  // Most of a document has no marks in it.
  if (!/[*_\\[\r\n]/.test(text)) return text;
  return text
    .replace(/\\?(?:\r\n|\n|\r)/g, ' ')
    .replace(/!?\[([^[\]]*)\]\([^()\s]*\)/g, '$1')
    .replace(/(\\[!-/:-@[-`{-~])|\*\*|__(?=\S)|(?<=\S)__/g, (_, escaped?: string) =>
      escaped === undefined ? '' : escaped,
    )
    .replace(/(?<![\w*\\])\*(?=[^\s*])([^*]{1,300})(?<=[^\s*])\*(?![\w*])/g, '$1')
    .replace(/(?<![\w\\])_(?=[^\s_])([^_]{1,300})(?<=[^\s_])_(?!\w)/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** Line ends become spaces, and one space inside each back-tick is taken off when both are there. */
function spanValue(inside: string): string {
  const value = inside.replace(/\r\n|\n|\r/g, ' ');
  return value.startsWith(' ') && value.endsWith(' ') && value.trim() !== ''
    ? value.slice(1, -1)
    : value;
}
