import type { Placeholder } from './placeholder.ts';
import { whyNoValue } from './placeholder-value.ts';

/** A placeholder with the value that stands in its place. */
export interface Filled {
  readonly text: string;
  readonly value: string;
  /** Every place of the value in the text that came of it, as offsets `[start, end)`. */
  readonly spans: readonly (readonly [start: number, end: number])[];
}

export interface Filling {
  readonly text: string;
  readonly filled: readonly Filled[];
  /** Placeholders without a value that can stand there; they stand in the text as they were. */
  readonly open: readonly string[];
}

/**
 * Puts values in the place of placeholders, exactly as they are. One that could mean something to a shell is not put
 * there, wherever it came from. Pure; linear.
 *
 * @param given by the placeholder's text
 */
export function fillPlaceholders(
  text: string,
  placeholders: readonly Placeholder[],
  given: Readonly<Record<string, string>>,
): Filling {
  if (placeholders.length === 0) return { text, filled: [], open: [] };
  const values = new Map<string, string>();
  for (const placeholder of placeholders) {
    const value = Object.hasOwn(given, placeholder.text) ? given[placeholder.text] : undefined;
    if (value !== undefined && whyNoValue(text, placeholder, value) === undefined)
      values.set(placeholder.text, value);
  }
  const places = placeholders
    .flatMap((placeholder) => placeholder.spans.map((span) => ({ text: placeholder.text, span })))
    .sort((one, other) => one.span[0] - other.span[0]);
  const spans = new Map<string, [number, number][]>();
  const parts: string[] = [];
  let length = 0;
  let from = 0;
  const add = (part: string): void => {
    parts.push(part);
    length += part.length;
  };
  for (const place of places) {
    const value = values.get(place.text);
    if (value === undefined) continue;
    add(text.slice(from, place.span[0]));
    const known = spans.get(place.text) ?? [];
    known.push([length, length + value.length]);
    spans.set(place.text, known);
    add(value);
    from = place.span[1];
  }
  add(text.slice(from));
  return {
    text: parts.join(''),
    filled: [...values].map(([name, value]) => ({
      text: name,
      value,
      spans: spans.get(name) ?? [],
    })),
    open: placeholders.filter((one) => !values.has(one.text)).map((one) => one.text),
  };
}
