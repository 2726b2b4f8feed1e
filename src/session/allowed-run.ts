import { holdsDead } from './dead-values.ts';
import type { BlockRef } from './events.ts';
import { whatRuns } from './allowed-poll.ts';
import { besidePoll, isLeft, leftPolls, waitsFor } from './left-polls.ts';
import { unconfirmedLiterals } from './unconfirmed-literals.ts';
import { locate, locatedBlocks, type Located } from './refs.ts';
import { needsValue } from './placeholders.ts';
import { cautionsNow } from './preview.ts';
import { routeOf } from './routing.ts';
import type { Session } from './session.ts';
import { isOptional, isSettled, newestAttempt, standingOf } from './standing.ts';

/**
 * Why a block can not be started now; undefined when it can. `typed` is checked only when given, so that
 * a screen can ask before the name is typed; the engine asks `unconfirmed` as well.
 */
export function allowedRun(session: Session, ref: BlockRef, typed?: string): string | undefined {
  const located = locate(session, ref);
  if (located === undefined) return `No block ${ref} in the runbooks of this walk.`;
  const running = whatRuns(session);
  if (running !== undefined) return running;
  if (isLeft(session, ref))
    return `${located.block.id} was left running; it goes on looking by itself.`;
  return (
    notHere(session, located) ??
    notYetAsked(session, located) ??
    notOnThisRoute(session, located) ??
    holdsDead(session, located) ??
    watchedBy(session, located) ??
    notSettledBefore(session, located) ??
    notNeeded(session, located) ??
    needsValue(session, located) ??
    notTyped(session, located, typed)
  );
}

function notHere({ mode }: Session, { block }: Located): string | undefined {
  if (block.secrets?.refused !== undefined)
    return `The runbook does not say clearly what it is given: ${block.secrets.refused}.`;
  // Nobody but the operator knows what its program will ask, so nothing can stand in for it.
  if (mode === 'training' && block.stdin === 'tty' && block.secrets === undefined)
    return 'It asks its questions on a terminal of its own, and the simulated cloud has none: skip it here with a note.';
  return block.place.type === 'elsewhere'
    ? `handrail can not reach "${block.location}": run the block there by hand, then skip it here with a note of what came.`
    : undefined;
}

function notYetAsked(session: Session, { runbook }: Located): string | undefined {
  const unconfirmed = session.literals === undefined && runbook.literals.length > 0;
  if (unconfirmed) return 'Confirm the literals of the runbook first.';
  const [anew] = unconfirmedLiterals(session);
  if (anew !== undefined)
    return `The new text of the runbook brings a value of ENV(${anew}): confirm the literals first.`;
  const question = runbook.questions.find(({ id }) => session.answers[id] === undefined);
  return question === undefined ? undefined : `Answer the question first: ${question.text}`;
}

function notOnThisRoute(session: Session, located: Located): string | undefined {
  const route = routeOf(session, located);
  switch (route.type) {
    case 'offered':
      return undefined;
    case 'undecided':
      return 'Answer the question about the route first.';
    case 'skipped':
      return `Not on this route: skipped when ${route.on}.`;
    case 'deferred':
      return `Not on this route: when ${route.on}, ${route.to} makes up for it.`;
  }
}

/** What stands ahead of a poll that runs on is what that looks at: it would see neither the old nor the new. */
function watchedBy(session: Session, located: Located): string | undefined {
  if (!located.block.mutates || located.step.role === 'rollback') return undefined;
  const polls = leftPolls(session);
  if (polls.length === 0) return undefined;
  const place = locatedBlocks(session).findIndex(({ ref }) => ref === located.ref);
  const poll = polls.find((each) => place < besidePoll(session, each).from);
  return poll === undefined
    ? undefined
    : `${poll.block.id} watches what this changes; stop it first (x).`;
}

/** A read-only block may run at any time; one that changes something waits for all that stands before it. */
function notSettledBefore(session: Session, located: Located): string | undefined {
  if (!located.block.mutates || located.step.role === 'rollback') return undefined;
  const all = locatedBlocks(session);
  const place = all.findIndex(({ ref }) => ref === located.ref);
  for (const earlier of all.slice(0, place)) {
    if (located.block.kind === 'fallback' && earlier.step === located.step) continue;
    if (earlier.block.diagnosis || isSettled(standingOf(session, earlier))) continue;
    if (!isLeft(session, earlier.ref))
      return `${earlier.block.id} comes first and has not passed: run it, skip it with a reason (s), or override its gate (o).`;
    if (place >= besidePoll(session, earlier).until)
      return `${earlier.block.id} was left running, and ${waitsFor(earlier)} and what follows wait for it; go to ${earlier.block.id} in the outline to see how it stands.`;
  }
  return undefined;
}

/** A fallback is offered only when the block above it failed, or answered a plain no. */
function notNeeded(session: Session, located: Located): string | undefined {
  if (located.block.kind !== 'fallback') return undefined;
  const above = blockAbove(located);
  if (above === undefined) return undefined;
  const attempt = newestAttempt(session, above.ref);
  if (attempt === undefined) return `A fallback: run ${above.block.id} first.`;
  if (standingOf(session, above) !== 'failed')
    return `A fallback: ${above.block.id} above it did not fail.`;
  if (located.block.fallbackWhen === 'failed') return undefined;
  const plainNo = attempt.verdicts?.some(({ answer }) => answer === 'no') ?? false;
  return plainNo
    ? undefined
    : `A fallback for a plain no: ${above.block.id} could not tell, so find out why first.`;
}

/** The newest block above in the same step that is on the way itself. */
export function blockAbove(located: Located): Located | undefined {
  const { step, block, runbook } = located;
  const above = step.blocks
    .slice(0, step.blocks.indexOf(block))
    .findLast((candidate) => !isOptional({ ...located, block: candidate }));
  return above === undefined
    ? undefined
    : { ref: `${runbook.id}:${above.id}`, runbook, step, block: above };
}

/** A block under a caution that nobody has typed the name for. The engine starts none. */
export function unconfirmed(
  session: Session,
  ref: BlockRef,
  typed: string | undefined,
): string | undefined {
  const located = locate(session, ref);
  return located === undefined ? undefined : notTyped(session, located, typed ?? '');
}

function notTyped(
  session: Session,
  located: Located,
  typed: string | undefined,
): string | undefined {
  if (typed === undefined) return undefined;
  const caution = cautionsNow(session, located)[0];
  if (caution === undefined) return undefined;
  if (caution.object === '')
    return `What has to be typed is the value of ${located.block.cautions[0]?.object ?? ''}, which has none yet.`;
  return typed.trim() === caution.object
    ? undefined
    : `Type ${caution.object} exactly, or leave it; nothing has run.`;
}
