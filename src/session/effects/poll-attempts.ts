import { existsSync } from 'node:fs';
import type { Block, Poll } from '../../steps/model.ts';
import type { Outcome } from '../outcome.ts';
import { budgetOnTakeUp } from '../poll-budget.ts';
import { historyOf, stableLooks } from '../poll-history.ts';
import type { Located } from '../refs.ts';
import type { RunningBlock } from '../runner.ts';
import type { Attempt, Session } from '../session.ts';
import { attemptFiles, readExitStatus } from './attempt-files.ts';
import type { ConductorParts } from './conductor-parts.ts';
import { unjudged, type Judgement } from './evidence.ts';
import { followToEnd } from './follow.ts';
import type { LiveStore } from './live-store.ts';
import type { LoginTeller } from './login-teller.ts';
import { startPoll, type PollStart } from './poll-block.ts';
import { lookFoldersFrom } from './session-folder.ts';
import type { Underway } from './underway.ts';

/** What attempts at polls need of the one hand that sees attempts to their end. */
export interface PollAttemptHands {
  readonly live: LiveStore;
  readonly login: LoginTeller;
  readonly isGone: () => boolean;
  hold(attempt: number, running: RunningBlock | undefined): void;
  redactSoon(attempt: number, look: number): void;
  settle(attempt: number, outcome: Outcome, judgement: Judgement): void;
}

/** Attempts at polls: begun, carried on where the looks had run out, or taken up from an earlier handrail. */
export interface PollAttempts {
  /** When the clock of a poll began that was just announced: now, or with the attempt that it carries on. */
  beganAt(attempt: Attempt): number;
  run(hand: Underway, located: Located, poll: Poll, startedAt: number): Promise<void>;
  takeUpAt(attempt: Attempt, block: Block, poll: Poll): PollStart;
  takeUp(hand: Underway, located: Located, poll: Poll, from: PollStart): Promise<void>;
  /** Ends a poll of which the journal does not tell any more that it runs. */
  lose(attempt: Attempt, located: Located): Promise<void>;
}

