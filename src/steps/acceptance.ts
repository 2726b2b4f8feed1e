import { CODE, bodyOf, firstSentence, wordsOf } from './body.ts';
import type { Acceptance, Problem } from './model.ts';

/** A known form, as a problem names it. */
export const ACCEPTANCE_FORM = '**ACCEPTANCE:** `D-011.1` all charms are active and idle.';

/** Reads what follows `ACCEPTANCE:`: the item's name in the field, and what is accepted, in words. */
export function readAcceptance(
  line: number,
  raw: string,
):
  | { readonly acceptance: Acceptance; readonly problem: undefined }
  | { readonly acceptance: undefined; readonly problem: Problem } {
  const { text, codes } = bodyOf(raw);
  const found = WHOLE.exec(firstSentence(text).sentence);
  const id = codes[Number(found?.[1])]?.trim() ?? '';
  const words = wordsOf(found?.[2] ?? '', codes).replace(/`/g, '');
  if (!/^[A-Za-z0-9][\w.-]{0,39}$/.test(id) || words === '')
    return {
      acceptance: undefined,
      problem: {
        topic: 'sentence-not-understood',
        line,
        message: 'ACCEPTANCE needs a name and words',
        nearest: ACCEPTANCE_FORM,
      },
    };
  return { acceptance: { line, id, text: words }, problem: undefined };
}

const WHOLE = new RegExp(`^${CODE}[:,]? (.+)$`);
