import { Box } from 'ink';
import type { ReactNode } from 'react';
import { locatedBlocks, type Located } from '../session/refs.ts';
import { questionsOf } from '../session/questions.ts';
import { routeOf } from '../session/routing.ts';
import type { Session } from '../session/session.ts';
import type { Question } from '../steps/model.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { screenAfterLiterals } from './entry.ts';
import { oneRow } from './one-row.ts';
import { Paragraph, paragraphRows } from './parts/paragraph.tsx';
import { SelectList } from './parts/select-list.tsx';
import type { Screen } from './stack.ts';

type QuestionScreen = Extract<Screen, { type: 'question' }>;

/** A question of the runbook, asked once: its answer decides which blocks are on the way. */
export const questionScreen: ScreenPart<QuestionScreen> = {
  title: () => 'Question',
  view: QuestionView,
  takesText: false,
  act(binding, screen, { view, ui }) {
    const question = view === undefined ? undefined : questionOf(view.session, screen.question);
    if (view === undefined || question === undefined) return undefined;
    const count = question.options.length;
    switch (binding) {
      case 'main': {
        const option = question.options[ui.choice];
        if (option === undefined) return 'Choose one of the answers first.';
        return [
          {
            type: 'send',
            intent: { type: 'answer-question', question: question.id, option: option.id },
            then: [{ type: 'go', screen: screenAfterLiterals(view.session, question.id) }],
          },
        ];
      }
      case 'up':
        return [{ type: 'ui', change: { choice: (ui.choice + count - 1) % count } }];
      case 'down':
        return [{ type: 'ui', change: { choice: (ui.choice + 1) % count } }];
      case 'back':
        return ui.stack.length > 1 ? undefined : [{ type: 'go', screen: { type: 'home' } }];
      default:
        return undefined;
    }
  },
  hints(screen, { view, ui }) {
    const question = view === undefined ? undefined : questionOf(view.session, screen.question);
    const option = question?.options[ui.choice]?.text ?? '';
    return [
      { binding: 'main', says: `answer ${oneRow(option)}` },
      { binding: 'down', says: 'move' },
      { binding: 'back', says: ui.stack.length > 1 ? 'back' : 'home' },
      { binding: 'quit', says: 'quit' },
    ];
  },
};

/** What an answer takes off the way, as sentences: what is skipped, and what a later step makes up for. */
export function routedBy(session: Session, question: string, option: string): readonly string[] {
  const answered = { ...session, answers: { ...session.answers, [question]: option } };
  const skipped: string[] = [];
  const deferred = new Map<string, string[]>();
  for (const located of locatedBlocks(session)) {
    if (!changes(session, answered, located)) continue;
    const route = routeOf(answered, located);
    if (route.type === 'skipped') skipped.push(located.block.id);
    if (route.type === 'deferred')
      deferred.set(route.to, [...(deferred.get(route.to) ?? []), located.block.id]);
  }
  return [
    ...(skipped.length > 0 ? [`Skips ${skipped.join(', ')}.`] : []),
    ...[...deferred].map(([to, ids]) => `Leaves ${ids.join(', ')} to ${to}.`),
  ];
}

function changes(before: Session, after: Session, located: Located): boolean {
  return routeOf(before, located).type !== routeOf(after, located).type;
}

function questionOf(session: Session, id: string): Question | undefined {
  return questionsOf(session.runbooks).find((candidate) => candidate.id === id);
}

/** Where several runbooks are walked: whose question it is. */
function askedBy({ runbooks }: Session, { id }: Question): string {
  if (runbooks.length < 2) return '';
  const asking = runbooks.filter(({ questions }) => questions.some((one) => one.id === id));
  return `${asking.map((runbook) => runbook.id).join(', ')}: `;
}

function QuestionView(props: {
  readonly screen: QuestionScreen;
  readonly context: ScreenContext;
}): ReactNode {
  const { screen, context } = props;
  const { view, ui, columns, rows } = context;
  const question = view === undefined ? undefined : questionOf(view.session, screen.question);
  if (view === undefined || question === undefined) return null;
  const option = question.options[ui.choice];
  const routed = option === undefined ? [] : routedBy(view.session, question.id, option.id);
  const asked = oneRow(`${askedBy(view.session, question)}${question.text}`);
  const consequence =
    routed.length === 0 ? 'Every block stays on the way.' : oneRow(routed.join(' '));
  const textRows =
    paragraphRows(asked, columns) + paragraphRows(consequence, columns) + 2 + (rows >= 12 ? 2 : 0);
  return (
    <Box flexDirection="column" width={columns}>
      <Paragraph bold text={asked} columns={columns} />
      <Box marginY={rows >= 12 ? 1 : 0} flexShrink={0}>
        <SelectList
          labels={question.options.map(({ text }) => oneRow(text))}
          choice={ui.choice}
          rows={Math.max(2, rows - textRows)}
          columns={columns}
        />
      </Box>
      <Paragraph text={consequence} columns={columns} />
      <Paragraph text="Asked once: the answer holds for the whole walk." columns={columns} />
    </Box>
  );
}
