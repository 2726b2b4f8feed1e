import { findSecrets } from './find-secrets.ts';
import { formsOf } from './known-places.ts';
import type { Open, Place } from './places.ts';
import type { Secret } from './secret.ts';

/** Finds what must not be seen in a text that comes in pieces; what lies across two of them is found as well. */
export interface SecretStream {
  /**
   * The places found now. They count from the first character of all, are sorted, and may reach back into earlier
   * pieces, though never by more than `reach`.
   */
  take(piece: string, isLast: boolean): readonly Place[];
  /** How many characters in front of a piece are looked at again with it. */
  readonly reach: number;
}

/** A secret that is longer is found by what it begins with. Characters. */
const LEAST_REACH = 32 * 1024;

/** What stands in front of a value and tells that it is one is no longer than this. Characters. */
const NAME = 256;

/**
 * @param characters `bytes`: each character of a piece is one byte (`latin1`) of a text in UTF-8
 */
export function secretStream(
  secrets: readonly Secret[],
  characters: 'text' | 'bytes',
): SecretStream {
  const forms = formsOf(secrets, characters);
  // Twice the longest: with room for what a terminal puts in between.
  const reach = Math.max(LEAST_REACH, ...forms.map((form) => form.length * 2));
  let before = '';
  let start = 0;
  let open: Open | undefined;
  let openSince = 0;
  return {
    reach,
    take(piece, isLast) {
      const text = before + piece;
      const inside = open === undefined ? undefined : { open, at: before.length };
      const found = findSecrets(text, { forms, end: isLast ? 'closed' : 'cut', inside });
      // What seems to begin at the cut has been seen whole with the piece before.
      const places = found.places
        .filter((place) => start === 0 || place.start > 0 || inside?.at === 0)
        .map((place) => ({ start: start + place.start, end: start + place.end }));
      const cut = Math.max(0, text.length - reach);
      const last = found.places.at(-1)?.start ?? 0;
      if (inside === undefined || last > inside.at) openSince = start + last;
      // What begins behind the cut is found again as a whole, with its name.
      open = cut > 0 && openSince < start + cut + NAME ? found.open : undefined;
      before = text.slice(cut);
      start += cut;
      return places;
    },
  };
}
