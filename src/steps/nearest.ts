import { ANY_CODE } from './body.ts';

/**
 * The known form nearest to what was written, and how near it is: 1 is the same words, 0 nothing in
 * common. Code spans count as one word, whatever they hold.
 */
export function nearestForm(
  written: string,
  forms: readonly string[],
): { readonly form: string; readonly nearness: number } {
  const words = wordsIn(written);
  let best = { form: forms[0] ?? '', nearness: 0 };
  for (const form of forms) {
    const nearness = likeness(words, wordsIn(form));
    if (nearness > best.nearness) best = { form, nearness };
  }
  return best;
}

const FOLDED_OR_WRITTEN = new RegExp(`${ANY_CODE}|\`[^\`]*\``, 'g');

function wordsIn(text: string): string[] {
  return text
    .slice(0, 300)
    .toLowerCase()
    .replace(FOLDED_OR_WRITTEN, ' § ')
    .replace(/\d+|\bn\b/g, '#')
    .split(/[^a-z#§]+/)
    .filter((word) => word !== '');
}

/** Twice the shared words by all words; words that share their stem count as nearly shared. */
function likeness(left: readonly string[], right: readonly string[]): number {
  const open = [...right];
  let shared = 0;
  for (const word of left) {
    const same = open.indexOf(word);
    const near =
      same >= 0 ? same : open.findIndex((other) => distance(word, other) <= 2 && word.length > 3);
    if (near < 0) continue;
    shared += same >= 0 ? 1 : 0.8;
    open.splice(near, 1);
  }
  const all = left.length + right.length;
  return all === 0 ? 0 : (2 * shared) / all;
}

/** Edits (insert, delete, change) that make one word the other. */
export function distance(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > 3) return 4;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
