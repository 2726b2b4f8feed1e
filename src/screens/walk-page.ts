import { newestAttempt } from '../session/standing.ts';
import type { View } from '../session/walker.ts';
import type { ScreenContext } from './contract.ts';
import { foldSections } from './parts/fold.ts';
import { stopsOf, type Focus } from './parts/focus.ts';
import { outputDown, outputUp, outputWindow } from './parts/output.ts';
import { pageDown, pageUp } from './parts/page.ts';
import { panesOf } from './parts/panes.ts';
import { walkSections, type Pane } from './parts/walk-sections.ts';
import type { Ui } from './stack.ts';
import { makeTheme } from './theme.ts';
import type { Act } from './walk-act.ts';

/**
 * PgUp and PgDn. On the outline they move the cursor by a screenful. On the block PgDn goes through the whole
 * text, and PgUp from its top into the output, whose end is what stands there.
 */
export function walkPage(
  to: 'up' | 'down',
  context: ScreenContext,
  view: View,
  focus: Focus | undefined,
): Act {
  if (focus === undefined) return 'There is nothing to scroll.';
  const { ui } = context;
  if (ui.pane === 'outline') return pageOutline(to, context, view, focus);
  const result =
    ui.outputOffset > 0 ? pageOutput(to, context, view, focus) : pageText(to, context, view, focus);
  return typeof result === 'string' ? result : [{ type: 'ui', change: result }];
}

function pageOutline(to: 'up' | 'down', { rows }: ScreenContext, view: View, focus: Focus): Act {
  const stops = stopsOf(view.session);
  const at = stops.findIndex(({ ref }) => ref === focus.ref);
  const by = Math.max(1, rows - 4) * (to === 'up' ? -1 : 1);
  const next = stops[Math.min(stops.length - 1, Math.max(0, at + by))];
  if (next === undefined || next.ref === focus.ref)
    return to === 'up' ? 'This is the first step.' : 'This is the last step.';
  return [{ type: 'ui', change: { cursor: next.ref, scroll: 0, outputOffset: 0 } }];
}

function pageText(
  to: 'up' | 'down',
  context: ScreenContext,
  view: View,
  focus: Focus,
): Partial<Ui> | string {
  const pane = paneOf(context, view);
  const sections = walkSections(pane, focus);
  if (to === 'down') return pageDown(sections, pane.rows, context.ui);
  if (context.ui.scroll > 0) return pageUp(sections, pane.rows, context.ui);
  const attempt = newestAttempt(view.session, focus.ref);
  if (attempt === undefined) return 'This is the top.';
  const window = outputWindow(context, attempt.number, { ...outputSize(pane), offset: 0 });
  const isFolded = foldSections(sections, pane).firstHidden !== undefined;
  if (window.bytes === 0) return 'This is the top; there is no output yet.';
  return window.more || isFolded ? { outputOffset: 1 } : 'Everything is shown.';
}

/** Here `outputOffset` is one more than the lines left out at the end: 1 is the end itself, drawn alone. */
function pageOutput(
  to: 'up' | 'down',
  context: ScreenContext,
  view: View,
  focus: Focus,
): Partial<Ui> | string {
  const attempt = newestAttempt(view.session, focus.ref);
  const offset = context.ui.outputOffset - 1;
  if (attempt === undefined || (to === 'down' && offset === 0)) return { outputOffset: 0 };
  const size = { ...outputSize(paneOf(context, view)), offset };
  const next =
    to === 'up'
      ? outputUp(context, attempt.number, size)
      : outputDown(context, attempt.number, size);
  return typeof next === 'string' ? next : { outputOffset: next + 1 };
}

/** What the output has when it is drawn alone: below the title, its heading and the row that says more. */
function outputSize({ columns, rows }: Pane): { readonly columns: number; readonly rows: number } {
  return { columns, rows: Math.max(1, rows - 3) };
}

/** The pane as it is drawn. Marks are all one column wide, so they change no row. */
function paneOf(context: ScreenContext, view: View): Pane {
  const panes = panesOf(context.columns);
  const { marks } = makeTheme({ colour: false, unicode: false });
  return { context, view, marks, columns: panes.block, rows: context.rows, alone: !panes.both };
}
