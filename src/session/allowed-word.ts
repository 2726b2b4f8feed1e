import type { BlockRef, OwnerRef } from './events.ts';
import { openDeferrals, type Deferral } from './deferrals.ts';
import { exitItems } from './exit-gate.ts';
import type { Gate } from '../steps/model.ts';
import { isLeft } from './left-polls.ts';
import { blockRef, locate, type Located } from './refs.ts';
import type { Session } from './session.ts';
import { gateStandings, newestAttempt, standingByRef, standingOf } from './standing.ts';

/** Why the operator's word can not stand in for a run here: skip, override, or taking an unseen outcome. */
export function allowedSkip(session: Session, ref: BlockRef): string | undefined {
  const located = locate(session, ref);
  if (located === undefined) return `No block ${ref} in the runbooks of this walk.`;
  switch (standingOf(session, located)) {
    case 'running':
      return isLeft(session, ref)
        ? 'It was left running; stop it first.'
        : 'It is running; stop it with x first.';
    case 'passed':
      return 'It has passed; there is nothing to skip.';
    case 'skipped':
    case 'deferred':
      return 'It is passed over already.';
    case 'unknown':
      return UNSEEN;
    case 'optional':
      return 'It is not on the way; leave it.';
    case 'attest':
    case 'failed':
      // Skipped blocks are settled: a skip would do what an override of a hard gate may not.
      return refusedByHardGate(session, located, 'skipped');
    case 'waiting':
    case 'overridden':
      return undefined;
  }
}

const UNSEEN = 'Its end was not seen: say what became of it first (Enter).';

/** Why a gate can not be passed over by the operator's reason: there is no verdict, it holds, or it is hard. */
export function allowedOverride(session: Session, owner: OwnerRef): string | undefined {
  const deferral = openDeferrals(session).find((entry) => entry.owner === owner);
  const located = locate(session, owner);
  const standing = located === undefined ? undefined : standingOf(session, located);
  // A block that was run again has a verdict of its own to come to: its own rules hold then.
  if (deferral !== undefined && (standing === undefined || standing === 'deferred'))
    return allowedDeferralOverride(session, deferral);
  if (located === undefined) return allowedItemOverride(session, owner);
  if (standing === 'running')
    return 'It is still running, so there is no verdict to override; stop it first.';
  if (standing === 'unknown') return UNSEEN;
  if (newestAttempt(session, owner)?.verdicts === undefined)
    return 'There is no verdict to override: run the block, or skip it with s.';
  if (standing !== 'failed' && standing !== 'attest')
    return 'Its gate has not failed; there is nothing to override.';
  return refusedByHardGate(session, located, 'overridden');
}

/** What was left to a step of this walk can be passed over there and then, unless a hard gate was left with it. */
function allowedDeferralOverride(
  session: Session,
  { runbook, step, block, gates }: Deferral,
): string | undefined {
  const inside = block === undefined ? step.blocks : [];
  const running = inside.find(
    (each) => standingByRef(session, blockRef(runbook, each)) === 'running',
  );
  if (running !== undefined)
    return `${running.id} is still running; stop it or wait for its end first.`;
  const hard = gates.find((gate) => gate.hard);
  return hard === undefined
    ? undefined
    : `A hard gate was left with it and can not be overridden: ${hard.text}`;
}

function refusedByHardGate(
  session: Session,
  located: Located,
  what: 'overridden' | 'skipped',
): string | undefined {
  const hard = openHardGate(session, located);
  return hard === undefined ? undefined : `This gate is hard and can not be ${what}: ${hard.text}`;
}

function openHardGate(session: Session, located: Located): Gate | undefined {
  return gateStandings(session, located).find(({ gate, holds }) => gate.hard && holds !== 'yes')
    ?.gate;
}

function allowedItemOverride(session: Session, ref: OwnerRef): string | undefined {
  const item = exitItems(session).find((candidate) => candidate.ref === ref);
  if (item === undefined) return `No gate ${ref} in the runbooks of this walk.`;
  if (item.gate.hard) return `This gate is hard and can not be overridden: ${item.gate.text}`;
  return item.answer === 'yes' || item.answer === 'deferred'
    ? 'This gate holds; there is nothing to override.'
    : undefined;
}

/** Why the operator's word about an end that nobody saw is not taken. */
export function allowedTake(
  session: Session,
  ref: BlockRef,
  as: 'done' | 'failed',
): string | undefined {
  const located = locate(session, ref);
  if (located === undefined) return `No block ${ref} in the runbooks of this walk.`;
  if (standingOf(session, located) !== 'unknown')
    return 'The end of this block is known; there is nothing to say about it.';
  const hard = as === 'done' ? openHardGate(session, located) : undefined;
  return hard === undefined
    ? undefined
    : `Only a run can show that its hard gate holds; say that it failed, then run it again: ${hard.text}`;
}

/** Why a reason is none. */
export function reasonMissing(reason: string): string | undefined {
  return reason.trim().length < 3 ? 'Type a reason; it stays in the record.' : undefined;
}
