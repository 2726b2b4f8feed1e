import { ANY_CODE, bodyOf, codesIn, firstSentence, wordsOf } from './body.ts';
import type { DeadValue, Problem } from './model.ts';

/** A known form, as a problem names it. */
export const DEAD_FORM = '**DEAD:** `10.12.7.40` is an address of an earlier rebuild.';

/** Shorter than this a value would turn up in commands by chance. Characters. */
const shortest = 4;

/** Reads what follows `DEAD:`: the values, each in a code span, and why no command may hold them. */
export function readDead(
  line: number,
  raw: string,
): { readonly dead: readonly DeadValue[]; readonly problem: Problem | undefined } {
  const { text, codes } = bodyOf(raw);
  const found = WHOLE.exec(firstSentence(text).sentence);
  const values = codesIn(found?.[1] ?? '', codes).map((code) => code.trim());
  const why = wordsOf(found?.[2] ?? '', codes).replace(/`/g, '');
  if (found !== null && values.every((value) => value.length >= shortest))
    return { dead: values.map((value) => ({ line, value, why })), problem: undefined };
  return {
    dead: [],
    problem: {
      topic: 'sentence-not-understood',
      line,
      message:
        found === null
          ? 'DEAD does not say which values, and why'
          : `a dead value has at least ${shortest} characters`,
      nearest: DEAD_FORM,
    },
  };
}

const WHOLE = new RegExp(`^(${ANY_CODE}(?:(?:, and |, | and )${ANY_CODE})*) ((?:is|are) .+)$`);
