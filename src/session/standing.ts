import type { AttestAnswer, Gate } from '../steps/model.ts';
import type { Verdict } from '../steps/verdict.ts';
import type { OwnerRef } from './events.ts';
import { besidePoll, isLeft } from './left-polls.ts';
import { asRun } from './as-run.ts';
import { newestAttempt } from './newest-attempt.ts';
import { gateRef, locate, locatedBlocks, type Located } from './refs.ts';
import { gateCounts, routeOf } from './routing.ts';
import type { Attempt, Session } from './session.ts';

export { newestAttempt };

/**
 * How a block stands. `optional` is a fallback or rollback nobody has needed; `attest` waits for a
 * person's answer; `unknown` was started and its end was not seen.
 */
export type Standing =
  | 'waiting'
  | 'running'
  | 'attest'
  | 'passed'
  | 'failed'
  | 'unknown'
  | 'skipped'
  | 'deferred'
  | 'overridden'
  | 'optional';

/** One gate of a block with the newest verdict on it. */
export interface GateStanding {
  readonly gate: Gate;
  readonly index: number;
  readonly verdict: Verdict | undefined;
  readonly attested: AttestAnswer | undefined;
  /** `later`: a person has put it off, as the runbook lets them. */
  readonly holds: 'yes' | 'no' | 'open' | 'later';
}

/**
 * The gates of a block that count on this route, each with its newest verdict. Verdicts go by place, so they stand with
 * the gates that the newest run was judged by: the block as it was then, where its document changed since.
 */
export function gateStandings(session: Session, located: Located): readonly GateStanding[] {
  const attempt = newestAttempt(session, located.ref);
  return asRun(session, located)
    .block.gates.map((gate, index): GateStanding => {
      const verdict = attempt?.verdicts?.[index];
      const attested = session.attested[gateRef(located.ref, index)]?.answer;
      return { gate, index, verdict, attested, holds: holding(gate, verdict, attested) };
    })
    .filter(({ gate }) => gateCounts(session, located.runbook, gate));
}

function holding(
  gate: Gate,
  verdict: Verdict | undefined,
  attested: AttestAnswer | undefined,
): GateStanding['holds'] {
  // A hard gate is answered; it is put off by nobody.
  if (gate.type === 'attested')
    return attested === 'later' && gate.hard ? 'open' : (attested ?? 'open');
  if (verdict === undefined) return 'open';
  return verdict.answer === 'yes' ? 'yes' : 'no';
}

/** How one block stands. Asked many times for each frame; a session never changes, so each is found out once. */
export function standingOf(session: Session, located: Located): Standing {
  const known = standings.get(session) ?? new Map<string, Standing>();
  standings.set(session, known);
  const found = known.get(located.ref) ?? findStanding(session, located);
  known.set(located.ref, found);
  return found;
}

const standings = new WeakMap<Session, Map<string, Standing>>();

function findStanding(session: Session, located: Located): Standing {
  const attempt = newestAttempt(session, located.ref);
  if (attempt !== undefined && isUnderWay(session, attempt)) return 'running';
  if (isOverridden(session, located, attempt)) return 'overridden';
  const skip = session.skips[located.ref];
  if (skip !== undefined && skip.attempt === (attempt?.number ?? 0)) return 'skipped';
  if (attempt === undefined) return untouched(session, located);
  return attempted(session, asRun(session, located), attempt);
}

function isUnderWay({ running, background }: Session, { number }: Attempt): boolean {
  return running === number || background.includes(number);
}

/** A reason stands in for a verdict that is there, and for none on a hard gate, whatever a journal says. */
function isOverridden(session: Session, located: Located, attempt: Attempt | undefined): boolean {
  const over = session.overrides[located.ref];
  if (over === undefined || over.attempt !== (attempt?.number ?? 0)) return false;
  if (attempt === undefined) return true;
  return (
    attempt.verdicts !== undefined &&
    gateStandings(session, located).every(({ gate, holds }) => !gate.hard || holds === 'yes')
  );
}

function untouched(session: Session, located: Located): Standing {
  const route = routeOf(session, located);
  if (route.type === 'deferred') return 'deferred';
  if (route.type === 'skipped') return 'skipped';
  return isOptional(located) ? 'optional' : 'waiting';
}

