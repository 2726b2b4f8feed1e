import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { ScreenContext, ScreenPart } from './contract.ts';
import { focusOf } from './parts/focus.ts';
import { Lines } from './parts/lines.tsx';
import { outlineLines } from './parts/outline.ts';
import { panesOf } from './parts/panes.ts';
import { cleanRow, span, type Line } from './parts/span.ts';
import { paneLines } from './parts/walk-pane.ts';
import type { Pane } from './parts/walk-sections.ts';
import type { Screen } from './stack.ts';
import { useTheme } from './theme.ts';
import { walkAct } from './walk-act.ts';
import { walkHints } from './walk-hints.ts';
import { watchAct, watchHints } from './watch-act.ts';

type WalkScreen = Extract<Screen, { type: 'walk' }>;

/** The walk: the outline, and everything about the block under the cursor. */
export const walkScreen: ScreenPart<WalkScreen> = {
  title: (_screen, { ui, view }) => {
    if (view === undefined) return 'walk';
    const focus = focusOf(view.session, ui.cursor);
    const runbook = focus?.type === 'block' ? focus.located.runbook : focus?.runbook;
    return cleanRow(runbook?.id ?? 'walk');
  },
  view: ({ context }) => <WalkView context={context} />,
  act: (binding, _screen, context) =>
    context.view?.watching === undefined
      ? walkAct(binding, context)
      : watchAct(binding, context.view, context),
  hints: (_screen, context) =>
    context.view?.watching === undefined ? walkHints(context) : watchHints(context.view, context),
  takesText: false,
};

function WalkView({ context }: { readonly context: ScreenContext }): ReactNode {
  const { marks } = useTheme();
  const { ui, view, columns, rows } = context;
  if (view === undefined) return null;
  const panes = panesOf(columns);
  const focus = focusOf(view.session, ui.cursor);
  const pane: Pane = { context, view, marks, columns: panes.block, rows, alone: !panes.both };
  const outline = () =>
    outlineLines({
      session: view.session,
      focus,
      folds: ui.folds,
      usualWait: context.usualWait,
      marks,
      columns: panes.outline,
      rows,
      active: ui.pane === 'outline',
    });
  if (!panes.both)
    return (
      <Lines
        lines={ui.pane === 'outline' ? outline() : paneLines(pane)}
        columns={columns}
        rows={rows}
      />
    );
  const rail: Line = [span(marks.rail, { tone: 'quiet' })];
  return (
    <Box>
      <Lines lines={outline()} columns={panes.outline} rows={rows} />
      <Lines lines={Array.from({ length: rows }, () => rail)} columns={2} rows={rows} />
      <Lines lines={paneLines(pane)} columns={panes.block} rows={rows} />
    </Box>
  );
}
