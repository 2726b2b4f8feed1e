import type { ScreenContext } from '../contract.ts';
import { moreSign, type Section } from './fold.ts';
import { clean, span, type Line } from './span.ts';
import { bytesText, plural } from './words.ts';
import { breakSpans } from './wrap.ts';

/** Part of an attempt's output in rows of the pane. */
export interface OutputWindow {
  readonly rows: readonly Line[];
  /** Output lines that the rows hold whole: paging by these passes over none. */
  readonly wholeLines: number;
  /** There is more above the first row. */
  readonly more: boolean;
  readonly bytes: number;
  readonly isCut: boolean;
}

/**
 * The rows of an output that end `offset` lines above its end. Reads no more lines than there are rows: an
 * output may be gigabytes long.
 */
export function outputWindow(
  { walker }: Pick<ScreenContext, 'walker'>,
  attempt: number,
  size: { readonly columns: number; readonly rows: number; readonly offset: number },
): OutputWindow {
  if (walker === undefined || size.rows <= 0)
    return { rows: [], wholeLines: 0, more: false, bytes: 0, isCut: false };
  const tail = walker.output(attempt, size);
  const wrapped = tail.lines.map((line) => breakSpans([span(clean(line))], size.columns));
  const fitting = howManyFit(wrapped.toReversed(), size.rows);
  // One line alone may need more rows than there are; its end is what is new.
  const rows =
    fitting === 0
      ? (wrapped.at(-1) ?? []).slice(-size.rows)
      : wrapped.slice(wrapped.length - fitting).flat();
  return {
    rows,
    wholeLines: Math.min(wrapped.length, Math.max(1, fitting)),
    more: tail.more || fitting < wrapped.length,
    bytes: tail.bytes,
    isCut: tail.cut === true,
  };
}

/** The offset one page up; a sentence when what is kept at hand ends there. */
export function outputUp(
  context: Pick<ScreenContext, 'walker'>,
  attempt: number,
  size: { readonly columns: number; readonly rows: number; readonly offset: number },
): number | string {
  const here = outputWindow(context, attempt, size);
  if (!here.more) return 'This is the beginning of the output.';
  const offset = size.offset + here.wholeLines;
  return here.wholeLines === 0 ||
    outputWindow(context, attempt, { ...size, offset }).rows.length === 0
    ? 'The output goes on above; l opens all of it.'
    : offset;
}

/** The offset one page down: the page begins with the line below the last one shown. */
export function outputDown(
  { walker }: Pick<ScreenContext, 'walker'>,
  attempt: number,
  size: { readonly columns: number; readonly rows: number; readonly offset: number },
): number | string {
  if (walker === undefined || size.offset <= 0) return 'This is the end of the output.';
  const next = Math.min(size.rows, size.offset);
  const { lines } = walker.output(attempt, {
    columns: size.columns,
    rows: next,
    offset: size.offset - next,
  });
  const wrapped = lines.map((line) => breakSpans([span(clean(line))], size.columns));
  return size.offset - Math.max(1, howManyFit(wrapped, size.rows));
}

interface OutputSize {
  readonly columns: number;
  readonly rows: number;
  readonly offset: number;
  /** What it is, where that is not simply its output. */
  readonly called?: string;
}

/** The output as a part of a pane: its last rows stay, and a row says that there is more above. */
export function outputSection(
  context: ScreenContext,
  attempt: number,
  size: OutputSize,
  rank: number,
): Section {
  const window = outputWindow(context, attempt, { ...size, rows: Math.max(1, size.rows - 2) });
  const sign = moreSign('more output above: PgUp, l for all');
  const heading: Line = [
    span(window.bytes === 0 ? 'no output' : headingText(window, size), { tone: 'quiet' }),
  ];
  const rows = window.more ? [sign, ...window.rows] : window.rows;
  return {
    name: 'the output',
    ...(rows.length === 0 ? { lines: [heading] } : { heading, lines: rows }),
    keep: 'last',
    // Enough to read it; what else is to be said gets its rows before it grows.
    least: Math.max(5, Math.floor(size.rows * 0.4)),
    rank,
    sign,
  };
}

/** As much as the columns hold; where the rows end comes before how much there is. */
function headingText(
  { bytes, isCut }: OutputWindow,
  { offset, columns, called = 'output' }: OutputSize,
): string {
  const place = offset === 0 ? '' : `, ${plural(offset, 'line')} above its end`;
  const kept = isCut ? 'CUT at its limit' : bytesText(bytes);
  const wordings = [`${called}, ${kept}${place}`, `${called}${isCut ? ' CUT' : ''}${place}`];
  return wordings.find((text) => text.length <= columns) ?? called;
}

function howManyFit(lines: readonly (readonly Line[])[], rows: number): number {
  let used = 0;
  let count = 0;
  for (const line of lines) {
    used += line.length;
    if (used > rows) break;
    count += 1;
  }
  return count;
}
