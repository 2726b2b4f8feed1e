import stringWidth from 'string-width';
import type { Line, Span, Style } from './span.ts';

/** Terminal columns that a text takes: a wide character takes two, a combining mark none. */
export function displayWidth(text: string): number {
  return stringWidth(text);
}

/** Breaks prose at blanks into rows of at most `columns`; a word that is longer is broken anywhere. */
export function wrapWords(text: string, columns: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, columns));
}

/** Prose behind a head on its first row; the rows below are indented by the head's width. */
export function hanging(
  head: Line,
  text: string,
  columns: number,
  style: Style = {},
): readonly Line[] {
  const indent = Math.min(lineWidth(head), Math.max(0, columns - 8));
  const rows = wrapWords(text, Math.max(1, columns - indent));
  // A head that leaves no room stands on a row of its own.
  const fits = lineWidth(head) === indent;
  const first: Line = fits ? [...head, { text: rows[0] ?? '', ...style }] : head;
  const rest = (fits ? rows.slice(1) : rows).map((row): Line => [
    { text: ' '.repeat(indent) },
    { text: row, ...style },
  ]);
  return [...(fits ? [first] : breakSpans(head, columns)), ...rest];
}

/** A head and its text as one paragraph; the rows below the first are indented by two. */
export function flowing(head: Line, text: string, columns: number): readonly Line[] {
  const words = head.map((piece) => piece.text).join('');
  // Blanks inside the head are held together, so that it comes back whole where it fits.
  const whole = words.trimEnd().replaceAll(' ', NO_BREAK);
  return wrapWords(`${whole} ${text}`, Math.max(1, columns - 2)).map((row, index): Line => {
    if (index > 0) return [{ text: `  ${row}` }];
    return row.startsWith(whole)
      ? [...head, { text: row.slice(whole.length + 1) }]
      : [{ text: row.replaceAll(NO_BREAK, ' ') }];
  });
}

const NO_BREAK = '\u00a0';

/** Breaks a row anywhere into rows of at most `columns`; every character is kept. */
export function breakSpans(line: Line, columns: number): readonly Line[] {
  const rows: Span[][] = [[]];
  let used = 0;
  for (const piece of line) {
    let rest = piece.text;
    while (rest !== '') {
      const taken = takeColumns(rest, columns - used);
      if (taken === '' && used > 0) {
        rows.push([]);
        used = 0;
        continue;
      }
      // Nothing fits into an empty row only where a wide character meets a single column.
      const text = taken === '' ? firstCluster(rest) : taken;
      rows.at(-1)?.push({ ...piece, text });
      used += displayWidth(text);
      rest = rest.slice(text.length);
    }
  }
  return rows;
}

/** A row cut to `columns`, its end replaced by `more` where something was left out. */
export function fit(text: string, columns: number, more: string): string {
  if (displayWidth(text) <= columns) return text;
  const sign = displayWidth(more) < columns ? more : '';
  return takeColumns(text, columns - displayWidth(sign)) + sign;
}

export function lineWidth(line: Line): number {
  return line.reduce((sum, { text }) => sum + displayWidth(text), 0);
}

function wrapParagraph(paragraph: string, columns: number): readonly string[] {
  if (displayWidth(paragraph) <= columns) return [paragraph.trimEnd()];
  const rows: string[] = [];
  let row = '';
  let used = 0;
  for (const word of paragraph.split(' ').filter((part) => part !== '')) {
    const width = displayWidth(word);
    if (used > 0 && used + 1 + width <= columns) {
      row += ` ${word}`;
      used += 1 + width;
      continue;
    }
    if (used > 0) rows.push(row);
    const pieces = width <= columns ? [word] : breakText(word, columns);
    rows.push(...pieces.slice(0, -1));
    row = pieces.at(-1) ?? '';
    used = displayWidth(row);
  }
  return used > 0 ? [...rows, row] : rows;
}

function breakText(text: string, columns: number): readonly string[] {
  return breakSpans([{ text }], columns).map((row) => row.map((piece) => piece.text).join(''));
}

/** The longest beginning of a text that fits; whole clusters only, so that marks stay on their letters. */
function takeColumns(text: string, columns: number): string {
  if (columns <= 0) return '';
  // No cluster is narrower than a code unit is cheap to look at: a generous window keeps this linear.
  const near = text.slice(0, columns * 16 + 64);
  if (/^[\x20-\x7e]*$/.test(near)) return near.slice(0, columns);
  let used = 0;
  let end = 0;
  for (const { segment } of clusters.segment(near)) {
    used += displayWidth(segment);
    if (used > columns) break;
    end += segment.length;
  }
  return near.slice(0, end);
}

function firstCluster(text: string): string {
  for (const { segment } of clusters.segment(text.slice(0, 64))) return segment;
  return text;
}

const clusters = new Intl.Segmenter();
