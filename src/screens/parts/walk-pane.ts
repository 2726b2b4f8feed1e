import { newestAttempt } from '../../session/standing.ts';
import { focusOf } from './focus.ts';
import { foldSections } from './fold.ts';
import { outputSection } from './output.ts';
import { pageOf } from './page.ts';
import type { Line } from './span.ts';
import { walkSections, type Pane } from './walk-sections.ts';
import { hanging } from './wrap.ts';

/** The block pane as rows: folded to what matters, paged, or its output alone. */
export function paneLines(pane: Pane): readonly Line[] {
  const { ui } = pane.context;
  const { session } = pane.view;
  const focus = focusOf(session, ui.cursor);
  if (focus === undefined)
    return hanging(
      [],
      'This runbook has no steps; see what was read with handrail outline.',
      pane.columns,
    );
  const sections = walkSections(pane, focus);
  const attempt = newestAttempt(session, focus.ref);
  if (ui.outputOffset === 0 || attempt === undefined) return pageOf(sections, pane, ui.scroll);
  const [title] = sections;
  const output = outputSection(
    pane.context,
    attempt.number,
    { columns: pane.columns, rows: pane.rows - 1, offset: ui.outputOffset - 1 },
    1,
  );
  const titleRow = title?.lines.slice(0, 1) ?? [];
  return [
    ...titleRow,
    ...foldSections([output], { columns: pane.columns, rows: pane.rows - 1 }).lines,
  ];
}
