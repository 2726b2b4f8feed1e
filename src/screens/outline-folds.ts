import { stepRef } from '../session/refs.ts';
import type { Session } from '../session/session.ts';
import { runbookOf, stopsOf, type Focus } from './parts/focus.ts';
import type { Ui } from './stack.ts';
import type { Act } from './walk-act.ts';

type Folds = NonNullable<Ui['folds']>;

const none: Folds = { runbooks: [], steps: [] };

/**
 * Left folds a step that was held open, else its runbook; Right opens the runbook, then holds the step open. `fold-all`
 * folds every runbook, or opens every one when all are folded.
 */
export function foldAct(
  binding: 'fold' | 'unfold' | 'fold-all',
  session: Session,
  focus: Focus | undefined,
  { folds = none }: Ui,
): Act {
  const ids = session.runbooks.map(({ id }) => id);
  if (binding === 'fold-all') {
    if (ids.length < 2) return 'One runbook is walked; there is nothing to fold it into.';
    const isFolded = ids.every((id) => folds.runbooks.includes(id));
    return folded({ runbooks: isFolded ? [] : ids, steps: isFolded ? folds.steps : [] });
  }
  if (focus === undefined) return 'There is nothing to fold.';
  const runbook = runbookOf(focus);
  const step = focus.type === 'block' ? focus.located.step : focus.step;
  const ref = stepRef(runbook, step);
  const isFolded = folds.runbooks.includes(runbook.id);
  const isHeld = folds.steps.includes(ref);
  if (binding === 'fold') {
    if (isFolded) return `${runbook.id} is folded already; right unfolds it.`;
    if (isHeld) return folded({ ...folds, steps: folds.steps.filter((each) => each !== ref) });
    return ids.length < 2
      ? 'One runbook is walked; there is nothing to fold it into.'
      : folded({ ...folds, runbooks: [...folds.runbooks, runbook.id] });
  }
  if (isFolded)
    return folded({ ...folds, runbooks: folds.runbooks.filter((id) => id !== runbook.id) });
  return isHeld
    ? `${step.id} is held open already; left lets it close behind the cursor.`
    : folded({ ...folds, steps: [...folds.steps, ref] });
}

function folded(folds: Folds): Act {
  return [{ type: 'ui', change: { folds } }];
}

/** The next place for the cursor: a folded runbook is one of them, seen at its first block. */
export function besideFolded(
  session: Session,
  focus: Focus | undefined,
  folds: Ui['folds'],
  by: 1 | -1,
): Focus | undefined {
  const stops = stopsOf(session);
  const at = stops.findIndex(({ ref }) => ref === focus?.ref);
  const from = stops[at];
  const isFolded = (stop: Focus) => folds?.runbooks.includes(runbookOf(stop).id) === true;
  let to = at + by;
  // Out of a folded runbook in one step.
  if (from !== undefined && isFolded(from))
    while (stops[to] !== undefined && runbookOf(stops[to] as Focus) === runbookOf(from)) to += by;
  const stop = stops[to];
  if (stop === undefined || !isFolded(stop)) return stop;
  return stops.find((each) => runbookOf(each) === runbookOf(stop));
}
