import type { Place } from './places.ts';

/** A text with some of it left out, and where the rest stood. */
export interface Thinned {
  readonly text: string;
  /** The place in the text it was made from; what was left out between counts as part of it. */
  from(place: Place): Place;
  /** Where a position of the text it was made from is now; the next one that is left when it is left out. */
  to(position: number): number;
}

/**
 * Leaves out what a terminal does not show: escape sequences and control characters, but for line ends and tabs. A
 * secret with colours in it is one again.
 */
export function withoutEscapes(text: string): Thinned {
  return thinned(text, ESCAPES);
}

/** Leaves out line ends: a secret that a terminal or an encoder wrapped is one again. */
export function withoutLineEnds(text: string): Thinned {
  return thinned(text, LINE_ENDS);
}

/** Leaves out line ends and what the next line is indented by, as YAML does it: a secret in there is one again. */
export function withoutIndentation(text: string): Thinned {
  return thinned(text, INDENTED_ENDS);
}

/** Leaves out all blanks: what was folded at one of its own is one again, for who knows it without them. */
export function withoutBlanks(text: string): Thinned {
  return thinned(text, BLANKS);
}

/** Every repetition is bounded, so that the search stays linear and an open sequence swallows little. */
const ESCAPES = new RegExp(
  [
    String.raw`\x1b[\]PX^_k][^\x07\x1b\n]{0,4096}(?:\x07|\x1b\\)?`,
    String.raw`\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]?`,
    String.raw`\x1b[ -/]{0,4}[0-~]?`,
    String.raw`[\x00-\x08\x0e-\x1f\x7f]+`,
  ].join('|'),
  'g',
);
const LINE_ENDS = /[\r\n]+/g;
const INDENTED_ENDS = /[\r\n][ \t\r\n]*/g;
const BLANKS = /[ \t\r\n]+/g;

function thinned(text: string, left: RegExp): Thinned {
  if (text.search(left) === -1) return { text, from: (place) => place, to: (position) => position };
  // Of each kept stretch: where it begins here, and where it began there.
  const here: number[] = [];
  const there: number[] = [];
  const kept: string[] = [];
  let length = 0;
  let done = 0;
  const keep = (end: number): void => {
    if (end <= done) return;
    here.push(length);
    there.push(done);
    kept.push(text.slice(done, end));
    length += end - done;
  };
  for (const match of text.matchAll(left)) {
    keep(match.index);
    done = match.index + match[0].length;
  }
  keep(text.length);
  const back = (position: number): number => {
    const stretch = lastNotAfter(here, position);
    return (there[stretch] ?? 0) + position - (here[stretch] ?? 0);
  };
  return {
    text: kept.join(''),
    from: ({ start, end }) => ({ start: back(start), end: back(end - 1) + 1 }),
    to(position) {
      const stretch = lastNotAfter(there, position);
      if (stretch === -1) return 0;
      const next = here[stretch + 1] ?? length;
      return Math.min(next, (here[stretch] ?? 0) + position - (there[stretch] ?? 0));
    },
  };
}

/** The index of the last number that is not larger; -1 when all are. */
function lastNotAfter(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
