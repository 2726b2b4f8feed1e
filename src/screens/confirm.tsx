import type { ReactNode } from 'react';
import { locate } from '../session/refs.ts';
import type { View } from '../session/walker.ts';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { readItFirst } from './guard.ts';
import type { Section } from './parts/fold.ts';
import { enterWords } from './parts/asked-words.ts';
import { Lines } from './parts/lines.tsx';
import { previewLines, runPreview } from './parts/run-preview.ts';
import { cleanRow, span, type Line } from './parts/span.ts';
import { hanging } from './parts/wrap.ts';
import { askedBlock, pagePreview, runAsked } from './run-asked.ts';
import type { Screen } from './stack.ts';

type ConfirmScreen = Extract<Screen, { type: 'confirm' }>;

/** Shows once more exactly what will run and where. Enter runs it; Esc leaves it. */
export const confirmScreen: ScreenPart<ConfirmScreen> = {
  title: () => 'Confirm',
  view: ({ screen, context }) => <ConfirmView screen={screen} context={context} />,
  takesText: false,
  act(binding, screen, context) {
    const { block } = screen;
    const { view } = context;
    if (view === undefined) return undefined;
    const { session } = view;
    const located = askedBlock(session, block);
    if (typeof located === 'string') return binding === 'back' ? undefined : located;
    switch (binding) {
      case 'main':
        // A caution is answered by the object's name only, whatever way led here.
        return located.block.cautions.length > 0
          ? [{ type: 'back' }, { type: 'push', screen: { type: 'caution', block } }]
          : runAsked(session, located, undefined);
      case 'page-up':
      case 'up':
        return pagePreview(
          'page-up',
          sectionsOf(view, block, context),
          body(screen, context),
          context,
        );
      case 'page-down':
      case 'down':
        return pagePreview(
          'page-down',
          sectionsOf(view, block, context),
          body(screen, context),
          context,
        );
      default:
        return undefined;
    }
  },
  hints: ({ block }, { view }) => [
    {
      binding: 'main',
      says: isStopped(view, block)
        ? 'ask again'
        : isPrompted(view, block)
          ? 'ask for it'
          : `run ${cleanRow(block.slice(block.indexOf(':') + 1))}`,
    },
    { binding: 'back', says: view?.session.running === undefined ? 'leave it' : 'back' },
    { binding: 'page-down', says: 'the rest' },
  ],
};

function ConfirmView(props: {
  readonly screen: ConfirmScreen;
  readonly context: ScreenContext;
}): ReactNode {
  const { context, screen } = props;
  const { view, columns, rows } = context;
  if (view === undefined) return null;
  const sections = sectionsOf(view, screen.block, context);
  const lines = previewLines(sections, context, (isAllShown) =>
    footLines(screen, context, isAllShown),
  );
  return <Lines lines={lines} columns={columns} rows={rows} />;
}

function sectionsOf(view: View, block: string, { columns }: ScreenContext): readonly Section[] {
  const located = askedBlock(view.session, block);
  if (typeof located === 'string')
    return [{ name: 'it', lines: hanging([], located, columns), keep: 'first', least: 1, rank: 1 }];
  const title = `Run ${cleanRow(located.block.id)}? It has not started.`;
  return runPreview(view, located, columns, { title, warningsFirst: false });
}

/** Whether what was asked in the meantime speaks against it: then Enter does not simply run it. */
function isStopped(view: View | undefined, block: string): boolean {
  return view?.check?.block === block && view.check.stops === true;
}

function isPrompted(view: View | undefined, block: string): boolean {
  const located = view === undefined ? undefined : locate(view.session, block);
  return located?.block.secrets !== undefined;
}

/** What Enter does with a block that is given something unseen. */
function asksFor(view: View | undefined, block: string): string | undefined {
  const located = view === undefined ? undefined : locate(view.session, block);
  return located === undefined ? undefined : enterWords(located.block);
}

function footLines(
  { block }: ConfirmScreen,
  { columns, fresh, view }: ScreenContext,
  isAllShown: boolean,
): readonly Line[] {
  const rest = isAllShown ? '' : ' PgDn shows the rest of it.';
  const does = isStopped(view, block)
    ? 'Enter asks again, and runs this only when all is well;'
    : (asksFor(view, block) ?? 'Enter runs exactly this;');
  const enter = fresh === true ? readItFirst : does;
  const words = `${enter} Esc leaves it.${rest}`;
  return hanging([span('')], words, columns, { bold: true, tone: 'accent' });
}

/** Rows that the preview has while not all of it is shown. */
function body(screen: ConfirmScreen, context: ScreenContext): number {
  return Math.max(1, context.rows - footLines(screen, context, false).length);
}
