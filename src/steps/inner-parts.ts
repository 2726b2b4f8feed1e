import { LineCursor } from './line-cursor.ts';
import type { MarkdownBlock } from './markdown-block.ts';
import { partOpening } from './tab-words.ts';
import type { PartOpening } from './tab-words.ts';

type Paragraph = Extract<MarkdownBlock, { type: 'paragraph' }>;

/** A part whose content is indented, as of a tab: what CommonMark takes for indented code or lazy lines. */
export interface InnerPart {
  readonly opening: PartOpening;
  readonly line: number;
  /** The lines of its content. */
  readonly from: number;
  readonly to: number;
  /** Its content, the indent taken off. */
  readonly text: string;
  /** Titles of the tabs that it stands among, its own included. */
  readonly tabs: string[];
}

/** Where the lines of a text begin. */
export function lineStarts(source: string, start: number, firstLine: number): Map<number, number> {
  const starts = new Map<number, number>();
  const cursor = new LineCursor(source, start, firstLine);
  while (cursor.nextLine()) starts.set(cursor.line, cursor.offset);
  return starts;
}

/**
 * The parts that paragraphs open, by the line of the paragraph. Only those in no quote: their content
 * can be told by its indent alone. Linear in the source.
 */
export function innerParts(
  blocks: readonly MarkdownBlock[],
  source: string,
  start: number,
  firstLine: number,
): ReadonlyMap<number, InnerPart> {
  const parts = new Map<number, InnerPart>();
  let starts: Map<number, number> | undefined;
  let above: InnerPart | undefined;
  for (const block of blocks) {
    if (block.type !== 'paragraph' || block.quoted) continue;
    if (!/^[=!?]{3}/.test(block.text)) continue;
    const opening = partOpening(/^[^\r\n]*/.exec(block.text)?.[0] ?? '');
    if (opening === undefined || (above !== undefined && block.line <= above.to)) continue;
    starts ??= lineStarts(source, start, firstLine);
    const part = partBelow(block, opening, source, starts);
    if (part === undefined) continue;
    const isNext =
      above?.opening.type === 'tab' &&
      opening.type === 'tab' &&
      block.line === above.to + 1 + blankLines(source, starts, above.to + 1);
    const tabs = isNext && above !== undefined ? above.tabs : [];
    tabs.push(opening.title);
    above = { ...part, tabs };
    parts.set(block.line, above);
  }
  return parts;
}

function partBelow(
  { line, column }: Paragraph,
  opening: PartOpening,
  source: string,
  starts: ReadonlyMap<number, number>,
): Omit<InnerPart, 'tabs'> | undefined {
  const begin = starts.get(line + 1);
  if (begin === undefined) return undefined;
  const cursor = new LineCursor(source, begin, line + 1);
  const lines: string[] = [];
  let kept = 0;
  while (cursor.nextLine()) {
    if (!cursor.isBlank && cursor.indent < column + 4) break;
    cursor.skipColumns(Math.min(cursor.indent, column + 4));
    lines.push(cursor.rest());
    if (!cursor.isBlank) kept = lines.length;
  }
  if (kept === 0) return undefined;
  const text = lines.slice(0, kept).join('');
  return { opening, line, from: line + 1, to: line + kept, text };
}

function blankLines(source: string, starts: ReadonlyMap<number, number>, line: number): number {
  const begin = starts.get(line);
  if (begin === undefined) return 0;
  const cursor = new LineCursor(source, begin, line);
  let count = 0;
  while (cursor.nextLine() && cursor.isBlank) count += 1;
  return count;
}
