import type { Place } from './places.ts';
import { withoutBlanks, withoutIndentation, withoutLineEnds } from './plain-text.ts';
import type { Secret } from './secret.ts';
import { secretForms } from './secret-forms.ts';

/**
 * Every form of every secret that is not wiped. Holds them in plain: keep it no longer than a text takes.
 *
 * @param characters `bytes`: for a text in which each character is one byte (`latin1`)
 */
export function formsOf(
  secrets: readonly Secret[],
  characters: 'text' | 'bytes' = 'text',
): readonly string[] {
  const forms = secrets.flatMap((secret) => (secret.isWiped ? [] : secretForms(secret)));
  if (characters === 'text') return forms;
  const raw = secrets.flatMap((secret) =>
    // What is no UTF-8 has no text to be found by.
    secret.isWiped ? [] : secret.use((bytes) => Buffer.from(bytes).toString('latin1')),
  );
  return [...forms.map((form) => Buffer.from(form).toString('latin1')), ...raw].filter(Boolean);
}

/**
 * Where one of the forms stands, also wrapped over lines, indented ones too.
 *
 * @param isGrowing the beginning of a form at the very end of the text counts as well
 */
export function knownPlaces(
  text: string,
  forms: readonly string[],
  isGrowing: boolean,
): readonly Place[] {
  if (forms.length === 0) return [];
  const places: Place[] = [];
  const [joined, indented] = [withoutLineEnds(text), withoutIndentation(text)];
  const isWrapped = joined.text !== text;
  const ways = indented.text === joined.text ? [joined] : [joined, indented];
  for (const form of forms) {
    places.push(...placesOf(text, form));
    const unwrapped = form.replace(/[\r\n]+/g, '');
    for (const way of ways) {
      if (isWrapped && unwrapped.length >= SHORTEST_WRAPPED)
        places.push(...placesOf(way.text, unwrapped).map((place) => way.from(place)));
      const start = isGrowing ? beginningAtEnd(way.text, unwrapped) : undefined;
      if (start !== undefined) places.push(way.from({ start, end: way.text.length }));
    }
  }
  // A folded line ends where a blank was.
  const folded = isWrapped ? forms.map(unfolded).filter((form) => form !== undefined) : [];
  const squeezed = folded.length > 0 ? withoutBlanks(text) : undefined;
  for (const form of folded)
    if (squeezed !== undefined)
      places.push(...placesOf(squeezed.text, form).map((place) => squeezed.from(place)));
  return places;
}

/** Fewer characters stand at the end of one line and the beginning of the next by chance. */
const SHORTEST_WRAPPED = 6;
/** Without blanks, when it has one and enough is left. */
function unfolded(form: string): string | undefined {
  const rest = form.replace(/[ \t\r\n]+/g, '');
  return rest !== form && rest.length >= SHORTEST_FOLDED ? rest : undefined;
}

/** Fewer characters are found by chance where all words run together. */
const SHORTEST_FOLDED = 12;
/** So much of a form at the end of a text is taken for the beginning of it. */
const SHORTEST_BEGINNING = 4;

function placesOf(text: string, form: string): readonly Place[] {
  const places: Place[] = [];
  for (let start = text.indexOf(form); start !== -1; start = text.indexOf(form, start + 1))
    places.push({ start, end: start + form.length });
  return places;
}

function beginningAtEnd(text: string, form: string): number | undefined {
  if (form.length <= SHORTEST_BEGINNING) return undefined;
  const first = form.slice(0, SHORTEST_BEGINNING);
  const from = Math.max(0, text.length - form.length + 1);
  for (let at = text.indexOf(first, from); at !== -1; at = text.indexOf(first, at + 1))
    if (form.startsWith(text.slice(at))) return at;
  return undefined;
}
