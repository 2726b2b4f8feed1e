import type { Place } from './places.ts';
import { withoutLineEnds } from './plain-text.ts';
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
 * Where one of the forms stands, also wrapped over lines.
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
  const joined = withoutLineEnds(text);
  for (const form of forms) {
    places.push(...placesOf(text, form));
    const unwrapped = form.replace(/[\r\n]+/g, '');
    if (joined.text !== text && unwrapped.length >= SHORTEST_WRAPPED)
      places.push(...placesOf(joined.text, unwrapped).map((place) => joined.from(place)));
    if (isGrowing) {
      const start = beginningAtEnd(joined.text, unwrapped);
      if (start !== undefined) places.push(joined.from({ start, end: joined.text.length }));
    }
  }
  return places;
}

/** Fewer characters stand at the end of one line and the beginning of the next by chance. */
const SHORTEST_WRAPPED = 6;
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
