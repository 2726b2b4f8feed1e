import type { StoreApi } from 'zustand/vanilla';
import type { Secret } from '../../secrets/secret.ts';
import type { BlockRef } from '../events.ts';
import { nameInScript, type Command } from '../../steps/command.ts';
import type { Outcome } from '../outcome.ts';
import { nextAttempt } from '../next-attempt.ts';
import type { Located } from '../refs.ts';
import { noteEnvironment } from './carried-environment.ts';
import type { BlockTerminal, RunningBlock } from '../runner.ts';
import type { Attempt, Session } from '../session.ts';
import type { View } from '../walker.ts';
import { createLoginTeller } from './login-teller.ts';
import { judgeRun, unjudged, type Judgement } from './evidence.ts';
import { fileErrorInWords } from './file-errors.ts';
import type { ConductorParts } from './conductor-parts.ts';
import { followToEnd, terminalOf } from './follow.ts';
import { judgeEnded } from './judge-left.ts';
import { createLiveStore } from './live-store.ts';
import { pause } from './pause.ts';
import { createPollAttempts } from './poll-attempts.ts';
import { blindOutcome, commandFor } from './recheck.ts';
import type { PollControl } from './poll-hand.ts';
import { createRedactions } from './redactions.ts';
import { createSecretRounds, type Round } from './secret-rounds.ts';
import { outcomeAtLogin } from './seen-trouble.ts';
import { shippedOutcome } from './shipped-outcome.ts';
import { createUnderway, type Underway } from './underway.ts';

/** The attempts under way, each from its start, or from where an earlier handrail left it, to its verdicts. */
export interface Attempts {
  /**
   * Journals the start and starts the process; a sentence when it did not start, else its end. That of a poll is over
   * as well when it is left running.
   */
  start(located: Located, how?: Start): string | Promise<void>;
  /** Runs a block once with what it is given, and journals its start before the first run; a sentence when it did not. */
  round(round: Round): string | Promise<void>;
  /** Ends an attempt that waits for its next run. */
  endBetween(attempt: number, located: Located): void;
  /** The terminal of what is waited for, when it has one of its own. */
  readonly terminal: () => BlockTerminal | undefined;
  /** What the run that is on was given. */
  readonly known: () => readonly Secret[];
  /** Takes in what an earlier handrail left without an end, or without verdicts. Undefined when that is done. */
  takeUp(attempt: Attempt, located: Located): Promise<void> | undefined;
  /** Asks what is waited for to stop, or the block that is named; false when that is not under way. */
  cancel(ref?: BlockRef): boolean;
  /** As `cancel`, of one run and not of a poll. */
  stopLook(): void;
  /** The operator's hand on the poll that is waited for, or on the one that is named; undefined when it does not run. */
  poll(ref?: BlockRef): PollControl | undefined;
  /** The poll that is waited for is not waited for any more. */
  leave(): void;
  /** Masks what attempts left in their files, and what is given secrets now so far. Resolves when it is done. */
  redactLeft(): Promise<void>;
  /** Resolves when nothing is being masked. */
  redacted(): Promise<void>;
  /** From now on nothing is written down: the session belongs to somebody else. Resolves when no look runs, or soon. */
  letGo(): Promise<void>;
  readonly isGone: () => boolean;
  /** The blocks of what is under way are called otherwise from now on. */
  renamed(nameOf: (ref: BlockRef) => BlockRef): void;
}

/** Why a block is started once more: to see whether what passed still holds, or to wait longer for what did not come. */
export type Start = { readonly recheck: true } | { readonly extends: number };

