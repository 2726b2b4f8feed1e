/** Where something stands in a text: from `start` up to, and without, `end`. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * `closed`: nothing comes behind the text. `cut`: something does, and it will be looked at together with this.
 * `growing`: something may, and until then what only begins like a secret at the end counts as one.
 */
export type TextEnd = 'closed' | 'cut' | 'growing';

/** What a text broke off in, so that it goes on in whatever comes behind it: a private key, or a value up to its end. */
export type Open = 'key' | 'word' | '"' | "'";

/** Sorted, and those that overlap made one. Two that only touch stay two. */
export function mergedPlaces(places: readonly Place[]): readonly Place[] {
  const sorted = [...places].sort((one, other) => one.start - other.start);
  const merged: Place[] = [];
  for (const place of sorted) {
    const last = merged.at(-1);
    if (last === undefined || place.start >= last.end) merged.push(place);
    else if (place.end > last.end) merged[merged.length - 1] = { ...last, end: place.end };
  }
  return merged;
}