export function createPollAttempts(parts: ConductorParts, hands: PollAttemptHands): PollAttempts {
  const { store, recorder, clock } = parts;
  /** Session time at which the clock of a poll began, by its first attempt: a journal knows the wall's time only. */
  const began = new Map<number, number>();

  const attemptOf = (number: number): Attempt => {
    const attempt = store.getState().session.attempts.findLast((each) => each.number === number);
    if (attempt === undefined) throw new Error(`attempt ${number} is not in the session`);
    return attempt;
  };

  const look = async (
    hand: Underway,
    located: Located,
    poll: Poll,
    from: PollStart,
  ): Promise<void> => {
    const { attempt: number } = hand;
    const { block } = located;
    const first = historyOf(store.getState().session, attemptOf(number))?.attempts[0];
    began.set(first?.number ?? number, from.startedAt);
    const { control, ended } = startPoll({
      session: () => store.getState().session,
      block,
      poll,
      command: attemptOf(number).command,
      from,
      runner: parts.runner,
      clock,
      lookFolder: (wanted) => parts.attemptFolder(number, wanted, 'fresh'),
      onLook(seen) {
        if (hands.isGone()) return;
        recorder.note({ type: 'poll-looked', attempt: number, look: seen });
        hands.redactSoon(number, seen.number);
      },
      onLive: (now) => hands.live.change(number, { poll: now }),
      onRunning: (running) => hands.hold(number, running),
      // What a look feeds to juju must not meet a login that went since the last one.
      ready: (signal) => parts.preflight.readyForLook(located, signal),
      follow: async (started, folder) => {
        const { outcome } = await followToEnd(started, folder, block, (prompt) =>
          hands.live.change(number, { prompt }),
        );
        return outcome;
      },
      secrets: parts.secrets,
      held: (folder, outcome) =>
        hands.isGone() ? undefined : hands.login.held(number, located, folder, outcome),
    });
    hand.control = control;
    // Stopped before there was anything to be stopped.
    if (hands.live.of(number)?.stopping === true || hands.isGone()) control.cancel();
    const { outcome, judgement } = await ended;
    hands.settle(number, outcome, judgement);
    if (!hands.isGone()) hands.login.tell(number, located, undefined);
  };

  return {
    beganAt(attempt) {
      const { session } = store.getState();
      const history = historyOf(session, attempt);
      const first = history?.attempts[0];
      if (first === undefined || first === attempt) return clock.now();
      if (session.mode === 'real') return Date.parse(first.startedAt);
      const last = history?.looks.at(-1);
      return began.get(first.number) ?? clock.now() - (last?.seconds ?? 0) * 1000;
    },
    run(hand, located, poll, startedAt) {
      const history = historyOf(store.getState().session, attemptOf(hand.attempt));
      const first = (history?.looks.at(-1)?.number ?? 0) + 1;
      const of = history?.of ?? poll.atMost;
      return look(hand, located, poll, { look: first, of, startedAt, isAskedAbout: true });
    },
    takeUpAt: (attempt, block, poll) =>
      takeUpAt(store.getState().session, attempt, block, poll, clock.now()),
    async takeUp(hand, located, poll, from) {
      const attempt = attemptOf(hand.attempt);
      const next = (historyOf(store.getState().session, attempt)?.looks.at(-1)?.number ?? 0) + 1;
      await stopLeftLooks(attempt, next);
      if (hands.isGone()) return;
      await look(hand, located, poll, from);
    },
    async lose({ number }, located) {
      const reason = 'the part of the journal that told of it is lost';
      hands.settle(number, { type: 'unknown', reason }, unjudged(located.block, reason));
    },
  };

  /**
   * What the look of a dead handrail still runs is stopped: it only looks, and is taken again. Its files stay. It may
   * stand behind the next one that the journal knows, as the looks before it were missed.
   */
  async function stopLeftLooks({ number }: Attempt, next: number): Promise<void> {
    const left = lookFoldersFrom(parts.attemptFolder(number), next).filter(({ folder }) =>
      // All of its files are on the disk before its process exists.
      existsSync(attemptFiles(folder).stderr),
    );
    await Promise.all(
      left.map(async ({ folder }) => {
        if (readExitStatus(folder) !== undefined) return;
        const running = await parts.runner.attach(folder, undefined);
        running.cancel();
        await running.ended;
      }),
    );
    for (const place of new Set(left.map((each) => each.number))) hands.redactSoon(number, place);
  }
}

/** Where a poll goes on that an earlier handrail has left. In training no time has passed meanwhile. */
function takeUpAt(
  session: Session,
  attempt: Attempt,
  block: Block,
  poll: Poll,
  now: number,
): PollStart {
  const history = historyOf(session, attempt);
  const last = history?.looks.at(-1);
  const isReal = session.mode === 'real' && history !== undefined;
  const startedAt = isReal ? Date.parse(history.startedAt) : now - (last?.seconds ?? 0) * 1000;
  const budget = budgetOnTakeUp({
    startedAt,
    begunAt: isReal ? Date.parse(attempt.startedAt) : now,
    now,
    last: last === undefined ? undefined : { ...last, isOwn: attempt.looks.includes(last) },
    notBefore: notBefore(attempt, poll, now),
    everySeconds: poll.everySeconds,
    stableFor: stableLooks(block),
    of: history?.of ?? poll.atMost,
  });
  const isPaused = attempt.paused === true;
  return { look: budget.next, of: budget.of, startedAt, isAskedAbout: false, isPaused };
}

/** Until when no look was due: it waited for a login, or somebody had paused it. */
function notBefore({ looks, paused, continuedAt }: Attempt, poll: Poll, now: number) {
  if (paused === true || looks.at(-1)?.held === true) return now;
  return continuedAt === undefined ? undefined : Date.parse(continuedAt) + poll.everySeconds * 1000;
}
