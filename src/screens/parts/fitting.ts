import type { Line } from './span.ts';

/** A part of a screen that can not be paged. */
export interface Piece {
  readonly lines: readonly Line[];
  /** 1 is the last to go when rows are short. */
  readonly rank: number;
}

/** The pieces that the rows hold, in their order: the least needed go whole. With rows to spare, a blank row between. */
export function fitting(pieces: readonly Piece[], rows: number): readonly Line[] {
  let kept = pieces.filter(({ lines }) => lines.length > 0);
  while (kept.length > 1 && height(kept) > rows) {
    const last = kept.reduce((one, other) => (other.rank > one.rank ? other : one));
    kept = kept.filter((piece) => piece !== last);
  }
  const isRoomy = height(kept) + kept.length - 1 <= rows;
  return kept
    .flatMap(({ lines }, index) => [...(isRoomy && index > 0 ? [[]] : []), ...lines])
    .slice(0, Math.max(0, rows));
}

function height(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { lines }) => sum + lines.length, 0);
}
