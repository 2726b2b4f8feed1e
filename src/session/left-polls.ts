import type { BlockRef } from './events.ts';
import { locate, locatedBlocks, type Located } from './refs.ts';
import type { Session } from './session.ts';

/** The polls that were left running, in the order in which they were left. */
export function leftPolls(session: Session): readonly Located[] {
  return session.background.flatMap((number) => {
    const attempt = session.attempts.findLast((each) => each.number === number);
    const located = attempt === undefined ? undefined : locate(session, attempt.block);
    return located === undefined ? [] : [located];
  });
}

/** Whether a block is a poll that was left running. */
export function isLeft(session: Session, ref: BlockRef): boolean {
  return session.background.length > 0 && leftPolls(session).some((located) => located.ref === ref);
}

/**
 * How far the walk may go beside a poll: places among `locatedBlocks`, from behind the poll and not as far as `until`.
 * Nothing may go on beside a poll without MEANWHILE, nor beside one whose MEANWHILE names nothing behind it.
 */
export function besidePoll(
  session: Session,
  poll: Located,
): { readonly from: number; readonly until: number } {
  const all = locatedBlocks(session);
  const from = all.findIndex(({ ref }) => ref === poll.ref) + 1;
  const { meanwhile } = poll.block.poll ?? {};
  if (meanwhile === undefined) return { from, until: from };
  return { from, until: Math.max(from, placeOf(all, poll, meanwhile.upTo)) };
}

/** Why a poll can not be left running; undefined when its runbook lets the walk go on beside it. */
export function whyNotLeft({ block, runbook }: Located): string | undefined {
  if (block.poll === undefined) return `${block.id} is no poll; it is waited for.`;
  if (block.poll.meanwhile === undefined)
    return `The runbook does not let the walk go on beside ${block.id}; wait for it or stop it with x.`;
  const { upTo } = block.poll.meanwhile;
  const isKnown =
    upTo === undefined ||
    runbook.steps.some(({ id, blocks }) => id === upTo || blocks.some((each) => each.id === upTo));
  return isKnown
    ? undefined
    : `The runbook lets the walk go on beside ${block.id} up to ${upTo}, which it does not hold; wait for it or stop it with x.`;
}

/** The step or block that waits for a poll, as the operator reads it: `step 8.3`, `the exit gate`. */
export function waitsFor({ block, runbook }: Located): string {
  const upTo = block.poll?.meanwhile?.upTo;
  if (upTo === undefined) return 'the exit gate';
  const step = runbook.steps.find(({ id }) => id === upTo);
  if (step === undefined) return upTo;
  return step.role === 'exit-gate' ? 'the exit gate' : `step ${upTo}`;
}

/** The first block at or behind what waits for the poll. */
function placeOf(all: readonly Located[], poll: Located, upTo: string | undefined): number {
  const { runbook } = poll;
  const own = all.findIndex((located) => located.runbook === runbook && located.block.id === upTo);
  if (upTo !== undefined && own >= 0) return own;
  const step = runbook.steps.findIndex(({ id, role }) =>
    upTo === undefined ? role === 'exit-gate' : id === upTo,
  );
  if (step < 0 && upTo !== undefined) return 0;
  const waiting = new Set(step < 0 ? [] : runbook.steps.slice(step));
  const first = all.findIndex(
    (located) => located.runbook === runbook && waiting.has(located.step),
  );
  return first >= 0 ? first : all.findLastIndex((located) => located.runbook === runbook) + 1;
}
