import { nameInScript } from '../steps/command.ts';
import { changedSince } from './as-run.ts';
import { holdsDead } from './dead-values.ts';
import type { BlockRef } from './events.ts';
import { previewOf } from './preview.ts';
import { locatedBlocks, type Located } from './refs.ts';
import type { Session } from './session.ts';
import { gateStandings, newestAttempt, standingOf } from './standing.ts';

/** A check that passed and can be looked at again. */
export interface Recheck {
  readonly located: Located;
  /** Why it is not looked at now; undefined when it is. */
  readonly left: string | undefined;
}

/**
 * The checks that passed by a run of their own, in the order of the documents. Not those that only a
 * person judges, and no polls: a poll's waiting is over.
 */
export function recheckable(session: Session): readonly Recheck[] {
  const known = gathered.get(session);
  if (known !== undefined) return known;
  const checks = locatedBlocks(session)
    .filter((located) => isRecheckable(session, located))
    .map((located) => ({ located, left: leftOut(session, located) }));
  gathered.set(session, checks);
  return checks;
}

/** Asked several times for each frame, and each answer builds the command of every check. */
const gathered = new WeakMap<Session, readonly Recheck[]>();

/** The checks that a round of rechecks would run, as references. */
export function recheckRefs(session: Session): readonly BlockRef[] {
  return recheckable(session).flatMap(({ located, left }) =>
    left === undefined ? [located.ref] : [],
  );
}

function isRecheckable(session: Session, located: Located): boolean {
  const { block, step } = located;
  if (block.kind !== 'check' || block.mutates || step.role === 'rollback') return false;
  if (block.place.type === 'elsewhere' || block.stdin !== 'null') return false;
  if (standingOf(session, located) !== 'passed') return false;
  // A person's word about an end nobody saw is no run that could be compared with.
  if (newestAttempt(session, located.ref)?.taken !== undefined) return false;
  const gates = gateStandings(session, located);
  return gates.length === 0 || gates.some(({ gate }) => gate.type === 'machine');
}

function leftOut(session: Session, located: Located): string | undefined {
  // Another command, or other gates: what it says now is no word about what had passed.
  if (changedSince(session, located).length > 0)
    return 'its runbook changed it since it passed; run it again';
  const { missing } = previewOf(session, located);
  if (missing.length === 0)
    return holdsDead(session, located) === undefined ? undefined : 'it holds a dead value now';
  return `it reads ${missing.map(nameInScript).join(', ')}, which has no value now`;
}
