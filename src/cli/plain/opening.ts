import { writtenLiterals } from '../../session/autopilot.ts';
import { questionsOf } from '../../session/questions.ts';
import type { Question } from '../../steps/model.ts';
import { clean } from './lines.ts';
import { sendOrSay, type Next, type Talk } from './talk.ts';

/** What has to be known before the first block: the literals, and the questions that route the walk. */
export async function opening(talk: Talk): Promise<Next> {
  if ((await literals(talk)) === 'leave') return 'leave';
  for (const question of questionsOf(talk.walker.store.getState().session.runbooks))
    if ((await answer(talk, question)) === 'leave') return 'leave';
  return 'on';
}

async function literals(talk: Talk): Promise<Next> {
  const { walker, reader, print } = talk;
  const { session } = walker.store.getState();
  if (session.literals !== undefined) return 'on';
  const values: Record<string, string> = { ...writtenLiterals(session) };
  const names = Object.keys(values);
  if (names.length > 0)
    print('Literals of this runbook. Enter keeps the value shown, or type another; q leaves.');
  for (const [index, name] of names.entries()) {
    const value = values[name] ?? '';
    const typed = await reader.ask(
      `  ${index + 1} of ${names.length}  ${clean(name)} [${value === '' ? 'none' : clean(value)}]: `,
    );
    if (typed === undefined || typed.trim() === 'q') return 'leave';
    if (typed.trim() !== '') values[name] = typed.trim();
  }
  const done = await sendOrSay(talk, { type: 'confirm-literals', values });
  return done ? 'on' : 'leave';
}

async function answer(talk: Talk, question: Question): Promise<Next> {
  const { walker, reader, print } = talk;
  const words = question.options.map(({ id }) => id).join(' or ');
  while (walker.store.getState().session.answers[question.id] === undefined) {
    print('');
    const { runbooks } = walker.store.getState().session;
    const asking = runbooks.filter(({ questions }) =>
      questions.some(({ id }) => id === question.id),
    );
    const whose = runbooks.length > 1 ? `${asking.map(({ id }) => id).join(', ')}: ` : '';
    print(clean(`${whose}${question.text}`));
    for (const { id, text } of question.options) print(`  ${id}: ${clean(text)}`);
    const typed = await reader.ask(`Type ${words}; Enter asks again, q leaves: `);
    if (typed === undefined || typed.trim() === 'q') return 'leave';
    if (typed.trim() !== '')
      await sendOrSay(talk, {
        type: 'answer-question',
        question: question.id,
        option: typed.trim(),
      });
  }
  return 'on';
}
