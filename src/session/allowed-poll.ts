import { changedSince } from './as-run.ts';
import { holdsDead } from './dead-values.ts';
import type { BlockRef } from './events.ts';
import type { Intent } from './intents.ts';
import { isLeft, whyNotLeft } from './left-polls.ts';
import { pollEnd } from './poll-history.ts';
import { locate } from './refs.ts';
import type { Session } from './session.ts';
import { newestAttempt } from './standing.ts';

/** Why the hand on a poll can not do that now. Without a block the poll that is waited for is meant. */
export function allowedHand(
  session: Session,
  { type, block }: Extract<Intent, { readonly block?: BlockRef }> & { readonly type: HandType },
): string | undefined {
  const waitedFor = runningBlock(session);
  const ref = block ?? waitedFor;
  if (ref === undefined)
    return nothingRuns(session, type === 'cancel' ? 'Nothing is running.' : 'No poll is running.');
  const located = locate(session, ref);
  if (located === undefined) return `No block ${ref} in the runbooks of this walk.`;
  if (ref !== waitedFor && !isLeft(session, ref)) return `${located.block.id} is not running.`;
  if (type === 'cancel') return undefined;
  return located.block.poll === undefined ? `${located.block.id} is no poll.` : undefined;
}

type HandType = 'cancel' | 'poll-now' | 'pause-poll' | 'continue-poll';

/** Why a poll can not be left running. */
export function allowedLeave(session: Session, ref: BlockRef): string | undefined {
  const located = locate(session, ref);
  if (located === undefined) return `No block ${ref} in the runbooks of this walk.`;
  const { id } = located.block;
  if (isLeft(session, ref)) return `${id} was left running already.`;
  if (runningBlock(session) !== ref) return `${id} is not running.`;
  return whyNotLeft(located);
}

/** Why a poll can not be waited for any longer. Whatever else ended it than its looks is no matter of time. */
export function allowedExtend(session: Session, ref: BlockRef): string | undefined {
  const located = locate(session, ref);
  if (located === undefined) return `No block ${ref} in the runbooks of this walk.`;
  const { id, poll } = located.block;
  if (poll === undefined) return `${id} is no poll; run it again.`;
  if (changedSince(session, located).length > 0)
    return `The runbook changed ${id} since it ran; run it again.`;
  const seen = newestAttempt(session, ref)?.looks.findLast(({ held }) => !held);
  switch (pollEnd(session, ref)) {
    case 'looks-ran-out':
      return whatRuns(session) ?? holdsDead(session, located);
    case 'never-run':
      return `${id} was not run yet; run it first.`;
    case 'running':
      return `${id} is still looking.`;
    case 'held':
      return `${id} has come to its end: its gates held.`;
    case 'will-not-come':
      return `${id} ended on ${seen?.state ?? 'what it stops on'}, which more looks do not change; put that right and run it again.`;
    case 'question-failed':
      return `${id} ended as its question failed, which more looks do not change; put that right and run it again.`;
    case 'cancelled':
      return `${id} was stopped by hand; run it again.`;
    case 'not-seen':
      return `${id} ended with looks left; run it again.`;
  }
}

/** Why nothing can be started now: what is waited for; undefined when nothing is. */
export function whatRuns(session: Session): string | undefined {
  const running = session.attempts.find(({ number }) => number === session.running);
  if (running === undefined) return undefined;
  const located = locate(session, running.block);
  const id = idOf(running.block);
  if (running.recheck) return `${id} is being looked at again; wait for it or stop it with x.`;
  if (running.command.feeds !== undefined)
    return `${id} is not over; give it what it asks for or stop it with x.`;
  const leaving = located !== undefined && whyNotLeft(located) === undefined;
  return `${id} is still running; wait for it${leaving ? ', leave it running' : ''} or stop it with x.`;
}

function runningBlock({ attempts, running }: Session): BlockRef | undefined {
  return running === undefined
    ? undefined
    : attempts.findLast(({ number }) => number === running)?.block;
}

function nothingRuns({ background, attempts }: Session, nothing: string): string {
  if (background.length === 0) return nothing;
  const ids = attempts
    .filter(({ number }) => background.includes(number))
    .map((each) => idOf(each.block));
  return `Nothing is waited for; of ${ids.join(' and ')}, left running, say which.`;
}

function idOf(ref: BlockRef): string {
  return ref.slice(ref.indexOf(':') + 1);
}
