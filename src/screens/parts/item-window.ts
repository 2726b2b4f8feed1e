import type { Line } from './span.ts';

/** The items of a list that are drawn: the chosen one whole, and as many around it as there are rows for. */
export interface ItemWindow {
  readonly lines: readonly Line[];
  /** Items above and below that are not drawn. */
  readonly above: number;
  readonly below: number;
}

/** Only items that are drawn are made, however many there are. */
export function itemWindow(
  count: number,
  choice: number,
  rows: number,
  linesOf: (index: number) => readonly Line[],
): ItemWindow {
  if (count === 0) return { lines: [], above: 0, below: 0 };
  const chosen = Math.max(0, Math.min(count - 1, choice));
  let lines = linesOf(chosen).slice(0, Math.max(1, rows));
  let first = chosen;
  let last = chosen;
  for (let grew = true; grew;) {
    grew = false;
    // One above for each below: what stands before the choice is seen as well as what comes.
    const before = first > 0 ? linesOf(first - 1) : undefined;
    if (before !== undefined && lines.length + before.length <= rows) {
      lines = [...before, ...lines];
      first -= 1;
      grew = true;
    }
    const after = last < count - 1 ? linesOf(last + 1) : undefined;
    if (after !== undefined && lines.length + after.length <= rows) {
      lines = [...lines, ...after];
      last += 1;
      grew = true;
    }
  }
  return { lines, above: first, below: count - 1 - last };
}
