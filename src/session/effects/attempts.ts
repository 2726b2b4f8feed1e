import type { StoreApi } from 'zustand/vanilla';
import type { Secret } from '../../secrets/secret.ts';
import type { BlockRef } from '../events.ts';
import type { Command } from '../../steps/command.ts';
import type { Outcome } from '../outcome.ts';
import { nextAttempt } from '../next-attempt.ts';
import type { Located } from '../refs.ts';
import { noteEnvironment } from './carried-environment.ts';
import type { BlockTerminal, RunningBlock } from '../runner.ts';
import type { Attempt } from '../session.ts';
import type { Live, LivePoll, View } from '../walker.ts';
import { createLoginTeller } from './login-teller.ts';
import { judgeRun, unjudged, type Judgement } from './evidence.ts';
import { fileErrorInWords } from './file-errors.ts';
import type { ConductorParts } from './conductor-parts.ts';
import { followToEnd, terminalOf } from './follow.ts';
import { judgeLeft } from './judge-left.ts';
import { blindOutcome, commandFor } from './recheck.ts';
import { startPoll } from './poll-block.ts';
import type { PollControl } from './poll-hand.ts';
import { createRedactions } from './redactions.ts';
import { createSecretRounds, type Round } from './secret-rounds.ts';
import { outcomeAtLogin } from './seen-trouble.ts';
import { shippedOutcome } from './shipped-outcome.ts';

/** The attempt under way: from its start, or from where an earlier handrail left it, to its verdicts. */
export interface Attempts {
  /** Journals the start and starts the process; a sentence when it did not start, else its end. */
  start(located: Located, recheck?: true): string | Promise<void>;
  /** Runs a block once with what it is given, and journals its start before the first run; a sentence when it did not. */
  round(round: Round): string | Promise<void>;
  /** Ends an attempt that waits for its next run. */
  endBetween(attempt: number, located: Located): void;
  /** The terminal of what runs, when it has one of its own. */
  readonly terminal: () => BlockTerminal | undefined;
  /** What the run that is on was given. */
  readonly known: () => readonly Secret[];
  /** Takes in what an earlier handrail left without an end, or without verdicts. Undefined when that is done. */
  takeUp(attempt: Attempt, located: Located): Promise<void> | undefined;
  /** Asks what runs to stop; false when nothing does. */
  cancel(): boolean;
  /** As `cancel`, of one run and not of a poll. */
  stopLook(): void;
  /** The operator's hand on the poll that runs; undefined when none does. */
  readonly poll: () => PollControl | undefined;
  /** Masks what attempts left in their files, and what is given secrets now so far. Resolves when it is done. */
  redactLeft(): Promise<void>;
  /** Resolves when nothing is being masked. */
  redacted(): Promise<void>;
  /** From now on nothing is written down: the session belongs to somebody else. */
  letGo(): void;
  readonly isGone: () => boolean;
}

