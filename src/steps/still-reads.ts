import { effectOf } from './effect.ts';
import type { Block } from './model.ts';
import { fillPlaceholders } from './placeholder-fill.ts';
import { findPlaceholders } from './placeholder-find.ts';

/**
 * Why a block that was taken for a check, because all of it only reads, may change something with these values in it:
 * `data/web` in `s/x/<dir>/g` becomes sed's `w`, which writes a file. Undefined when it still only reads, and for a
 * block whose label says what it does. Pure.
 *
 * @param given by the placeholder's text; what has no value may be anything
 */
export function whyNoLongerReads(
  { kind, labelled, text, placeholders }: Block,
  given: Readonly<Record<string, string>>,
): string | undefined {
  if (kind !== 'check' || labelled || placeholders.length === 0) return undefined;
  const filling = fillPlaceholders(text, placeholders, given);
  if (filling.filled.length === 0) return undefined;
  const open = findPlaceholders(filling.text).flatMap(({ spans }) => spans);
  const effect = effectOf(filling.text, open);
  return effect.type === 'reads' ? undefined : effect.why;
}
