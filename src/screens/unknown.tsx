import type { ReactNode } from 'react';
import { locate } from '../session/refs.ts';
import { newestAttempt } from '../session/standing.ts';
import type { Attempt, Session } from '../session/session.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { commandLines } from './parts/script.ts';
import { chosenOf, type Section } from './parts/fold.ts';
import { Lines } from './parts/lines.tsx';
import { startAct } from './parts/main-act.ts';
import { outputSection } from './parts/output.ts';
import { pageDown, pageOf, pageUp } from './parts/page.ts';
import { cleanRow, span, type Line } from './parts/span.ts';
import { mayHaveDone, unknownWays, type UnknownWay } from './parts/unknown-ways.ts';
import { ageText, instantText, outcomeWords } from './parts/words.ts';
import { hanging } from './parts/wrap.ts';
import type { Screen } from './stack.ts';
import { makeTheme, useTheme, type Marks } from './theme.ts';
import { looksAt } from './looks-at.ts';
import { perform, type Act } from './walk-act.ts';

type UnknownScreen = Extract<Screen, { type: 'unknown' }>;

/** A block that began and whose end nobody saw: nothing runs twice by itself, a person decides. */
export const unknownScreen: ScreenPart<UnknownScreen> = {
  title: () => 'End not seen',
  view: ({ screen, context }) => <UnknownView screen={screen} context={context} />,
  takesText: false,
  act(binding, { block }, context) {
    const session = context.view?.session;
    if (session === undefined) return undefined;
    const located = locate(session, block);
    const attempt = newestAttempt(session, block);
    if (located === undefined || attempt === undefined)
      return binding === 'back' ? undefined : 'Nothing is known of this block; Esc goes back.';
    const ways = unknownWays(session, located);
    const choice = Math.min(context.ui.choice, ways.length - 1);
    switch (binding) {
      case 'main':
        return take(session, block, ways[choice]);
      case 'run-again':
      case 'again':
        return take(
          session,
          block,
          ways.find(({ type }) => type === 'again'),
        );
      case 'up':
        return [{ type: 'ui', change: { choice: Math.max(0, choice - 1), scroll: 0 } }];
      case 'down':
        return [
          { type: 'ui', change: { choice: Math.min(ways.length - 1, choice + 1), scroll: 0 } },
        ];
      case 'page-up':
      case 'page-down': {
        const { marks } = makeTheme({ colour: false, unicode: false });
        const sections = sectionsOf(session, block, context, marks);
        const page = binding === 'page-up' ? pageUp : pageDown;
        const result = page(sections, context.rows, context.ui);
        return typeof result === 'string' ? result : [{ type: 'ui', change: result }];
      }
      case 'output':
      case 'whole-output':
        return [{ type: 'pager', attempt: attempt.number }];
      case 'note':
        return [{ type: 'push', screen: { type: 'note', block } }];
      default:
        return undefined;
    }
  },
  hints({ block }, { view, ui }) {
    const located = view === undefined ? undefined : locate(view.session, block);
    const ways =
      view === undefined || located === undefined ? [] : unknownWays(view.session, located);
    const way = ways[Math.min(ui.choice, ways.length - 1)];
    return [
      { binding: 'main', says: way === undefined ? 'nothing' : shortly(way) },
      { binding: 'down', says: 'choose' },
      { binding: 'output', says: 'whole output' },
      { binding: 'back', says: 'later' },
    ];
  },
};

function UnknownView(props: {
  readonly screen: UnknownScreen;
  readonly context: ScreenContext;
}): ReactNode {
  const { context, screen } = props;
  const { marks } = useTheme();
  const { view, columns, rows, ui } = context;
  if (view === undefined) return null;
  const sections = sectionsOf(view.session, screen.block, context, marks);
  return (
    <Lines lines={pageOf(sections, { rows, columns }, ui.scroll)} columns={columns} rows={rows} />
  );
}

