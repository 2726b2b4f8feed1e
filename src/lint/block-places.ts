import type { Block, BlockOrigin } from '../steps/model.ts';
import { lastUpTo } from './document-lines.ts';
import type { DocumentLines } from './document-lines.ts';

/** Gives the place in the document, as an offset, of an offset into a block's text. */
export type PlaceInDocument = (offset: number) => number;

type Placed = Pick<Block, 'line' | 'text' | 'written'> & { readonly origin: BlockOrigin };

/**
 * Where the text of a block stands in the document. What Markdown takes off a line (the indent of a list, the mark of a
 * quote, the prompt of a transcript) is found again by what is left of it: the end of its line.
 */
export function placesOfBlock(block: Placed, lines: DocumentLines): PlaceInDocument {
  const { text, origin } = block;
  if (origin === 'sentences') return () => lines.startOf(block.line);
  if (origin === 'inline') {
    const start = inlineStart(block, lines);
    if (start !== undefined) return (offset) => start + offset;
  }
  const rows = rowsOf(text);
  const numbers =
    origin === 'transcript' && block.written !== undefined
      ? transcriptLines(rows, block.line + 1, block.written)
      : rows.map((_, index) => block.line + index + (origin === 'fence' ? 1 : 0));
  const placed = rows.map((row, index) => placeRow(row, numbers[index] ?? block.line, lines));
  return (offset) => {
    const found = placed[lastUpTo(placed, offset, ({ from }) => from)] ?? placed[0];
    if (found === undefined) return lines.startOf(block.line);
    return Math.min(Math.max(found.start + offset - found.from, found.earliest), found.end);
  };
}

/** The last line of the document that a block covers, its closing fence left out. */
export function lastLineOf(block: Placed): number {
  const count = rowsOf(block.written ?? block.text).length;
  return block.line + (block.origin === 'indented' ? count - 1 : count);
}

interface Row {
  /** Offset into the block's text. */
  readonly from: number;
  readonly text: string;
}

function rowsOf(text: string): readonly Row[] {
  const rows: Row[] = [];
  let from = 0;
  for (const found of text.matchAll(/\r\n|\n|\r/g)) {
    rows.push({ from, text: text.slice(from, found.index) });
    from = found.index + found[0].length;
  }
  return [...rows, { from, text: text.slice(from) }];
}

interface PlacedRow {
  readonly from: number;
  /** Where its text would begin in the document, were its indent as long there; it may be shorter, as a tab is. */
  readonly start: number;
  readonly earliest: number;
  readonly end: number;
}

function placeRow({ from, text }: Row, line: number, lines: DocumentLines): PlacedRow {
  const earliest = lines.startOf(line);
  const there = lines.textOf(line);
  const end = earliest + there.length;
  const words = text.trimStart();
  const at = there.endsWith(words) ? there.length - words.length : there.lastIndexOf(words);
  const start = earliest + (at < 0 ? 0 : at) - (text.length - words.length);
  return { from, start, earliest, end };
}

/** The lines of the document on which the commands of a transcript stand, in order. */
function transcriptLines(rows: readonly Row[], first: number, written: string): readonly number[] {
  const shown = rowsOf(written).map(({ text }) => text);
  let next = 0;
  let goesOn = false;
  return rows.map(({ text }) => {
    const at = goesOn ? next : commandAt(shown, next, text);
    if (at < shown.length) next = at + 1;
    goesOn = /\\$/.test(text);
    return first + Math.min(at, shown.length - 1);
  });
}

/** A command stands behind its prompt; a line that is the same without one is more likely output. */
function commandAt(shown: readonly string[], next: number, text: string): number {
  const words = text.trim();
  let bare: number | undefined;
  for (let at = next; at < shown.length && at < (bare ?? at) + FAR; at += 1) {
    const line = (shown[at] ?? '').trimEnd();
    if (!line.endsWith(words)) continue;
    if (line.length > text.length) return at;
    bare ??= at;
  }
  return bare ?? next;
}

/** A code span on its line, or on one soon below; undefined when it is not found as it stands. */
function inlineStart({ line, text }: Placed, lines: DocumentLines): number | undefined {
  for (let number = line; number < line + FAR && number <= lines.count; number += 1) {
    const there = lines.textOf(number);
    const spanned = there.indexOf(`\`${text}\``);
    const at = spanned >= 0 ? spanned + 1 : there.indexOf(text);
    if (at >= 0) return lines.startOf(number) + at;
  }
  return undefined;
}

/** Lines that are looked at when what is searched may stand further below. */
const FAR = 40;
