import { CODE, bodyOf, firstSentence, wordsOf } from './body.ts';
import type { Problem, Replaced, Runbook } from './model.ts';

/** A known form, as a problem names it. */
export const REPLACES_FORM = '**REPLACES:** `Runbook 05` because it installs a retired driver.';

/** Shorter ones would fit other documents by chance. Characters. */
const [shortestName, shortestMark] = [4, 8];

/** Reads what follows `REPLACES:`: how the older document is called or what it says, and why it is not walked any more. */
export function readReplaces(
  line: number,
  raw: string,
):
  | { readonly replaced: Replaced; readonly problem: undefined }
  | { readonly replaced: undefined; readonly problem: Problem } {
  const { text, codes } = bodyOf(raw);
  const found = WHOLE.exec(firstSentence(text).sentence);
  const name = codes[Number(found?.[1])]?.trim() ?? '';
  const says = codes[Number(found?.[2])]?.trim();
  const why = wordsOf(found?.[3] ?? '', codes).replace(/`/g, '');
  const problem = (message: string) => ({
    replaced: undefined,
    problem: { topic: 'sentence-not-understood' as const, line, message, nearest: REPLACES_FORM },
  });
  if (found === null) return problem('REPLACES does not say which document, and why');
  if (words(name).length < shortestName)
    return problem(`the name of what is replaced has at least ${shortestName} characters`);
  if (says !== undefined && says.length < shortestMark)
    return problem(`what a replaced document says has at least ${shortestMark} characters`);
  return { replaced: { line, name, says, why }, problem: undefined };
}

const WHOLE = new RegExp(`^${CODE}(?: that says ${CODE})?,? because (.+)$`);

/** The sentence of a runbook that speaks of this document; undefined when none does. `text` is the document as it stands. */
export function replacedIn(
  runbook: Pick<Runbook, 'replaces'>,
  document: Pick<Runbook, 'id' | 'title'>,
  text: string,
): Replaced | undefined {
  const names = [document.title, document.id].map(words);
  return runbook.replaces.find(({ name, says }) =>
    says === undefined
      ? names.some((own) => own === words(name) || own.startsWith(`${words(name)} `))
      : bare(text).includes(bare(says)),
  );
}

/** Small letters and digits with one blank between words: `Runbook 05 -- Magnum` and `runbook-05-magnum` are the same. */
function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Without what Markdown puts around words, and with one blank where there are several. */
function bare(text: string): string {
  return text.replace(/[`*_]/g, '').replace(/\s+/g, ' ');
}
