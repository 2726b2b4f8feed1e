import { findSecrets } from './find-secrets.ts';
import { formsOf, knownPlaces } from './known-places.ts';
import type { Place, TextEnd } from './places.ts';
import { withoutEscapes } from './plain-text.ts';
import type { Secret } from './secret.ts';

/** What stands where a secret stood. */
export const MASK = '[masked]';

/**
 * Masks what must not be shown or quoted: the given secrets, also encoded, wrapped or with colours inside, and
 * whatever has the shape of a secret (tokens, private keys, values of names like `password`). It masks rather too
 * much than too little: show and quote with it, judge without it. Linear in the length of the text.
 *
 * @param end `growing`: what may become a secret at the very end of the text is masked as well
 */
export function redact(
  text: string,
  secrets: readonly Secret[] = [],
  end: Exclude<TextEnd, 'cut'> = 'closed',
): string {
  const { places } = findSecrets(text, { forms: formsOf(secrets), end });
  return masked(text, places);
}

/** Whether one of these secrets stands in a text, in any of its forms. */
export function showsSecret(text: string, secrets: readonly Secret[]): boolean {
  return knownPlaces(withoutEscapes(text).text, formsOf(secrets), false).length > 0;
}

/** The text with MASK in each of the places. They are sorted and do not overlap. */
export function masked(text: string, places: readonly Place[]): string {
  let result = '';
  let done = 0;
  for (const { start, end } of places) {
    result += text.slice(done, start) + MASK;
    done = end;
  }
  return result + text.slice(done);
}
