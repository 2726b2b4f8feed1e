import type { DocumentLines } from './document-lines.ts';

/** Text between back-ticks, in prose. */
export interface CodeSpan {
  /** Offsets into the document, back-ticks left out. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly last: number;
  /** The words of its sentence that stand before it. */
  readonly lead: string;
  /** Nothing else stands on its line, or on its lines. */
  readonly isAlone: boolean;
}

/** The code spans of a document outside of its code. A paragraph at a time; linear in the document. */
export function codeSpans(
  lines: DocumentLines,
  isCode: (line: number) => boolean,
): readonly CodeSpan[] {
  const found: CodeSpan[] = [];
  let first = 1;
  for (let line = 1; line <= lines.count + 1; line += 1) {
    const text = lines.textOf(line);
    const ends =
      line > lines.count || isCode(line) || text.trim() === '' || /^\s*(?:`{3,}|~{3,})/.test(text);
    // A row of a table is a paragraph of its own.
    const isRow = /^\s*\|/.test(text);
    if (ends || isRow) {
      if (line > first) found.push(...spansBetween(lines, first, line - 1));
      if (isRow && !ends) found.push(...spansBetween(lines, line, line));
      first = line + 1;
    }
  }
  return found;
}

function spansBetween(lines: DocumentLines, first: number, last: number): readonly CodeSpan[] {
  const from = lines.startOf(first);
  const text = lines.source.slice(from, lines.startOf(last) + lines.textOf(last).length);
  const ticks = [...text.matchAll(/`+/g)].map(({ 0: run, index }) => ({
    length: run.length,
    index,
  }));
  // Where a run of this length comes next, from the end, so that each is looked up once.
  const next = new Map<number, number>();
  const closing: (number | undefined)[] = [];
  for (let at = ticks.length - 1; at >= 0; at -= 1) {
    const { length } = ticks[at] ?? { length: 0 };
    closing[at] = next.get(length);
    next.set(length, at);
  }
  const found: CodeSpan[] = [];
  for (let at = 0; at < ticks.length; at += 1) {
    const open = ticks[at];
    const close = closing[at];
    const end = close === undefined ? undefined : ticks[close];
    if (open === undefined || close === undefined || end === undefined) continue;
    const start = from + open.index + open.length;
    found.push({
      start,
      end: from + end.index,
      line: lines.placeOf(start).line,
      last: lines.placeOf(from + end.index).line,
      isAlone:
        /(?:^|\n)[\s>]*$/.test(text.slice(Math.max(0, open.index - 80), open.index)) &&
        /^\s*(?:\n|$)/.test(text.slice(end.index + end.length, end.index + end.length + 80)),
      lead: leadOf(text.slice(Math.max(0, open.index - 200), open.index)),
    });
    at = close;
  }
  return found;
}

/** From the last end of a sentence, of a cell or of what an item begins with. */
function leadOf(before: string): string {
  const ends = [...before.matchAll(/[.;?]\s|\n\s*(?:[-*+]|\d+\.)\s|\n(?=\s*\|)|\|\s/g)];
  const last = ends.at(-1);
  if (last === undefined) return before;
  // The end of a sentence leads to nothing; the edge of a cell or an item does.
  return before.slice(last.index + (/^[.;?|]/.test(last[0]) ? 0 : last[0].length));
}
