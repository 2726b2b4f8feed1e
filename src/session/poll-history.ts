import type { Block } from '../steps/model.ts';
import type { BlockRef, Look } from './events.ts';
import { blockOfAttempt } from './as-run.ts';
import type { Attempt, Session } from './session.ts';
import { newestAttempt } from './standing.ts';

/** This many looks in a row whose command failed end a poll: the question itself is broken. */
export const failuresInARow = 3;

/** A poll from its beginning, over all the attempts that carried it on. */
export interface PollHistory {
  /** The first one first. */
  readonly attempts: readonly Attempt[];
  /** All their looks in order. Numbers go on from attempt to attempt. */
  readonly looks: readonly Look[];
  /** When the first attempt began, ISO 8601: the clock that the seconds of each look count on. */
  readonly startedAt: string;
  /**
   * Looks that may be taken in all: the runbook's for each attempt, counted from where the one before it ended, and
   * one more for each that met no login.
   */
  readonly of: number;
  /** Looks that were due while nobody was there: their numbers are left out. */
  readonly missed: number;
}

/** How a poll ended, or that it goes on. */
export type PollEnd =
  | 'never-run'
  | 'running'
  /** Its gates held. */
  | 'held'
  | 'looks-ran-out'
  /** A stop condition came. */
  | 'will-not-come'
  | 'question-failed'
  | 'cancelled'
  /** In a journal of before polls outlived the handrail that looked, or in a damaged one. */
  | 'not-seen';

/** The newest attempt at a poll with all that it carries on; undefined when it is no poll, or was never started. */
export function pollHistory(session: Session, ref: BlockRef): PollHistory | undefined {
  const newest = newestAttempt(session, ref);
  return newest === undefined ? undefined : historyOf(session, newest);
}

/** As `pollHistory`, up to an attempt that need not be the newest. */
export function historyOf(session: Session, attempt: Attempt): PollHistory | undefined {
  const poll = blockOfAttempt(session, attempt)?.block.poll;
  if (poll === undefined) return undefined;
  const attempts = chainOf(session, attempt);
  const looks = attempts.flatMap((each) => each.looks);
  const last = looks.at(-1)?.number ?? 0;
  return {
    attempts,
    looks,
    startedAt: attempts[0]?.startedAt ?? attempt.startedAt,
    of: attempts.reduce((before, each) => before + looksOf(each, poll.atMost, before), 0),
    missed: last - looks.length,
  };
}

/** How many looks an attempt may take behind those of the ones before it; taken up late it may have needed more. */
function looksOf({ looks }: Attempt, atMost: number, before: number): number {
  const held = looks.filter((look) => look.held).length;
  return Math.max(atMost + held, (looks.at(-1)?.number ?? 0) - before);
}

/** How the newest attempt at a poll ended. Told by what was seen: the words of a verdict are for people. */
export function pollEnd(session: Session, ref: BlockRef): PollEnd {
  const attempt = newestAttempt(session, ref);
  if (attempt === undefined) return 'never-run';
  const { outcome, verdicts, looks } = attempt;
  if (outcome === undefined) return 'running';
  // A look that was stopped at a question which nobody can answer says why.
  if (outcome.type === 'cancelled' && outcome.why === undefined) return 'cancelled';
  const last = looks.findLast((look) => !look.held);
  if (last?.answer === 'stop') return 'will-not-come';
  if (isBroken(looks)) return 'question-failed';
  const holds = verdicts !== undefined && !verdicts.some(({ answer }) => answer === 'no');
  if (last?.answer === 'yes' && holds) return 'held';
  const history = historyOf(session, attempt);
  return last === undefined || history === undefined || last.number < history.of
    ? 'not-seen'
    : 'looks-ran-out';
}

/** Whether the newest looks are as many failures in a row as end a poll. */
export function isBroken(looks: readonly Look[]): boolean {
  const newest = looks.filter((look) => !look.held).slice(-failuresInARow);
  return (
    newest.length === failuresInARow && newest.every(({ answer }) => answer === 'question-failed')
  );
}

/** For how many looks in a row a poll's gates have to hold. */
export function stableLooks({ gates }: Block): number {
  return Math.max(1, ...gates.map((gate) => (gate.type === 'machine' ? gate.stableFor : 1)));
}

/** How many of the newest looks are a yes, one after the other, with none left out between them. */
export function stableNow(looks: readonly Look[]): number {
  const newest = [...looks].reverse();
  const end = newest.findIndex(
    ({ answer, number }, index) =>
      answer !== 'yes' || (index > 0 && newest[index - 1]?.number !== number + 1),
  );
  return end < 0 ? newest.length : end;
}

/** Whether the newest looks of an attempt say that the poll's gates hold. */
export function heldLongEnough(block: Block, looks: readonly Look[]): boolean {
  return stableNow(looks) >= stableLooks(block);
}

function chainOf({ attempts }: Session, attempt: Attempt): readonly Attempt[] {
  const chain = [attempt];
  for (let first = attempt; first.extends !== undefined;) {
    const before = attempts.findLast(
      ({ number, block }) =>
        number === first.extends && number < first.number && block === first.block,
    );
    if (before === undefined) break;
    chain.unshift(before);
    first = before;
  }
  return chain;
}
