import type { Gate } from '../steps/model.ts';
import { whatDiffers } from '../steps/pair-blocks.ts';
import type { OwnerRef } from './events.ts';
import { newestAttempt } from './newest-attempt.ts';
import { locate, locatedBlocks, locateStep, type Located } from './refs.ts';
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

/** Every block that was run or passed over and says something else since, in the order of the documents. */
export function changedBlocks(
  session: Session,
): readonly { readonly located: Located; readonly what: readonly string[] }[] {
  if (session.revisions.length === 0) return [];
  return locatedBlocks(session).flatMap((located) => {
    const what = changedSince(session, located);
    return what.length === 0 ? [] : [{ located, what }];
  });
}

/** One sentence without its full stop, for whoever asks why a block is told apart. */
export function changedWords(what: readonly string[]): string {
  return `its runbook changed it since it ran (${what.join(', ')})`;
}

/** What was run, or passed over, and is in no text of the walk any more, the oldest first. */
export function goneBlocks(session: Session): readonly {
  readonly ref: OwnerRef;
  readonly was: Located;
  readonly attempts: readonly Attempt[];
}[] {
  const runs = Map.groupBy(
    session.attempts.filter(({ block }) => locate(session, block) === undefined),
    ({ block }) => block,
  );
  const ran = [...runs].flatMap(([ref, attempts]) => {
    const was = attempts.findLast((attempt) => attempt.was !== undefined)?.was;
    return was === undefined ? [] : [{ ref, was, attempts }];
  });
  const passed = Object.entries(session.skips).flatMap(([ref, { was }]) =>
    was === undefined || runs.has(ref) || locate(session, ref) !== undefined
      ? []
      : [{ ref, was, attempts: [] }],
  );
  return [...ran, ...passed];
}

/** The gates that answers of a person are about: a block's as it was run, or a step's own. */
export function gatesOf(session: Session, owner: OwnerRef): readonly Gate[] {
  const located = locate(session, owner);
  return located === undefined
    ? (locateStep(session, owner)?.step.gates ?? [])
    : asRun(session, located).block.gates;
}
