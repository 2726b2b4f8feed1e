import type { StoreApi } from 'zustand/vanilla';
import { allowed } from '../allowed.ts';
import type { BlockRef } from '../events.ts';
import type { Command } from '../../steps/model.ts';
import type { Outcome } from '../outcome.ts';
import { nextAttempt } from '../next-attempt.ts';
import { previewOf } from '../preview.ts';
import { locate, type Located } from '../refs.ts';
import { noteEnvironment } from './carried-environment.ts';
import { standingOf } from '../standing.ts';
import type { RunningBlock } from '../runner.ts';
import type { Attempt } from '../session.ts';
import type { Live, LivePoll, View } from '../walker.ts';
import { createLoginTeller } from './login-teller.ts';
import { judgeRun, unjudged, type Judgement } from './evidence.ts';
import { fileErrorInWords } from './file-errors.ts';
import type { Conductor, ConductorParts } from './conductor-parts.ts';
import { followToEnd } from './follow.ts';
import { blindOutcome, commandFor, createRechecks } from './recheck.ts';
import { startPoll } from './poll-block.ts';
import type { PollControl } from './poll-hand.ts';
import { outcomeAtLogin } from './seen-trouble.ts';
import { shippedOutcome } from './shipped-outcome.ts';

/** Makes the one conductor of a session. What was left running is taken up when `takeUp` is called. */
export function createConductor(parts: ConductorParts): Conductor {
  const { store, recorder, clock } = parts;
  const login = createLoginTeller(store, recorder);
  let watching: Promise<void> = Promise.resolve();
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
    store.setState({ live: undefined });
  };

  const begin = (attempt: number, block: BlockRef, startedAt: number): void =>
    store.setState({ live: { attempt, block, startedAt, stopping: false, poll: undefined } });

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
    if (attemptOf(store, attempt).recheck && store.getState().rechecks?.state === 'stopping')
      started.cancel();
    if (started.process !== undefined && attemptOf(store, attempt).process === undefined)
      recorder.note({ type: 'process-started', attempt, ...started.process });
    const { outcome, trouble } = await followToEnd(started, folder, located.block, (prompt) =>
      setLive({ prompt }),
    );
    const { command, recheck: isLook } = attemptOf(store, attempt);
    const atLogin = outcomeAtLogin(command, outcome, folder, trouble);
    const shipped = shippedOutcome(located.block, command, folder, atLogin);
    const known = isLook && trouble !== undefined ? blindOutcome(trouble) : shipped;
    const judgement = judgeRun(store.getState().session, located.block, folder, known);
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
        if (!gone) recorder.note({ type: 'poll-looked', attempt, look });
      },
      onLive: (live: LivePoll) => setLive({ poll: live }),
      onRunning: (now) => {
        running = now;
      },
      follow: (started, folder) =>
        followToEnd(started, folder, block, (prompt) => setLive({ prompt })).then(
          ({ outcome }) => outcome,
        ),
      held: (folder) => login.held(attempt, located, folder),
    });
    control = poll.control;
    const end = await poll.ended;
    settle(attempt, end.outcome, end.judgement);
    if (!gone) login.tell(attempt, located, undefined);
  };

  /** Journals the start and starts the process; a sentence when it did not start. */
  const start = (located: Located, recheck?: true): string | Promise<void> => {
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
    if (refused !== undefined) return refused;
    begin(attempt, ref, clock.now());
    return guard(
      attempt,
      located.block.kind === 'poll' ? runPoll(attempt, located) : runOnce(attempt, located),
    );
  };

  const rechecks = createRechecks({
    store,
    look: async (ref) => {
      const located = locate(store.getState().session, ref);
      if (located === undefined) return `No block ${ref} in the runbooks of this walk.`;
      const notReady = await parts.preflight.ready(located);
      if (notReady !== undefined) return notReady;
      if (gone || store.getState().rechecks?.state !== 'on') return 'skipped';
      return (await start(located, true)) ?? undefined;
    },
    stopLook: () => {
      setLive({ stopping: true });
      running?.cancel();
    },
  });

  return {
    async run(ref) {
      if (rechecks.isOn()) return lookingAgain;
      const located = locate(store.getState().session, ref);
      if (located === undefined) return `No block ${ref} in the runbooks of this walk.`;
      const lacks = valuesMissing(previewOf(store.getState().session, located));
      const notReady = lacks ?? (await parts.preflight.ready(located));
      if (notReady !== undefined) return notReady;
      // Asked again: something may have been started, or quit, while it was looked.
      const { session } = store.getState();
      if (rechecks.isOn()) return lookingAgain;
      const notNow = gone ? 'The walk was left.' : allowed(session, { type: 'run', block: ref });
      if (notNow !== undefined) return notNow;
      const started = start(located);
      if (typeof started === 'string') return started;
      watching = started;
      return undefined;
    },
    recheck() {
      if (rechecks.isOn()) return 'Checks are being looked at again already.';
      const begun = rechecks.begin();
      if (typeof begun === 'string') return begun;
      watching = begun;
      return undefined;
    },
    skipRechecks: () => rechecks.stop(),
    cancel() {
      if (running === undefined && control === undefined) return 'Nothing is running.';
      setLive({ stopping: true });
      if (control !== undefined) control.cancel();
      else running?.cancel();
      return undefined;
    },
    async afterLogin(lost) {
      const { session } = store.getState();
      const located = lost?.block === undefined ? undefined : locate(session, lost.block);
      // A poll that was held goes on by itself; what changes something is asked about once more.
      if (located === undefined || located.block.mutates || session.running !== undefined)
        return undefined;
      if (standingOf(session, located) === 'passed') return undefined;
      return this.run(located.ref);
    },
    poll(act) {
      if (control === undefined) return 'No poll is running.';
      act(control);
      return undefined;
    },
    takeUp() {
      for (const attempt of store.getState().session.attempts) {
        const located = locate(store.getState().session, attempt.block);
        // A look that was cut off settles nothing: it is forgotten, and looked anew.
        if (located === undefined || attempt.recheck) continue;
        if (attempt.outcome === undefined)
          watching = guard(attempt.number, reattach(attempt, located));
        else if (attempt.verdicts === undefined && attempt.outcome.type !== 'not-started')
          recorder.note({
            type: 'block-judged',
            attempt: attempt.number,
            ...judgeRun(
              store.getState().session,
              located.block,
              parts.attemptFolder(attempt.number),
              attempt.outcome,
            ),
          });
      }
    },
    async idle() {
      await watching;
    },
    async letGo() {
      // It only looks, so nothing is lost when it is stopped.
      rechecks.stop();
      // A simulated block lives in this process: it is stopped and its end recorded, not left unseen.
      if (store.getState().session.mode === 'training') {
        control?.cancel();
        running?.cancel();
        await watching;
      }
      gone = true;
      control?.cancel();
    },
  };

  /** A real block has gone on by the wall's clock since it was started; a simulated one has not gone on at all. */
  function startOf(attempt: Attempt): number {
    const real = store.getState().session.mode === 'real';
    return real ? Date.parse(attempt.startedAt) : clock.now();
  }

  /** A poll whose walker died is over: it only looks, so it can simply be started again. */
  async function reattach(attempt: Attempt, located: Located): Promise<void> {
    begin(attempt.number, attempt.block, startOf(attempt));
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
      recorder.note({ type: 'block-ended', attempt, outcome: { type: 'unknown', reason } });
      store.setState({ live: undefined });
    });
  }
}

const lookingAgain = 'Checks are being looked at again; x skips the rest of them.';

function valuesMissing({ missing }: Command): string | undefined {
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
