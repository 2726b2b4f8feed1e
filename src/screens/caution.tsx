import type { ReactNode } from 'react';
import { cautionsNow } from '../session/preview.ts';
import { locate } from '../session/refs.ts';
import type { Session } from '../session/session.ts';
import type { View } from '../session/walker.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { readItFirst } from './guard.ts';
import type { Section } from './parts/fold.ts';
import { enterWords } from './parts/asked-words.ts';
import { Lines } from './parts/lines.tsx';
import { previewLines, runPreview } from './parts/run-preview.ts';
import { cleanRow, span, type Line } from './parts/span.ts';
import { typedName } from './parts/typed-name.ts';
import { displayWidth, hanging } from './parts/wrap.ts';
import { askedBlock, pagePreview, runAsked } from './run-asked.ts';
import type { Screen } from './stack.ts';
import { useTheme } from './theme.ts';

type CautionScreen = Extract<Screen, { type: 'caution' }>;

/** A block that can do harm: its warning in full, and Enter works only behind the object's own name. */
export const cautionScreen: ScreenPart<CautionScreen> = {
  title: () => 'Caution',
  view: ({ screen, context }) => <CautionView screen={screen} context={context} />,
  takesText: true,
  act(binding, { block }, context) {
    const { view } = context;
    if (view === undefined) return undefined;
    const { session } = view;
    const located = askedBlock(session, block);
    if (typeof located === 'string') return binding === 'back' ? undefined : located;
    const object = cautionsNow(session, located)[0]?.object ?? '';
    switch (binding) {
      case 'main': {
        const typed = typedName(object, context.ui.text);
        return typed.type === 'right'
          ? runAsked(session, located, context.ui.text)
          : cleanRow(typed.says);
      }
      case 'page-up':
      case 'up':
        return pagePreview(
          'page-up',
          sectionsOf(view, block, context),
          body(block, context),
          context,
        );
      case 'page-down':
      case 'down':
        return pagePreview(
          'page-down',
          sectionsOf(view, block, context),
          body(block, context),
          context,
        );
      default:
        return undefined;
    }
  },
  hints({ block }, { view, ui }) {
    const object = objectOf(view?.session, block);
    const isRight = typedName(object, ui.text).type === 'right';
    return [
      { binding: 'main', says: isRight ? 'run it' : 'say what lacks' },
      { binding: 'back', says: 'leave it' },
      { binding: 'page-down', says: 'the rest' },
      { binding: 'clear', says: 'clear' },
    ];
  },
};

function CautionView(props: {
  readonly screen: CautionScreen;
  readonly context: ScreenContext;
}): ReactNode {
  const { context, screen } = props;
  const { marks } = useTheme();
  const { view, columns, rows } = context;
  if (view === undefined) return null;
  const sections = sectionsOf(view, screen.block, context);
  const lines = previewLines(sections, context, (isAllShown) =>
    entryLines(screen.block, context, marks.cursor, isAllShown),
  );
  return <Lines lines={lines} columns={columns} rows={rows} />;
}

function sectionsOf(view: View, block: string, { columns }: ScreenContext): readonly Section[] {
  const located = askedBlock(view.session, block);
  if (typeof located === 'string')
    return [{ name: 'it', lines: hanging([], located, columns), keep: 'first', least: 1, rank: 1 }];
  const object = cautionsNow(view.session, located)[0]?.object ?? '';
  const title = `Run ${cleanRow(located.block.id)} on ${cleanRow(object)}? It has not started.`;
  return runPreview(view, located, columns, { title, warningsFirst: true });
}

/** The row that is typed into, and under it what is still missing. */
function entryLines(
  block: string,
  { ui: { text }, columns, fresh, view }: ScreenContext,
  cursor: string,
  isAllShown: boolean,
): readonly Line[] {
  const object = objectOf(view?.session, block);
  const state = typedName(object, text);
  const label = 'Name: ';
  const room = Math.max(1, columns - label.length - displayWidth(cursor));
  const located = view === undefined ? undefined : locate(view.session, block);
  const asks = located === undefined ? undefined : enterWords(located.block);
  const enter = fresh === true ? readItFirst : (asks ?? 'Enter runs exactly this;');
  const says = state.type === 'right' ? `${enter} Esc leaves it.` : state.says;
  // What is missing may end in anything: no sentence is glued to it.
  const pages = state.type === 'unfinished' ? ' (PgDn shows the rest)' : ' PgDn shows the rest.';
  const rest = isAllShown ? '' : pages;
  return [
    [
      span(label, { bold: true }),
      span(lastColumns(cleanRow(text), room)),
      span(cursor, { tone: 'accent' }),
    ],
    ...hanging([], `${cleanRow(says)}${rest}`, columns, {
      tone: state.type === 'wrong' ? 'bad' : 'accent',
      bold: state.type === 'right',
    }),
  ];
}

/** The end of what was typed: that is where the typing goes on. */
function lastColumns(text: string, columns: number): string {
  let shown = text;
  while (displayWidth(shown) > columns) shown = Array.from(shown).slice(1).join('');
  return shown;
}

function objectOf(session: Session | undefined, block: string): string {
  if (session === undefined) return '';
  const located = askedBlock(session, block);
  return typeof located === 'string' ? '' : (cautionsNow(session, located)[0]?.object ?? '');
}

/** Rows that the preview has while not all of it is shown. */
function body(block: string, context: ScreenContext): number {
  return Math.max(1, context.rows - entryLines(block, context, '_', false).length);
}
