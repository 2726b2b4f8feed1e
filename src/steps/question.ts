import { codeSpans, plainText } from './inline.ts';
import { slugOf } from './heading.ts';
import type { Problem, Question } from './model.ts';

/** A known form, as a problem names it. */
export const ASK_FORM = '**ASK:** Is this a `fresh deploy` or an `existing-cluster graft`?';

/** Reads what follows `ASK:`. The code spans are the answers that can be given: two or more. */
export function readQuestion(
  line: number,
  body: string,
  before: readonly Question[],
): { readonly question: Question | undefined; readonly problem: Problem | undefined } {
  const texts = [...new Set(codeSpans(body).map((span) => span.value.trim()))];
  if (texts.length < 2 || texts.includes('')) {
    const message = 'the question names fewer than two answers in back-ticks';
    return {
      question: undefined,
      problem: { topic: 'sentence-not-understood', line, message, nearest: ASK_FORM },
    };
  }
  const asked = plainText(body).replace(/`/g, '');
  const text = asked.includes('?') ? asked.slice(0, asked.indexOf('?') + 1) : asked;
  return { question: questionOf(line, text, texts, before), problem: undefined };
}

/** What a document asks that speaks of FRESH DEPLOY ROUTING and has no question of its own. */
export function freshDeployQuestion(line: number): Question {
  const text = 'Is this a fresh deploy or an existing-cluster graft?';
  return questionOf(line, text, [FRESH, GRAFT], []);
}

/** The two routes that older documents speak of. */
export const FRESH = 'fresh deploy';
export const GRAFT = 'existing-cluster graft';

function questionOf(
  line: number,
  text: string,
  texts: readonly string[],
  before: readonly Question[],
): Question {
  const ids = optionIds(texts);
  const options = texts.map((option, index) => ({
    id: ids[index] ?? slugOf(option),
    text: option,
  }));
  return { id: before.length === 0 ? 'route' : `route-${before.length + 1}`, text, options, line };
}

/** The first word of each answer, where that tells them apart. */
function optionIds(texts: readonly string[]): string[] {
  const short = texts.map((text) => {
    return /\bgraft\b/i.test(text) ? 'graft' : slugOf(/^[A-Za-z0-9]+/.exec(text)?.[0] ?? text);
  });
  const long = texts.map(slugOf);
  return short.map((id, index) => {
    const collides = short.indexOf(id) !== short.lastIndexOf(id);
    const wanted = collides ? (long[index] ?? id) : id;
    const taken = collides && long.indexOf(wanted) !== index;
    return taken ? `${wanted}-${index + 1}` : wanted;
  });
}