/** Makes the one hand that starts blocks and sees them to their end. */
export function createAttempts(parts: ConductorParts): Attempts {
  const { store, recorder, clock } = parts;
  const live = createLiveStore(store);
  const login = createLoginTeller(store, recorder);
  const redactions = createRedactions((trouble) => store.setState({ trouble }));
  const underway = createUnderway();
  const session = (): Session => store.getState().session;
  let gone = false;
  const isGone = (): boolean => gone;

  const settle = (
    attempt: number,
    outcome: Outcome,
    judgement: Judgement,
    folder?: string,
  ): void => {
    underway.end(attempt);
    if (gone) return;
    // First: should handrail die here, the block is taken in again and this with it.
    if (folder !== undefined) noteEnvironment(recorder, attempt, folder);
    recorder.note({ type: 'block-ended', attempt, outcome });
    if (outcome.type !== 'not-started')
      recorder.note({ type: 'block-judged', attempt, ...judgement });
    redactSoon(attempt);
    live.end(attempt);
  };

  const redactSoon = (attempt: number, look?: number): void => {
    // What is not on the disk yet may have to be judged once more, by the handrail that comes next.
    if (!recorder.flush()) return;
    try {
      redactions.add(parts.attemptFolder(attempt, look), parts.secrets?.());
    } catch {
      // A folder that can not be made holds nothing.
    }
  };

  const begin = (
    attempt: number,
    block: BlockRef,
    startedAt: number,
    where: 'waited-for' | 'left' = 'waited-for',
  ): Underway => {
    const hand = underway.begin(attempt, block);
    live.begin({ attempt, block, startedAt, stopping: false, poll: undefined }, where);
    return hand;
  };

  const waitedFor = (): Underway | undefined => underway.of(store.getState().live?.attempt);

  const hold = (attempt: number, now: RunningBlock | undefined): void => {
    const hand = underway.of(attempt);
    if (hand !== undefined) hand.running = now;
  };

  const rounds = createSecretRounds(parts, {
    attemptOf: (number) => attemptOf(store, number),
    setLive: (attempt, change) => live.change(attempt, change),
    hold,
    settle,
    login,
    isGone,
  });

  const polls = createPollAttempts(parts, { live, login, isGone, hold, redactSoon, settle });

  const runOnce = async (attempt: number, located: Located): Promise<void> => {
    let folder: string;
    try {
      folder = parts.attemptFolder(attempt);
    } catch (error) {
      const reason = `the folder of the attempt can not be made: ${fileErrorInWords(error)}`;
      return settle(attempt, { type: 'not-started', reason }, unjudged(located.block, reason));
    }
    const { command } = attemptOf(store, attempt);
    const started = await parts.runner.start(command, folder);
    await watch(attempt, located, started, folder);
  };

  const watch = async (
    attempt: number,
    located: Located,
    started: RunningBlock,
    folder: string,
  ): Promise<void> => {
    hold(attempt, started);
    // Asked to stop while it was only just being started.
    if (live.of(attempt)?.stopping === true) started.cancel();
    if (!gone && started.process !== undefined && attemptOf(store, attempt).process === undefined)
      recorder.note({ type: 'process-started', attempt, ...started.process });
    live.change(attempt, terminalOf(started));
    const { outcome, trouble } = await followToEnd(started, folder, located.block, (prompt) =>
      live.change(attempt, { prompt }),
    );
    const { command, recheck: isLook } = attemptOf(store, attempt);
    const atLogin = outcomeAtLogin(command, outcome, folder, trouble);
    const shipped = shippedOutcome(located.block, command, folder, atLogin);
    const known = isLook && trouble !== undefined ? blindOutcome(trouble) : shipped;
    const judgement = judgeRun(session(), located.block, folder, known, parts.secrets?.());
    settle(attempt, known, judgement, folder);
    if (!gone) login.tell(attempt, located, trouble);
  };

  /** Journals the start; the number of the attempt, or a sentence when it could not be. */
  const announce = (located: Located, how?: Start): string | number => {
    const { ref } = located;
    const again = how !== undefined && 'recheck' in how ? how.recheck : undefined;
    const command = commandFor(session(), located, again);
    const lacks = valuesMissing(command);
    if (lacks !== undefined) return lacks;
    const attempt = nextAttempt(session());
    const refused = recorder.announce({
      type: 'block-started',
      block: ref,
      attempt,
      command,
      ...how,
    });
    return refused ?? attempt;
  };

  return {
    start(located, how) {
      const attempt = announce(located, how);
      if (typeof attempt === 'string') return attempt;
      const { poll } = located.block;
      if (poll !== undefined) {
        const startedAt = polls.beganAt(attemptOf(store, attempt));
        const hand = begin(attempt, located.ref, startedAt);
        return guard(hand, polls.run(hand, located, poll, startedAt));
      }
      return guard(begin(attempt, located.ref, clock.now()), runOnce(attempt, located));
    },
    round(round) {
      const attempt = round.attempt ?? announce(round.located);
      if (typeof attempt === 'string') return attempt;
      return guard(begin(attempt, round.located.ref, clock.now()), rounds.run(attempt, round));
    },
    endBetween: (attempt, located) => rounds.stop(attempt, located),
    terminal: () => waitedFor()?.running?.terminal,
    known: () => rounds.known(),
    takeUp(attempt, located) {
      if (attempt.outcome === undefined) return reattach(attempt, located);
      if (attempt.verdicts === undefined && attempt.outcome.type !== 'not-started')
        recorder.note({
          type: 'block-judged',
          attempt: attempt.number,
          ...judgeEnded(session(), located.block, attempt, attempt.outcome, parts.attemptFolder),
        });
      return undefined;
    },
    cancel(ref) {
      const hand = ref === undefined ? waitedFor() : underway.ofBlock(ref);
      if (hand === undefined) return false;
      live.change(hand.attempt, { stopping: true });
      if (hand.control !== undefined) hand.control.cancel();
      else hand.running?.cancel();
      return true;
    },
    stopLook() {
      const hand = waitedFor();
      if (hand === undefined) return;
      live.change(hand.attempt, { stopping: true });
      hand.running?.cancel();
    },
    poll: (ref) => (ref === undefined ? waitedFor() : underway.ofBlock(ref))?.control,
    leave() {
      const hand = waitedFor();
      if (hand === undefined) return;
      live.leave(hand.attempt);
      hand.leave();
    },
    redactLeft() {
      for (const { number, outcome, recheck } of session().attempts)
        if (live.of(number) === undefined && (outcome !== undefined || recheck)) redactSoon(number);
      return redactions.idle().then(() => rounds.maskLive());
    },
    redacted: () => redactions.idle(),
    async letGo() {
      gone = true;
      const looking = underway.all().filter(({ control }) => control !== undefined);
      for (const { control } of looking) control?.cancel();
      const ended = Promise.all(looking.map((hand) => hand.ended));
      // In training the look lives in this process, and the cloud is about to be let go of.
      const isHere = session().mode === 'training';
      await (isHere ? ended : Promise.race([ended, pause(soon)]));
      for (const { attempt } of looking) redactSoon(attempt);
    },
    isGone,
    renamed(nameOf) {
      for (const hand of underway.all()) hand.block = nameOf(hand.block);
    },
  };

  /** Takes in what goes on without an end that anybody saw. */
  function reattach(attempt: Attempt, located: Located): Promise<void> {
    const { number } = attempt;
    const { poll, secrets } = located.block;
    if (poll !== undefined) {
      const { background, running } = session();
      const isLeft = background.includes(number);
      // Only a journal that was cut back tells of a poll that is neither.
      if (!isLeft && running !== number) return polls.lose(attempt, located);
      const from = polls.takeUpAt(attempt, located.block, poll);
      const where = isLeft ? 'left' : 'waited-for';
      const hand = begin(number, attempt.block, from.startedAt, where);
      const ended = guard(hand, polls.takeUp(hand, located, poll, from));
      return isLeft ? Promise.resolve() : ended;
    }
    const hand = begin(number, attempt.block, startOf(attempt));
    if (secrets !== undefined) return guard(hand, rounds.takeUp(attempt, located));
    return guard(hand, attach(attempt, located));
  }

  /** A real block has gone on by the wall's clock since it was started; a simulated one has not gone on at all. */
  function startOf(attempt: Attempt): number {
    const real = session().mode === 'real';
    return real ? Date.parse(attempt.startedAt) : clock.now();
  }

  async function attach(attempt: Attempt, located: Located): Promise<void> {
    const folder = parts.attemptFolder(attempt.number);
    const started = await parts.runner.attach(folder, attempt.process);
    await watch(attempt.number, located, started, folder);
  }

  /** Our own defect must not leave a walk that says "running" for ever. Over as well when it is left running. */
  function guard(hand: Underway, work: Promise<void>): Promise<void> {
    const { attempt } = hand;
    const ended = work.catch((error: unknown) => {
      const reason = fileErrorInWords(error);
      const isWaitedFor = store.getState().live?.attempt === attempt;
      underway.end(attempt);
      // What runs on is for the next handrail to find.
      if (gone) return;
      recorder.note({ type: 'block-ended', attempt, outcome: { type: 'unknown', reason } });
      live.end(attempt, isWaitedFor ? { asked: undefined } : {});
    });
    hand.ended = ended;
    return Promise.race([ended, hand.left]);
  }
}

/** A look that does not stop when told to is not waited for any longer than this, milliseconds. */
const soon = 1000;

/** The sentence about a command that reads what has no value yet. */
export function valuesMissing({ missing }: Command): string | undefined {
  return missing.length === 0
    ? undefined
    : `It reads ${missing.map(nameInScript).join(', ')}, which has no value yet.`;
}

function attemptOf(store: StoreApi<View>, number: number): Attempt {
  const attempt = store
    .getState()
    .session.attempts.find((candidate) => candidate.number === number);
  if (attempt === undefined) throw new Error(`attempt ${number} is not in the session`);
  return attempt;
}
