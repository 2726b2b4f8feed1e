import type { Step } from '../steps/model.ts';
import { changedBlocks } from './as-run.ts';
import { driftedBlocks } from './drift.ts';
import type { BlockRef, OwnerRef } from './events.ts';
import { locatedBlocks, stepRef, type Located } from './refs.ts';
import { routeOf } from './routing.ts';
import type { Attempt, Session } from './session.ts';
import { isOptional, isSettled, newestAttempt, standingOf, type Standing } from './standing.ts';

/** One line of the outline on the left of the walk. */
export type OutlineRow =
  | ({
      readonly type: 'runbook';
      readonly ref: OwnerRef;
      readonly title: string;
    } & Progress)
  | ({
      readonly type: 'step';
      readonly ref: OwnerRef;
      readonly runbook: string;
      readonly step: Step;
      readonly standing: Standing;
      /** A check in it had passed and does not any more. */
      readonly drifted: boolean;
      /** A block in it says something else than when it was run. */
      readonly changed: boolean;
    } & Progress)
  | {
      readonly type: 'block';
      readonly ref: BlockRef;
      readonly located: Located;
      readonly standing: Standing;
      readonly attempts: number;
      readonly drifted: boolean;
      readonly changed: boolean;
    };

/** How far something has come, and how long its runs took so far. */
export interface Progress {
  readonly settled: number;
  readonly of: number;
  /** Milliseconds of session time: of every run that has ended, the ones that failed as well. */
  readonly spent: number;
}

/** The whole walk as rows, in the order of the documents. A runbook row only where several are walked. */
export function outlineRows(session: Session): readonly OutlineRow[] {
  const counting = session.attempts.filter(({ recheck }) => !recheck);
  const tries = Map.groupBy(counting, ({ block }) => block);
  const drifted = new Set(driftedBlocks(session).map(({ located }) => located.ref));
  const changed = new Set(changedBlocks(session).map(({ located }) => located.ref));
  const byStep = Map.groupBy(locatedBlocks(session), ({ step }) => step);
  const spentOn = (blocks: readonly Located[]): number =>
    blocks.reduce((sum, { ref }) => sum + timeOf(tries.get(ref) ?? []), 0);
  return session.runbooks.flatMap((runbook) => {
    const own = runbook.steps.flatMap((step) => byStep.get(step) ?? []);
    const head: readonly OutlineRow[] =
      session.runbooks.length > 1
        ? [
            {
              type: 'runbook',
              ref: runbook.id,
              title: runbook.title,
              ...count(session, own),
              spent: spentOn(own),
            },
          ]
        : [];
    return [
      ...head,
      ...runbook.steps.flatMap((step): readonly OutlineRow[] => {
        const inside = byStep.get(step) ?? [];
        return [
          {
            type: 'step',
            ref: stepRef(runbook, step),
            runbook: runbook.id,
            step,
            standing: stepStanding(session, inside),
            drifted: inside.some(({ ref }) => drifted.has(ref)),
            changed: inside.some(({ ref }) => changed.has(ref)),
            ...count(session, inside),
            spent: spentOn(inside),
          },
          ...inside.map((located): OutlineRow => ({
            type: 'block',
            ref: located.ref,
            located,
            standing: standingOf(session, located),
            attempts: tries.get(located.ref)?.length ?? 0,
            drifted: drifted.has(located.ref),
            changed: changed.has(located.ref),
          })),
        ];
      }),
    ];
  });
}

function timeOf(attempts: readonly Attempt[]): number {
  return attempts.reduce((sum, { startedAt, endedAt }) => {
    const took = endedAt === undefined ? NaN : Date.parse(endedAt) - Date.parse(startedAt);
    return Number.isFinite(took) ? sum + Math.max(0, took) : sum;
  }, 0);
}

/** How a step stands as a whole: the most urgent standing of its blocks. */
export function stepStanding(session: Session, inside: readonly Located[]): Standing {
  const standings = inside
    .filter(
      (located) =>
        !located.block.diagnosis &&
        (!isOptional(located) || newestAttempt(session, located.ref) !== undefined),
    )
    .map((located) => standingOf(session, located));
  for (const urgent of ['running', 'unknown', 'failed', 'attest'] as const)
    if (standings.includes(urgent)) return urgent;
  if (standings.length === 0) return 'optional';
  if (standings.includes('waiting')) return 'waiting';
  for (const special of ['overridden', 'skipped', 'deferred'] as const)
    if (standings.includes(special)) return special;
  return 'passed';
}

/** Blocks settled and blocks on the way, for `7 of 31`. */
export function progress(session: Session): { readonly settled: number; readonly of: number } {
  return count(session, locatedBlocks(session));
}

/** Blocks of the rollback section, and of every step's rollback label, for the rollback list. */
export function rollbackBlocks(session: Session): readonly Located[] {
  return locatedBlocks(session).filter(
    ({ block, step }) => block.kind === 'rollback' || step.role === 'rollback',
  );
}

/**
 * The fallback that is next for a block: of those below it in its step, up to the next block on the way, the first
 * that has not passed since the block failed. When all have, the first one again.
 */
export function fallbackBelow(session: Session, located: Located): Located | undefined {
  const all = locatedBlocks(session);
  const behind = all.slice(all.findIndex(({ ref }) => ref === located.ref) + 1);
  const end = behind.findIndex(
    ({ step, block }) => step !== located.step || !(block.kind === 'fallback' || block.diagnosis),
  );
  const below = behind
    .slice(0, end === -1 ? behind.length : end)
    .filter(({ block }) => block.kind === 'fallback');
  const failed = newestAttempt(session, located.ref)?.number ?? 0;
  const isDone = (one: Located): boolean =>
    standingOf(session, one) === 'passed' &&
    (newestAttempt(session, one.ref)?.number ?? 0) > failed;
  return below.find((one) => !isDone(one)) ?? below[0];
}

/** What the route leaves out is neither done nor to be done, so it is not counted. */
function count(session: Session, blocks: readonly Located[]) {
  const onTheWay = blocks.filter(
    (located) => !isOptional(located) && routeOf(session, located).type === 'offered',
  );
  const settled = onTheWay.filter((located) => isSettled(standingOf(session, located)));
  return { settled: settled.length, of: onTheWay.length };
}
