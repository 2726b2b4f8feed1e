import type { Gate } from '../steps/model.ts';
import { whatDiffers } from '../steps/pair-blocks.ts';
import type { OwnerRef } from './events.ts';
import { newestAttempt } from './newest-attempt.ts';
import { locate, locateStep, type Located } from './refs.ts';
import type { Attempt, Session } from './session.ts';

/** A block as its newest run knew it; as it is now where it never ran, or where its document did not change since. */
export function asRun(session: Session, located: Located): Located {
  const was = newestAttempt(session, located.ref)?.was;
  return was === undefined ? located : { ...located, step: was.step, block: was.block };
}

/** The block of an attempt as it was run; undefined when no text of the walk holds it. */
export function blockOfAttempt(session: Session, attempt: Attempt): Located | undefined {
  const { was, block } = attempt;
  const now = locate(session, block);
  if (was === undefined) return now;
  return { ...was, ref: block, runbook: now?.runbook ?? was.runbook };
}

/**
 * What of a block says something else than when it was run or passed over, `command`, `gate` ...; nothing where it is
 * as it was, and where nothing was done about it.
 */
export function changedSince(session: Session, located: Located): readonly string[] {
  const known = found.get(session) ?? new Map<string, readonly string[]>();
  found.set(session, known);
  const what = known.get(located.ref) ?? findChange(session, located);
  known.set(located.ref, what);
  return what;
}

/** Asked for each row of each frame; a session never changes. */
const found = new WeakMap<Session, Map<string, readonly string[]>>();

function findChange(session: Session, located: Located): readonly string[] {
  const { ref } = located;
  const attempt = newestAttempt(session, ref);
  const passed = [session.skips[ref], session.overrides[ref]].find(
    (one) => one?.attempt === (attempt?.number ?? 0),
  );
  const was = attempt?.was ?? passed?.was;
  return was === undefined ? [] : whatDiffers(was, located);
}

/** The gates that answers of a person are about: a block's as it was run, or a step's own. */
export function gatesOf(session: Session, owner: OwnerRef): readonly Gate[] {
  const located = locate(session, owner);
  return located === undefined
    ? (locateStep(session, owner)?.step.gates ?? [])
    : asRun(session, located).block.gates;
}
