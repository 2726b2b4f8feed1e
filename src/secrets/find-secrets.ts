import { knownPlaces } from './known-places.ts';
import { mergedPlaces, type Open, type Place, type TextEnd } from './places.ts';
import { withoutEscapes } from './plain-text.ts';
import { privateKeyPlaces } from './private-keys.ts';
import { endOfOpen, shapePlaces } from './shapes.ts';

/** What is looked for, and what is known of the text's two ends. */
export interface Search {
  /** The forms of the known secrets, in the characters of the text. */
  readonly forms: readonly string[];
  readonly end: TextEnd;
  /** What a text before this one broke off in, and where in this one it goes on. */
  readonly inside?: { readonly open: Open; readonly at: number } | undefined;
}

/**
 * Finds what must not be seen: known secrets, also wrapped over lines or with escape sequences inside, and whatever
 * has the shape of a secret. `open` is what the text breaks off in. Linear in the length of the text.
 */
export function findSecrets(
  text: string,
  { forms, end, inside }: Search,
): { readonly places: readonly Place[]; readonly open: Open | undefined } {
  const plain = withoutEscapes(text);
  const at = inside === undefined ? 0 : plain.to(inside.at);
  const places: Place[] = [...knownPlaces(plain.text, forms, end === 'growing')];
  const keys = privateKeyPlaces(plain.text, inside?.open === 'key' ? at : undefined);
  const shapes = shapePlaces(plain.text, end);
  places.push(...keys.places, ...shapes.places);
  let open: Open | undefined = keys.isOpen ? 'key' : shapes.open;
  if (inside !== undefined && inside.open !== 'key') {
    const until = endOfOpen(plain.text, at, inside.open);
    if (until > at) places.push({ start: at, end: until });
    if (until === plain.text.length && !isClosed(plain.text, at, inside.open)) open ??= inside.open;
  }
  return { places: mergedPlaces(places.map((place) => plain.from(place))), open };
}

function isClosed(text: string, at: number, open: Open): boolean {
  return text.length > at && (open === '"' || open === "'") && text.endsWith(open);
}
