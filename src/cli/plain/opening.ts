import { deadLiteral } from '../../session/dead-values.ts';
import {
  conflictWords,
  contradiction,
  lastValueOf,
  literalRows,
  literalValues,
  needOf,
  valueOf,
  type LiteralRow,
} from '../../session/literal-rows.ts';
import { wantsLiterals } from '../../session/unconfirmed-literals.ts';
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
  const { session } = talk.walker.store.getState();
  if (session.literals !== undefined && !wantsLiterals(session)) return 'on';
  const rows = literalRows(session);
  if (rows.length > 0) {
    const whose = session.runbooks.length > 1 ? 'these runbooks' : 'this runbook';
    talk.print(`Literals of ${whose}. Enter keeps the value shown, or type another; q leaves.`);
  }
  const drafts: Record<string, string> = {};
  for (const [index, row] of rows.entries()) {
    const value = await literal(talk, row, `${index + 1} of ${rows.length}`);
    if (value === undefined) return 'leave';
    drafts[row.name] = value;
  }
  const done = await sendOrSay(talk, {
    type: 'confirm-literals',
    values: literalValues(session, drafts),
  });
  return done ? 'on' : 'leave';
}

/** One value, asked for until it can stand; undefined when the operator leaves. */
async function literal(talk: Talk, row: LiteralRow, place: string): Promise<string | undefined> {
  const { walker, reader, print, earlier } = talk;
  const { session } = walker.store.getState();
  const kept = valueOf(session, row);
  const last = lastValueOf(row, earlier);
  if (row.written.length > 1) print(`  ${clean(contradiction(row))}.`);
  if (row.site !== undefined) print(`  The site file gives it (line ${row.site.line}).`);
  if (last !== undefined && last.value !== kept) {
    const changes = row.perRebuild ? ', but it changes with every rebuild' : '';
    print(`  In the last walk it was ${clean(last.value)}${changes}; . takes that.`);
  }
  for (;;) {
    const shown = kept === '' ? 'none' : clean(kept);
    const answer = await reader.ask(`  ${place}  ${clean(row.name)} [${shown}]: `);
    const typed = answer?.trim();
    if (typed === undefined || typed === 'q') return undefined;
    const value = typed === '' ? kept : typed === '.' ? (last?.value ?? '.') : typed;
    const need = needOf(session, row, value);
    // One that is only needed further down may stay open, as ever.
    if (need === 'nothing' || need === 'value') return value;
    print(
      `  ${clean(need === 'choice' ? conflictWords(row) : (deadLiteral(session, row.name, value) ?? ''))}`,
    );
  }
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
