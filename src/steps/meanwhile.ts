import { ANY_CODE, bodyOf, codesIn, firstSentence } from './body.ts';
import type { Meanwhile, Problem } from './model.ts';

/** Known forms, as problems name them. */
export const MEANWHILE_FORM = '**MEANWHILE:** go on up to step `8.3`.';
export const DIAGNOSE_FORM = '**DIAGNOSE:** `8.2/3` and `8.2/4`.';

/** Reads what follows `MEANWHILE:`: `go on`, or how far. A step or block is a code span or a bare number. */
export function readMeanwhile(
  line: number,
  raw: string,
):
  | { readonly meanwhile: Meanwhile; readonly problem: undefined }
  | { readonly meanwhile: undefined; readonly problem: Problem } {
  const { text, codes } = bodyOf(raw);
  const found = GO_ON.exec(firstSentence(text).sentence);
  if (found === null)
    return {
      meanwhile: undefined,
      problem: {
        topic: 'sentence-not-understood',
        line,
        message: 'MEANWHILE is not understood',
        nearest: MEANWHILE_FORM,
      },
    };
  const ref = found[1];
  return {
    meanwhile: { upTo: ref === undefined ? undefined : (codesIn(ref, codes)[0] ?? ref) },
    problem: undefined,
  };
}

/** Reads what follows `DIAGNOSE:`: the blocks that find out why a poll does not come, each in a code span. */
export function readDiagnose(
  line: number,
  raw: string,
): { readonly blocks: readonly string[]; readonly problem: Problem | undefined } {
  const { text, codes } = bodyOf(raw);
  const { sentence } = firstSentence(text);
  const blocks = [...new Set(codesIn(sentence, codes).map((code) => code.trim()))];
  if (BLOCKS.test(sentence)) return { blocks, problem: undefined };
  return {
    blocks: [],
    problem: {
      topic: 'sentence-not-understood',
      line,
      message: 'DIAGNOSE names no block',
      nearest: DIAGNOSE_FORM,
    },
  };
}

const REF = `${ANY_CODE}|\\d[\\w./-]*`;
const GO_ON = new RegExp(
  `^(?:the walk )?(?:go|goes) on(?: up to (?:step |block )?(${REF}))?$`,
  'i',
);
const BLOCKS = new RegExp(`^(?:blocks? )?${ANY_CODE}(?:(?:, and |, | and )${ANY_CODE})*$`, 'i');
