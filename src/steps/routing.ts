import { firstSentence } from './body.ts';
import { plainText } from './inline.ts';
import type { Problem, Question, Routing } from './model.ts';
import { nearestForm } from './nearest.ts';
import { FRESH } from './question.ts';

/** Reads what follows `SKIP WHEN:`: an answer to a question of the document. */
export function readSkipWhen(
  line: number,
  body: string,
  questions: readonly Question[],
): { readonly skipWhen: string | undefined; readonly problem: Problem | undefined } {
  const said = firstSentence(plainText(body).replace(/`/g, '')).sentence.replace(
    /^(?:on )?an? /i,
    '',
  );
  const options = questions.flatMap((question) => question.options);
  const wanted = said.toLowerCase();
  const option = options.find((one) => one.text.toLowerCase() === wanted || one.id === wanted);
  if (option !== undefined) return { skipWhen: option.text, problem: undefined };
  const forms = options.map((one) => `**SKIP WHEN:** ${one.text}.`);
  const nearest = nearestForm(said, forms).form || forms[0];
  const message =
    forms.length === 0
      ? `"${said}" answers no question: this document asks none`
      : `"${said}" is no answer to a question of this document`;
  const problem = { line, message, nearest: nearest ?? NO_QUESTION };
  return { skipWhen: undefined, problem: { topic: 'unknown-answer', ...problem } };
}

const NO_QUESTION = '**ASK:** Is this a `fresh deploy` or an `existing-cluster graft`?';

/** Reads what follows `DEFER TO:`: words up to the full stop, as `phase-08 steps 8.1 to 8.5`. */
export function readDeferTo(body: string): string | undefined {
  const said = firstSentence(plainText(body).replace(/`/g, '')).sentence;
  return said === '' ? undefined : said;
}

/** What `FRESH DEPLOY ROUTING:` prose of older documents says, and of what. */
export interface FreshDeployRouting {
  readonly routing: Routing;
  readonly reach: 'step' | 'next-block';
}

/** Understands it only when it says SKIP this step, poll or block. */
export function readFreshDeployRouting(line: number, body: string): FreshDeployRouting | undefined {
  const words = plainText(body);
  const skip = /\bskip this (step|poll|block|check|command)\b/i.exec(words)?.[1]?.toLowerCase();
  if (skip === undefined) return undefined;
  const routing = { line, skipWhen: FRESH, deferTo: deferredTo(words) };
  return { routing, reach: skip === 'step' ? 'step' : 'next-block' };
}

/** The place that makes up for it: what is said to discharge it, else the phase named first. */
function deferredTo(words: string): string | undefined {
  const said =
    new RegExp(`\\b(?:discharged|deferred|proven|proved) (?:in|to|by) (${PLACE})`, 'i').exec(
      words,
    ) ??
    /\b(phase-\d+) itself\b/i.exec(words) ??
    new RegExp(`\\b(${PLACE})`, 'i').exec(words);
  return said?.[1];
}

const PLACE = 'phase-\\d+(?:,? steps? \\d[\\d.]*[a-z]?(?:(?: to |-)\\d[\\d.]*[a-z]?)?(?<!\\.))?';

/** Later words win; what one of them leaves open the other may say. */
export function joinRouting(first: Routing | undefined, second: Routing): Routing {
  return {
    line: first?.line ?? second.line,
    skipWhen: second.skipWhen ?? first?.skipWhen,
    deferTo: second.deferTo ?? first?.deferTo,
  };
}
