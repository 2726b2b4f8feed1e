/** The lines of a document: where each begins, and which one an offset stands on. Lines are 1-based, offsets UTF-16. */
export interface DocumentLines {
  /** The document's text, without a byte order mark. */
  readonly source: string;
  readonly count: number;
  /** Without its line end; empty for a line that is not there. */
  readonly textOf: (line: number) => string;
  /** Where a line begins; the end of the document for one behind the last. */
  readonly startOf: (line: number) => number;
  /** Line and 1-based column; an offset outside of the document is taken as its nearest end. */
  readonly placeOf: (offset: number) => { readonly line: number; readonly column: number };
}

/** The text of a document as its offsets count it: a byte order mark is not part of it, what is no UTF-8 is `\uFFFD`. */
export function sourceText(bytes: Uint8Array | string): string {
  return typeof bytes === 'string'
    ? bytes.replace(/^\uFEFF/, '')
    : new TextDecoder('utf-8').decode(bytes);
}

export function documentLines(source: string): DocumentLines {
  const starts = [0];
  const ends: number[] = [];
  for (const found of source.matchAll(/\r\n|\n|\r/g)) {
    ends.push(found.index);
    starts.push(found.index + found[0].length);
  }
  ends.push(source.length);
  const startOf = (line: number): number => starts[Math.max(0, line - 1)] ?? source.length;
  return {
    source,
    count: starts.length,
    textOf: (line) => source.slice(startOf(line), ends[line - 1] ?? source.length),
    startOf,
    placeOf: (offset) => {
      const at = Math.min(Math.max(0, offset), source.length);
      const line = lastUpTo(starts, at, (start) => start) + 1;
      return { line, column: at - startOf(line) + 1 };
    },
  };
}

/** Index of the last of the sorted things whose number is at most `limit`; -1 when there is none. */
export function lastUpTo<T>(
  sorted: readonly T[],
  limit: number,
  numberOf: (one: T) => number,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = sorted[middle];
    if (one !== undefined && numberOf(one) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
