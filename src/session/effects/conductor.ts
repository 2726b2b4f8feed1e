import { allowed } from '../allowed.ts';
import { blockOfAttempt } from '../as-run.ts';
import type { BlockRef } from '../events.ts';
import { previewOf } from '../preview.ts';
import { locate, type Located } from '../refs.ts';
import { newestAttempt, standingOf } from '../standing.ts';
import { createAttempts, valuesMissing } from './attempts.ts';
import type { Conductor, ConductorParts } from './conductor-parts.ts';
import { createRechecks } from './recheck.ts';
import { createSecretDesk, NOT_ASKED } from './secret-desk.ts';

/** Makes the one conductor of a session. What was left running is taken up when `takeUp` is called. */
export function createConductor(parts: ConductorParts): Conductor {
  const { store } = parts;
  let watching: Promise<void> = Promise.resolve();
  const attempts = createAttempts(parts);

  const rechecks = createRechecks({
    store,
    look: async (ref) => {
      const located = locate(store.getState().session, ref);
      if (located === undefined) return `No block ${ref} in the runbooks of this walk.`;
      const notReady = await parts.preflight.ready(located);
      if (notReady !== undefined) return notReady;
      const isOn = store.getState().rechecks?.state === 'on' && isAsRead(located);
      if (attempts.isGone() || !isOn) return 'skipped';
      return (await attempts.start(located, { recheck: true })) ?? undefined;
    },
    stopLook: () => attempts.stopLook(),
  });

  const desk = createSecretDesk({
    store,
    preflight: parts.preflight,
    mayRun: ({ block, attempt }) =>
      attempt === undefined
        ? notNow(block)
        : store.getState().session.running === attempt && !attempts.isGone()
          ? undefined
          : LEFT,
    run(round) {
      const begun = attempts.round(round);
      if (typeof begun === 'string') return begun;
      watching = begun;
      return undefined;
    },
    stop: (attempt, located) => attempts.endBetween(attempt, located),
  });

  /** What was looked at for a block as it was read: the runbook may have been revised meanwhile. */
  const isAsRead = (located: Located): boolean =>
    locate(store.getState().session, located.ref)?.block === located.block;

  /** Asked again before anything starts: something may have been started, or quit, while it was looked. */
  const notNow = (ref: BlockRef): string | undefined => {
    if (rechecks.isOn()) return lookingAgain;
    return attempts.isGone()
      ? LEFT
      : allowed(store.getState().session, { type: 'run', block: ref });
  };

  return {
    async run(ref) {
      if (rechecks.isOn()) return lookingAgain;
      const located = locate(store.getState().session, ref);
      if (located === undefined) return `No block ${ref} in the runbooks of this walk.`;
      const lacks = valuesMissing(previewOf(store.getState().session, located));
      const notReady = lacks ?? (await parts.preflight.ready(located));
      if (notReady !== undefined) return notReady;
      const refused = isAsRead(located) ? notNow(ref) : REVISED;
      if (refused !== undefined) return refused;
      if (located.block.secrets !== undefined) {
        desk.ask(located);
        // A keyring may take seconds, or ask for something itself: what it has is offered when it comes.
        void parts.shares?.look(located);
        return undefined;
      }
      desk.leave();
      const started = attempts.start(located);
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
    cancel(ref) {
      if (ref !== undefined)
        return attempts.cancel(ref) ? undefined : `${idOf(ref)} is not running.`;
      return desk.cancel() || attempts.cancel() ? undefined : 'Nothing is running.';
    },
    give: (secret, holder) => desk.give(secret, holder),
    async giveRemembered() {
      const { asked, session } = store.getState();
      const located = asked === undefined ? undefined : locate(session, asked.block);
      if (asked?.state !== 'asked' || located === undefined) return NOT_ASKED;
      const secret = (await parts.shares?.recall(located)) ?? NONE;
      return typeof secret === 'string' ? secret : desk.give(secret, 'the keyring');
    },
    leaveSecret: () => desk.leave(),
    forgetSecrets: () => desk.forget(),
    known: () => attempts.known(),
    terminal: () => attempts.terminal(),
    async afterLogin(lost) {
      const { session } = store.getState();
      const located = lost?.block === undefined ? undefined : locate(session, lost.block);
      // A poll that was held goes on by itself; what changes something is asked about once more.
      if (located === undefined || located.block.mutates || session.running !== undefined)
        return undefined;
      const standing = standingOf(session, located);
      if (standing === 'passed' || standing === 'running') return undefined;
      return this.run(located.ref);
    },
    poll(act, ref) {
      const control = attempts.poll(ref);
      if (control === undefined)
        return ref === undefined ? 'No poll is waited for.' : `${idOf(ref)} is not running.`;
      act(control);
      return undefined;
    },
    pausePoll(isPaused, ref) {
      const { live, background } = store.getState();
      const attempt =
        ref === undefined
          ? live?.attempt
          : [live, ...background].find((one) => one?.block === ref)?.attempt;
      const { attempts: known } = store.getState().session;
      const wasPaused = known.findLast(({ number }) => number === attempt)?.paused === true;
      if (attempt !== undefined && attempts.poll(ref) !== undefined && wasPaused !== isPaused) {
        const type = isPaused ? 'poll-paused' : 'poll-continued';
        const refused = parts.recorder.announce({ type, attempt });
        if (refused !== undefined) return refused;
      }
      return this.poll((control) => (isPaused ? control.pause() : control.goOn()), ref);
    },
    leavePoll(ref) {
      const { live } = store.getState();
      if (live?.block !== ref) return `${idOf(ref)} is not waited for.`;
      if (live.stopping) return `${idOf(ref)} is being stopped.`;
      const refused = parts.recorder.announce({ type: 'poll-left', attempt: live.attempt });
      if (refused === undefined) attempts.leave();
      return refused;
    },
    async extendPoll(ref) {
      if (rechecks.isOn()) return lookingAgain;
      const located = locate(store.getState().session, ref);
      if (located === undefined) return `No block ${ref} in the runbooks of this walk.`;
      const notReady = await parts.preflight.ready(located);
      if (notReady !== undefined) return notReady;
      const carriesOn = newestAttempt(store.getState().session, ref);
      const refused =
        attempts.isGone() || carriesOn === undefined || !isAsRead(located)
          ? attempts.isGone()
            ? LEFT
            : REVISED
          : allowed(store.getState().session, { type: 'extend-poll', block: ref });
      if (refused !== undefined || carriesOn === undefined) return refused;
      const started = attempts.start(located, { extends: carriesOn.number });
      if (typeof started === 'string') return started;
      watching = started;
      return undefined;
    },
    busy: () => (rechecks.isOn() ? lookingAgain : undefined),
    renamed: (nameOf) => attempts.renamed(nameOf),
    takeUp() {
      for (const attempt of store.getState().session.attempts) {
        // As it was started: what its document says since is for its next run.
        const located = blockOfAttempt(store.getState().session, attempt);
        // A look that was cut off settles nothing: it is forgotten, and looked anew.
        if (located === undefined || attempt.recheck) continue;
        watching = attempts.takeUp(attempt, located) ?? watching;
      }
      void attempts.redactLeft();
    },
    async idle() {
      await watching;
      await attempts.redacted();
    },
    async letGo() {
      // It only looks, so nothing is lost when it is stopped.
      rechecks.stop();
      desk.forget();
      const { session, live } = store.getState();
      // A simulated block lives in this process: it is stopped and its end recorded, not left unseen. A poll goes on.
      if (session.mode === 'training' && live?.poll === undefined) {
        attempts.cancel();
        await watching;
      }
      await attempts.letGo();
      await attempts.redactLeft();
      // It goes on by itself, and nobody searches what it prints for them any more.
      for (const secret of attempts.known()) secret.wipe();
    },
  };
}

function idOf(ref: BlockRef): string {
  return ref.slice(ref.indexOf(':') + 1);
}

const LEFT = 'The walk was left.';
const REVISED = 'The runbook was changed meanwhile; read the block again.';
const NONE = 'Nothing is remembered here.';

const lookingAgain = 'Checks are being looked at again; x skips the rest of them.';
