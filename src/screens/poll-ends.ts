import { locate } from '../session/refs.ts';
import type { BlockRef } from '../session/events.ts';
import { pollEnd } from '../session/poll-history.ts';
import type { Attempt, Session } from '../session/session.ts';
import { allowed } from '../session/allowed.ts';
import { standingOf } from '../session/standing.ts';
import type { View } from '../session/walker.ts';
import { readFirst } from './guard.ts';
import { focusOf, type Focus } from './parts/focus.ts';
import type { Screen, Ui } from './stack.ts';

/** What became of a poll between two views of a walk. */
export type PollNews =
  | {
      readonly type: 'ended';
      readonly attempt: number;
      readonly block: BlockRef;
      /** It ran on beside the walk. */
      readonly left: boolean;
      /** The operator stopped it. */
      readonly byHand: boolean;
      /** Its looks ran out. */
      readonly ranOut: boolean;
    }
  /** Those that run on wait for a login from now on. */
  | { readonly type: 'held'; readonly block: BlockRef };

/**
 * What happened to polls between two views. An end counts when it is judged: between the end of its last look and that
 * nobody knows how it stands.
 */
export function pollNews(before: View, now: View): readonly PollNews[] {
  const held = ({ background }: View) => background.find(({ poll }) => poll?.held === true);
  const [heldBefore, heldNow] = [held(before), held(now)];
  return [
    ...endsBetween(before.session, now.session),
    ...(heldBefore === undefined && heldNow !== undefined
      ? [{ type: 'held', block: heldNow.block } as const]
      : []),
  ];
}

/** Whether the operator is to be called: not for what they did themselves, nor for a poll that they wait for. */
export function rings(news: PollNews): boolean {
  return news.type === 'held' || (news.left ? !news.byHand : news.ranOut);
}

/** What decides whether a poll that ended is shown at once. */
export interface Desk {
  readonly view: View;
  /** The session while the poll still ran: what could be begun then was read as that. */
  readonly before: Session;
  readonly ui: Ui;
  /** The screen on top takes typed text. */
  readonly takesText: boolean;
  /** Milliseconds since the newest key. */
  readonly sinceKey: number;
}

/**
 * Whether the walk goes to a poll that ended by itself: only where nothing is read, typed, asked or waited for, and
 * where nothing can be done without it. Else the strip tells of it.
 */
export function comesToFront(
  { view, before, ui, takesText, sinceKey }: Desk,
  block: BlockRef,
): boolean {
  const { session } = view;
  const isOnWalk = ui.stack.length === 1 && ui.stack[0]?.type === 'walk' && !takesText;
  const isReading = ui.pane === 'outline' || ui.scroll > 0 || ui.outputOffset > 0;
  const isBusy = session.running !== undefined || view.live !== undefined;
  const isAsked = view.asked !== undefined || view.remember !== undefined;
  if (!isOnWalk || isReading || isBusy || isAsked || sinceKey < readFirst) return false;
  if (view.watching !== undefined || session.state !== 'walking') return false;
  const focus = focusOf(session, ui.cursor);
  if (focus === undefined || focus.ref === block) return false;
  return isAtRest(before, focus) && isAtRest(session, focus);
}

/** What the cursor stands on asks for nothing: it is done, or can not be begun. */
function isAtRest(session: Session, focus: Focus): boolean {
  if (focus.type === 'step') return true;
  switch (standingOf(session, focus.located)) {
    case 'passed':
    case 'skipped':
    case 'deferred':
    case 'overridden':
    case 'running':
      return true;
    case 'waiting':
    case 'optional':
      return allowed(session, { type: 'run', block: focus.ref }) !== undefined;
    case 'attest':
    case 'failed':
    case 'unknown':
      return false;
  }
}

/** Polls that ended and whose block is not the one that is looked at. */
export function stillUnseen(
  ended: readonly number[],
  session: Session,
  ui: Ui,
  top: Screen,
): readonly number[] {
  if (ended.length === 0 || top.type !== 'walk') return ended;
  const ref = focusOf(session, ui.cursor)?.ref;
  const kept = ended.filter((number) => attemptOf(session, number)?.block !== ref);
  return kept.length === ended.length ? ended : kept;
}

function endsBetween(before: Session, now: Session): readonly PollNews[] {
  if (before.attempts === now.attempts) return [];
  return now.attempts.flatMap((attempt, at): readonly PollNews[] => {
    const earlier = before.attempts[at];
    if (earlier === attempt || earlier === undefined || isOver(earlier) || !isOver(attempt))
      return [];
    const located = locate(now, attempt.block);
    if (located?.block.poll === undefined || attempt.recheck) return [];
    return [
      {
        type: 'ended',
        attempt: attempt.number,
        block: attempt.block,
        left: attempt.left === true,
        byHand: attempt.outcome?.type === 'cancelled' && attempt.outcome.why === undefined,
        ranOut: pollEnd(now, attempt.block) === 'looks-ran-out',
      },
    ];
  });
}

function isOver({ outcome, verdicts }: Attempt): boolean {
  if (outcome === undefined) return false;
  return verdicts !== undefined || outcome.type === 'unknown' || outcome.type === 'not-started';
}

function attemptOf({ attempts }: Session, number: number): Attempt | undefined {
  return attempts.findLast((attempt) => attempt.number === number);
}