/** Makes the one hand that starts blocks and sees them to their end. */
export function createAttempts(parts: ConductorParts): Attempts {
  const { store, recorder, clock } = parts;
  const login = createLoginTeller(store, recorder);
  const redactions = createRedactions((trouble) => store.setState({ trouble }));
  let running: RunningBlock | undefined;
  let control: PollControl | undefined;
  let gone = false;

  const setLive = (change: Partial<Live>): void =>
    store.setState(({ live }) => (live === undefined ? {} : { live: { ...live, ...change } }));

  const settle = (
    attempt: number,
    outcome: Outcome,
    judgement: Judgement,
    folder?: string,
  ): void => {
    running = undefined;
    control = undefined;
    if (gone) return;
    // First: should handrail die here, the block is taken in again and this with it.
    if (folder !== undefined) noteEnvironment(recorder, attempt, folder);
    recorder.note({ type: 'block-ended', attempt, outcome });
    if (outcome.type !== 'not-started')
      recorder.note({ type: 'block-judged', attempt, ...judgement });
    redactSoon(attempt);
    store.setState({ live: undefined });
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

  const begin = (attempt: number, block: BlockRef, startedAt: number): void =>
    store.setState({ live: { attempt, block, startedAt, stopping: false, poll: undefined } });

  const rounds = createSecretRounds(parts, {
    attemptOf: (number) => attemptOf(store, number),
    setLive,
    hold: (now) => {
      running = now;
    },
    settle,
    login,
    isGone: () => gone,
  });

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
    running = started;
    // Asked to stop while it was only just being started.
    if (store.getState().live?.stopping === true) started.cancel();
    if (!gone && started.process !== undefined && attemptOf(store, attempt).process === undefined)
      recorder.note({ type: 'process-started', attempt, ...started.process });
    setLive(terminalOf(started));
    const { outcome, trouble } = await followToEnd(started, folder, located.block, (prompt) =>
      setLive({ prompt }),
    );
    const { command, recheck: isLook } = attemptOf(store, attempt);
    const atLogin = outcomeAtLogin(command, outcome, folder, trouble);
    const shipped = shippedOutcome(located.block, command, folder, atLogin);
    const known = isLook && trouble !== undefined ? blindOutcome(trouble) : shipped;
    const judgement = judgeRun(
      store.getState().session,
      located.block,
      folder,
      known,
      parts.secrets?.(),
    );
    settle(attempt, known, judgement, folder);
    if (!gone) login.tell(attempt, located, trouble);
  };

  const runPoll = async (attempt: number, located: Located): Promise<void> => {
    const { block } = located;
    if (block.poll === undefined) return runOnce(attempt, located);
    const poll = startPoll({
      session: () => store.getState().session,
      block,
      poll: block.poll,
      command: attemptOf(store, attempt).command,
      runner: parts.runner,
      clock,
      lookFolder: (look) => parts.attemptFolder(attempt, look),
      onLook: (look) => {
        if (gone) return;
        recorder.note({ type: 'poll-looked', attempt, look });
        redactSoon(attempt, look.number);
      },
      onLive: (live: LivePoll) => setLive({ poll: live }),
      onRunning: (now) => {
        running = now;
      },
      // What a look feeds to juju must not meet a login that went since the last one.
      ready: () => parts.preflight.ready(located),
      follow: (started, folder) =>
        followToEnd(started, folder, block, (prompt) => setLive({ prompt })).then(
          ({ outcome }) => outcome,
        ),
      secrets: parts.secrets,
      held: (folder) => login.held(attempt, located, folder),
    });
    control = poll.control;
    const end = await poll.ended;
    settle(attempt, end.outcome, end.judgement);
    if (!gone) login.tell(attempt, located, undefined);
  };

  /** Journals the start; the number of the attempt, or a sentence when it could not be. */
  const announce = (located: Located, recheck?: true): string | number => {
    const { session } = store.getState();
    const { ref } = located;
    const command = commandFor(session, located, recheck);
    const lacks = valuesMissing(command);
    if (lacks !== undefined) return lacks;
    const attempt = nextAttempt(session);
    const again = recheck === undefined ? {} : { recheck };
    const refused = recorder.announce({
      type: 'block-started',
      block: ref,
      attempt,
      command,
      ...again,
    });
    return refused ?? attempt;
  };

  return {
    start(located, recheck) {
      const attempt = announce(located, recheck);
      if (typeof attempt === 'string') return attempt;
      begin(attempt, located.ref, clock.now());
      const isPoll = located.block.kind === 'poll';
      return guard(attempt, isPoll ? runPoll(attempt, located) : runOnce(attempt, located));
    },
    round(round) {
      const attempt = round.attempt ?? announce(round.located);
      if (typeof attempt === 'string') return attempt;
      begin(attempt, round.located.ref, clock.now());
      return guard(attempt, rounds.run(attempt, round));
    },
    endBetween: (attempt, located) => rounds.stop(attempt, located),
    terminal: () => running?.terminal,
    known: () => rounds.known(),
    takeUp(attempt, located) {
      if (attempt.outcome === undefined) return guard(attempt.number, reattach(attempt, located));
      if (attempt.verdicts === undefined && attempt.outcome.type !== 'not-started')
        recorder.note({
          type: 'block-judged',
          attempt: attempt.number,
          ...judgeLeft(
            store.getState().session,
            located.block,
            parts.attemptFolder(attempt.number, attempt.rounds.length || undefined),
            attempt.outcome,
          ),
        });
      return undefined;
    },
    cancel() {
      if (store.getState().live === undefined) return false;
      setLive({ stopping: true });
      if (control !== undefined) control.cancel();
      else running?.cancel();
      return true;
    },
    stopLook() {
      setLive({ stopping: true });
      running?.cancel();
    },
    poll: () => control,
    redactLeft() {
      const { session, live } = store.getState();
      for (const { number, outcome, recheck } of session.attempts)
        if (number !== live?.attempt && (outcome !== undefined || recheck)) redactSoon(number);
      return redactions.idle().then(() => rounds.maskLive());
    },
    redacted: () => redactions.idle(),
    letGo() {
      gone = true;
      control?.cancel();
    },
    isGone: () => gone,
  };

  /** A real block has gone on by the wall's clock since it was started; a simulated one has not gone on at all. */
  function startOf(attempt: Attempt): number {
    const real = store.getState().session.mode === 'real';
    return real ? Date.parse(attempt.startedAt) : clock.now();
  }

  /** A poll whose walker died is over: it only looks, so it can simply be started again. */
  async function reattach(attempt: Attempt, located: Located): Promise<void> {
    begin(attempt.number, attempt.block, startOf(attempt));
    if (located.block.secrets !== undefined) return rounds.takeUp(attempt, located);
    if (located.block.kind === 'poll') {
      const outcome: Outcome = { type: 'unknown', reason: 'handrail ended while it was polling' };
      return settle(
        attempt.number,
        outcome,
        judgeRun(store.getState().session, located.block, '', outcome),
      );
    }
    const folder = parts.attemptFolder(attempt.number);
    await watch(
      attempt.number,
      located,
      await parts.runner.attach(folder, attempt.process),
      folder,
    );
  }

  /** Our own defect must not leave a walk that says "running" for ever. */
  function guard(attempt: number, work: Promise<void>): Promise<void> {
    return work.catch((error: unknown) => {
      const reason = fileErrorInWords(error);
      running = undefined;
      control = undefined;
      // What runs on is for the next handrail to find.
      if (gone) return;
      recorder.note({ type: 'block-ended', attempt, outcome: { type: 'unknown', reason } });
      store.setState({ live: undefined, asked: undefined });
    });
  }
}

/** The sentence about a command that reads what has no value yet. */
export function valuesMissing({ missing }: Command): string | undefined {
  return missing.length === 0
    ? undefined
    : `It reads ${missing.map((name) => `$${name}`).join(', ')}, which has no value yet.`;
}

function attemptOf(store: StoreApi<View>, number: number): Attempt {
  const attempt = store
    .getState()
    .session.attempts.find((candidate) => candidate.number === number);
  if (attempt === undefined) throw new Error(`attempt ${number} is not in the session`);
  return attempt;
}
