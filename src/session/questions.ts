import type { Question, Runbook } from '../steps/model.ts';

/**
 * The runbooks of a walk with questions that can be told apart: the first question of every document is `route`. What
 * is asked in the same words with the same answers is one question, asked once; any other keeps its id where that is
 * free, and is named after its runbook where it is not: `phase-07.route`. The same runbooks in the same order always
 * give the same ids, as answers in a journal are found by them. The same list when nothing has to change.
 */
export function apartQuestions(runbooks: readonly Runbook[]): readonly Runbook[] {
  const asked = new Map<string, string>();
  const taken = new Set<string>();
  const apart = runbooks.map((runbook) => {
    const questions = runbook.questions.map((question) => {
      const words = wordsOf(question);
      const known = asked.get(words);
      const id = known ?? freeId(runbook.id, question.id, taken);
      taken.add(id);
      asked.set(words, id);
      return id === question.id ? question : { ...question, id };
    });
    return questions.every((question, index) => question === runbook.questions[index])
      ? runbook
      : { ...runbook, questions };
  });
  return apart.every((runbook, index) => runbook === runbooks[index]) ? runbooks : apart;
}

/** Every question of a walk once, in the order in which they are asked. */
export function questionsOf(runbooks: readonly Runbook[]): readonly Question[] {
  const seen = new Map<string, Question>();
  for (const { questions } of runbooks)
    for (const question of questions) if (!seen.has(question.id)) seen.set(question.id, question);
  return [...seen.values()];
}

/** The id of each question before, and of the same one now; what is asked in other words now is not among them. */
export function questionsMoved(
  before: readonly Runbook[],
  now: readonly Runbook[],
): readonly (readonly [before: string, now: string])[] {
  const ids = new Map(questionsOf(now).map((question) => [wordsOf(question), question.id]));
  return questionsOf(before).flatMap((question) => {
    const id = ids.get(wordsOf(question));
    return id === undefined ? [] : [[question.id, id] as const];
  });
}

function freeId(runbook: string, id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id;
  const own = `${runbook}.${id}`;
  for (let place = 2, wanted = own; ; place += 1) {
    if (!taken.has(wanted)) return wanted;
    wanted = `${own}-${place}`;
  }
}

/** What makes two questions one: their words and answers, however they are broken into lines. */
function wordsOf({ text, options }: Question): string {
  const plain = (words: string): string => words.toLowerCase().replace(/\s+/g, ' ').trim();
  return JSON.stringify([plain(text), ...options.map((option) => [option.id, plain(option.text)])]);
}