function take(session: Session, block: string, way: UnknownWay | undefined): Act {
  if (way === undefined) return 'Choose a way on first.';
  if (way.refused !== undefined) return way.refused;
  switch (way.type) {
    case 'look': {
      const check = way.block === undefined ? undefined : locate(session, way.block);
      if (check === undefined) return 'There is nothing to look with.';
      const start = startAct(session, check);
      if (start.type !== 'run') return perform(start);
      const then = [
        { type: 'go', screen: { type: 'walk' } },
        { type: 'ui', change: looksAt(check.ref) },
      ] as const;
      return [{ type: 'send', intent: { type: 'run', block: check.ref }, then }];
    }
    case 'again': {
      const located = locate(session, block);
      return located === undefined
        ? 'There is nothing to run.'
        : perform(startAct(session, located));
    }
    case 'done':
    case 'failed':
      return [
        {
          type: 'push',
          screen: { type: 'reason', about: { type: 'take-outcome', block, as: way.type } },
        },
      ];
  }
}

function shortly(way: UnknownWay): string {
  if (way.refused !== undefined) return 'say why not';
  switch (way.type) {
    case 'look':
      return 'look first';
    case 'again':
      return 'ask, then run';
    case 'done':
      return 'type a reason';
    case 'failed':
      return 'type a reason';
  }
}

function sectionsOf(
  session: Session,
  block: string,
  context: ScreenContext,
  marks: Marks,
): readonly Section[] {
  const { columns, rows, ui } = context;
  const located = locate(session, block);
  const attempt = newestAttempt(session, block);
  if (located === undefined || attempt === undefined)
    return [
      section('it', hanging([], 'Nothing is known of this block; Esc goes back.', columns), 1, 1),
    ];
  const ways = unknownWays(session, located);
  return [
    section(
      'what happened',
      storyLines(attempt, located.block.id, ageOf(attempt, context), columns),
      3,
      2,
    ),
    {
      ...section('the ways on', [], 8, 1),
      ...chosenOf(
        ways.map((way, index) => wayLines(way, index === ui.choice, marks, columns)),
        ui.choice,
      ),
    },
    outputSection(context, attempt.number, { columns, rows, offset: 0 }, 3),
    {
      ...section('what was started', commandLines(attempt.command.script, columns), 1, 4),
      heading: [span('what was started', { tone: 'quiet' })],
    },
  ];
}

/** By the wall's clock, which a simulated cloud does not have. */
function ageOf({ startedAt }: Attempt, { view, walker }: ScreenContext): string {
  const age = (walker?.now() ?? NaN) - Date.parse(startedAt);
  return view?.session.mode === 'real' && Number.isFinite(age) ? `, ${ageText(age)}` : '';
}

function storyLines(attempt: Attempt, id: string, age: string, columns: number): readonly Line[] {
  const why =
    attempt.outcome === undefined
      ? 'its end is not in the journal: handrail or the machine went away while it ran'
      : attempt.outcome.type === 'unknown'
        ? cleanRow(attempt.outcome.reason)
        : outcomeWords(attempt.outcome);
  return [
    ...hanging([], `${cleanRow(id)} was started and its end was not seen.`, columns, {
      bold: true,
      tone: 'warning',
    }),
    ...hanging(
      [],
      `Attempt ${attempt.number}, at ${instantText(attempt.startedAt)}${age}: ${why}. ${mayHaveDone(attempt)}`,
      columns,
    ),
  ];
}

function wayLines(
  { says, refused }: UnknownWay,
  isChosen: boolean,
  marks: Marks,
  columns: number,
): readonly Line[] {
  const head = span(isChosen ? `${marks.pointer} ` : '  ', { bold: true, tone: 'accent' });
  return hanging([head], refused ?? says, columns, {
    bold: isChosen,
    inverse: isChosen,
    ...(refused === undefined ? {} : { tone: 'quiet' as const }),
  });
}

function section(name: string, lines: readonly Line[], least: number, rank: number): Section {
  return { name, lines, keep: 'first', least, rank };
}
