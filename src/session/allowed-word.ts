import type { BlockRef, OwnerRef } from './events.ts';
import { exitItems } from './exit-gate.ts';
import { locate } from './refs.ts';
import type { Session } from './session.ts';
import { gateStandings, newestAttempt, standingOf } from './standing.ts';

/** Why the operator's word can not stand in for a run here: skip, override, or taking an unseen outcome. */
export function allowedSkip(session: Session, ref: BlockRef): string | undefined {
  const located = locate(session, ref);
  if (located === undefined) return `No block ${ref} in the runbooks of this walk.`;
  switch (standingOf(session, located)) {
    case 'running':
      return 'It is running; stop it with x first.';
    case 'passed':
      return 'It has passed; there is nothing to skip.';
    case 'skipped':
    case 'deferred':
      return 'It is passed over already.';
    case 'unknown':
      return 'Its end was not seen: say what became of it first (Enter).';
    case 'optional':
      return 'It is not on the way; leave it.';
    case 'waiting':
    case 'attest':
    case 'failed':
    case 'overridden':
      return undefined;
  }
}

export function allowedOverride(session: Session, owner: OwnerRef): string | undefined {
  const located = locate(session, owner);
  if (located === undefined) return allowedItemOverride(session, owner);
  if (newestAttempt(session, owner)?.verdicts === undefined)
    return 'There is no verdict to override: run the block, or skip it with s.';
  if (standingOf(session, located) !== 'failed' && standingOf(session, located) !== 'attest')
    return 'Its gate has not failed; there is nothing to override.';
  const hard = gateStandings(session, located).find(
    ({ gate, holds }) => gate.hard && holds !== 'yes',
  );
  return hard === undefined
    ? undefined
    : `This gate is hard and can not be overridden: ${hard.gate.text}`;
}

function allowedItemOverride(session: Session, ref: OwnerRef): string | undefined {
  const item = exitItems(session).find((candidate) => candidate.ref === ref);
  if (item === undefined) return `No gate ${ref} in the runbooks of this walk.`;
  if (item.gate.hard) return `This gate is hard and can not be overridden: ${item.gate.text}`;
  return item.answer === 'yes' || item.answer === 'deferred'
    ? 'This gate holds; there is nothing to override.'
    : undefined;
}

export function allowedTake(session: Session, ref: BlockRef): string | undefined {
  const located = locate(session, ref);
  if (located === undefined) return `No block ${ref} in the runbooks of this walk.`;
  return standingOf(session, located) === 'unknown'
    ? undefined
    : 'The end of this block is known; there is nothing to say about it.';
}

export function reasonMissing(reason: string): string | undefined {
  return reason.trim().length < 3 ? 'Type a reason; it stays in the record.' : undefined;
}
