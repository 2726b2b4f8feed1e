import { formsOf } from './known-places.ts';
import { mergedPlaces, type Place } from './places.ts';
import { MASK } from './redact.ts';
import type { Secret } from './secret.ts';

/** Masks known secrets in what comes piece by piece; all else goes through byte for byte, escape sequences too. */
export interface MaskStream {
  /** What can be shown now: the end of what came may be kept back, as it may be the beginning of a secret. */
  take(bytes: Uint8Array): Buffer;
  /** What was kept back. Nothing comes after it; the secrets' forms are let go. */
  end(): Buffer;
  /** Whether a whole secret came so far, in any form. */
  readonly hasFound: boolean;
}

/** Fewer characters are found by chance. */
const SHORTEST_FOUND = 4;
/** No secret with what a terminal puts into it is longer; what seems to be is let go. Bytes. */
const LONGEST_KEPT = 64 * 1024;

/**
 * Also finds a secret with escape sequences inside, and one that was wrapped.
 *
 * @param least so many characters of a secret at the end of a piece are kept back; fewer are shown, though not
 *   what follows them. 1 shows nothing of it; more lets a person see what they type.
 */
export function maskStream(secrets: readonly Secret[], least = 1): MaskStream {
  let forms = thinForms(secrets);
  // One character is one byte: what is no text goes through as it is.
  let buffer = '';
  let shown = 0;
  let hasFound = false;

  const take = (piece: string, isLast: boolean): string => {
    if (forms.length === 0) return piece;
    buffer += piece;
    const { text, at } = withoutNoise(buffer);
    const from = (index: number): number => at[index] ?? buffer.length;
    let out = '';
    let done = 0;
    for (const { start, end } of placesIn(text, forms)) {
      const [first, last] = [from(start), from(end - 1) + 1];
      out += buffer.slice(shown, Math.max(shown, first));
      if (last > shown) out += MASK;
      hasFound ||= end - start >= SHORTEST_FOUND;
      shown = Math.max(shown, last);
      done = end;
    }
    const open = text.length - beginningAtEnd(text.slice(done), forms);
    const isKept =
      !isLast && text.length - open >= least && buffer.length - from(open) < LONGEST_KEPT;
    const until = Math.max(shown, isKept ? from(open) : buffer.length);
    out += buffer.slice(shown, until);
    // What was shown of a beginning is still needed to know the rest by.
    const needed = isLast
      ? buffer.length
      : Math.max(Math.min(from(open), until), until - LONGEST_KEPT);
    buffer = buffer.slice(needed);
    shown = until - needed;
    return out;
  };

  return {
    take: (bytes) => Buffer.from(take(Buffer.from(bytes).toString('latin1'), false), 'latin1'),
    end() {
      const rest = Buffer.from(take('', true), 'latin1');
      forms = [];
      return rest;
    },
    get hasFound() {
      return hasFound;
    },
  };
}

/** Bounded repetitions, so that the search stays linear. In order: strings, CSI, other escapes, what ends a line. */
const NOISE = new RegExp(
  [
    String.raw`\x1b[\]PX^_k][^\x07\x1b\n]{0,4096}(?:\x07|\x1b\\)?`,
    String.raw`\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]?`,
    String.raw`\x1b[ -/]{0,4}[0-~]?`,
    String.raw` {0,4}[\x00-\x1f\x7f]+ {0,32}`,
    // At the very end an end of the line may follow.
    String.raw` {1,4}$`,
  ].join('|'),
  'g',
);

/** What is left of a text when nothing is left but what a person reads, and where each character of it stood. */
function withoutNoise(text: string): { readonly text: string; readonly at: readonly number[] } {
  const kept: string[] = [];
  const at: number[] = [];
  let done = 0;
  const keep = (end: number): void => {
    if (end > done) kept.push(text.slice(done, end));
    for (let index = done; index < end; index += 1) at.push(index);
  };
  for (const match of text.matchAll(NOISE)) {
    keep(match.index);
    done = match.index + match[0].length;
  }
  keep(text.length);
  return { text: kept.join(''), at };
}

/** As they are found: without noise. */
function thinForms(secrets: readonly Secret[]): readonly string[] {
  const forms = formsOf(secrets, 'bytes').map((form) => withoutNoise(form).text);
  return [...new Set(forms)].filter((form) => form !== '');
}

function placesIn(text: string, forms: readonly string[]): readonly Place[] {
  const found: Place[] = [];
  for (const form of forms)
    for (let start = text.indexOf(form); start !== -1; start = text.indexOf(form, start + 1))
      found.push({ start, end: start + form.length });
  return mergedPlaces(found);
}

/** How many characters at the end of a text are the beginning of a form, and not all of it. */
function beginningAtEnd(text: string, forms: readonly string[]): number {
  let longest = 0;
  for (const form of forms)
    for (let length = Math.min(form.length - 1, text.length); length > longest; length -= 1)
      if (text.endsWith(form.slice(0, length))) longest = length;
  return longest;
}
