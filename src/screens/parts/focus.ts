import type { OwnerRef } from '../../session/events.ts';
import { blockRef, locatedBlocks, locateStep, stepRef, type Located } from '../../session/refs.ts';
import type { Session } from '../../session/session.ts';
import type { Runbook, Step } from '../../steps/model.ts';
import { nextOf } from './per-session.ts';

/** What the cursor stands on: a block, or a step that has none (prose, an exit gate). */
export type Focus =
  | { readonly type: 'block'; readonly ref: OwnerRef; readonly located: Located }
  | {
      readonly type: 'step';
      readonly ref: OwnerRef;
      readonly runbook: Runbook;
      readonly step: Step;
    };

/**
 * Where the cursor is. Without one it follows what runs, then the next block that wants something, then
 * the exit gate. Undefined only for runbooks without a single step.
 */
export function focusOf(session: Session, cursor: OwnerRef | undefined): Focus | undefined {
  const stops = stopsOf(session);
  const at = (ref: OwnerRef | undefined) =>
    ref === undefined ? undefined : stops.find((stop) => stop.ref === ref);
  const running = session.attempts.find(({ number }) => number === session.running)?.block;
  return (
    at(cursor) ??
    at(running) ??
    at(nextOf(session)?.ref) ??
    stops.find((stop) => stop.type === 'step' && stop.step.gates.length > 0) ??
    stops.at(-1)
  );
}

/** The runbook that the cursor is in. */
export function runbookOf(focus: Focus): Runbook {
  return focus.type === 'block' ? focus.located.runbook : focus.runbook;
}

/** Where the cursor stands for a block or a step: a step that holds blocks is seen at its first. */
export function stopAt(session: Session, ref: OwnerRef): OwnerRef {
  const found = locateStep(session, ref);
  const first = found?.step.blocks[0];
  return found === undefined || first === undefined ? ref : blockRef(found.runbook, first);
}

/** Everything the cursor can stand on, in the order of the documents. */
export function stopsOf(session: Session): readonly Focus[] {
  const known = made.get(session.runbooks);
  if (known !== undefined) return known;
  const stops = makeStops(session);
  made.set(session.runbooks, stops);
  return stops;
}

/** Documents do not change during a walk. */
const made = new WeakMap<readonly Runbook[], readonly Focus[]>();

function makeStops(session: Session): readonly Focus[] {
  const inside = Map.groupBy(locatedBlocks(session), ({ step }) => step);
  return session.runbooks.flatMap((runbook) =>
    runbook.steps.flatMap((step): readonly Focus[] => {
      const blocks = inside.get(step) ?? [];
      return blocks.length === 0
        ? [{ type: 'step', ref: stepRef(runbook, step), runbook, step }]
        : blocks.map((located) => ({ type: 'block', ref: located.ref, located }));
    }),
  );
}