/** Skipped by the route and not by the operator; what the route defers is asked about elsewhere. */
export function isOffRoute(session: Session, located: Located): boolean {
  return (
    routeOf(session, located).type === 'skipped' &&
    session.skips[located.ref] === undefined &&
    newestAttempt(session, located.ref) === undefined
  );
}

/** Fallbacks, rollbacks and what finds out why a poll does not come are not on the way: the walk goes past them. */
export function isOptional({ block, step }: Located): boolean {
  return (
    block.kind === 'fallback' ||
    block.kind === 'rollback' ||
    block.diagnosis ||
    step.role === 'rollback'
  );
}

function attempted(session: Session, located: Located, attempt: Attempt): Standing {
  if (attempt.taken !== undefined) return takenAs(session, located, attempt.taken.as);
  const { outcome } = attempt;
  if (outcome === undefined) return 'unknown';
  if (outcome.type === 'unknown') return located.block.mutates ? 'unknown' : 'waiting';
  if (outcome.type === 'not-started') return hasRunBefore(session, located) ? 'failed' : 'waiting';
  if (attempt.verdicts === undefined) return 'failed';
  if (outcome.type !== 'exited' || attempt.captureFailures.length > 0) return 'failed';
  const gates = gateStandings(session, located);
  if (gates.some(({ holds }) => holds === 'no')) return 'failed';
  if (!isExitAccepted(located, outcome.status)) return 'failed';
  if (gates.some(({ holds }) => holds === 'open')) return 'attest';
  return gates.some(({ holds }) => holds === 'later') ? 'deferred' : 'passed';
}

/** A change that was to be made again and was not started has still been made once: it is not as if it never ran. */
function hasRunBefore(session: Session, { ref, block }: Located): boolean {
  return (
    block.mutates &&
    session.attempts.some(
      ({ block: of, outcome, recheck }) =>
        of === ref && !recheck && outcome !== undefined && outcome.type !== 'not-started',
    )
  );
}

/** A person's word for an end nobody saw stands in for gates that were not judged: that is passed over, not passed. */
function takenAs(session: Session, located: Located, as: 'done' | 'failed'): Standing {
  if (as === 'failed') return 'failed';
  return gateStandings(session, located).length > 0 ? 'overridden' : 'passed';
}

/**
 * An exit status other than 0 fails a block, unless one of its gates speaks about the exit status, or
 * nothing but a person judges it: the person sees the status beside the output.
 */
export function isExitAccepted({ block }: Located, status: number): boolean {
  if (status === 0) return true;
  if (block.gates.length > 0 && block.gates.every((gate) => gate.type === 'attested')) return true;
  return block.gates.some(
    (gate) =>
      gate.type === 'machine' &&
      [...gate.conditions, ...(gate.noWhen ?? [])].some(({ type }) => type === 'exit-status'),
  );
}

/** Nothing more is asked of a block in this standing; the walk may go past it. */
export function isSettled(standing: Standing): boolean {
  switch (standing) {
    case 'passed':
    case 'skipped':
    case 'deferred':
    case 'overridden':
    case 'optional':
      return true;
    case 'waiting':
    case 'running':
    case 'attest':
    case 'failed':
    case 'unknown':
      return false;
  }
}

/**
 * The first block that still wants something; undefined when only the exit gate is left. The walk goes past a poll that
 * was left running, as far as its runbook lets it: then the poll itself is what it waits for.
 */
export function nextBlock(session: Session): Located | undefined {
  let holding: { readonly poll: Located; readonly until: number } | undefined;
  for (const [place, located] of locatedBlocks(session).entries()) {
    if (holding !== undefined && place >= holding.until) return holding.poll;
    // What a check found out about a poll is settled by what is done about the poll.
    if (located.block.diagnosis || isSettled(standingOf(session, located))) continue;
    if (!isLeft(session, located.ref)) return located;
    const { until } = besidePoll(session, located);
    if (holding === undefined || until < holding.until) holding = { poll: located, until };
  }
  return holding?.poll;
}

/** Standing by reference, `waiting` for a reference that no document holds. */
export function standingByRef(session: Session, ref: OwnerRef): Standing {
  const located = locate(session, ref);
  return located === undefined ? 'waiting' : standingOf(session, located);
}
