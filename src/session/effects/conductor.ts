import { allowed } from '../allowed.ts';
import { previewOf } from '../preview.ts';
import { locate } from '../refs.ts';
import { standingOf } from '../standing.ts';
import { createAttempts, valuesMissing } from './attempts.ts';
import type { Conductor, ConductorParts } from './conductor-parts.ts';
import { createRechecks } from './recheck.ts';

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
      if (attempts.isGone() || store.getState().rechecks?.state !== 'on') return 'skipped';
      return (await attempts.start(located, true)) ?? undefined;
    },
    stopLook: () => attempts.stopLook(),
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
      const notNow = attempts.isGone()
        ? 'The walk was left.'
        : allowed(session, { type: 'run', block: ref });
      if (notNow !== undefined) return notNow;
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
    cancel: () => (attempts.cancel() ? undefined : 'Nothing is running.'),
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
      const control = attempts.poll();
      if (control === undefined) return 'No poll is running.';
      act(control);
      return undefined;
    },
    takeUp() {
      for (const attempt of store.getState().session.attempts) {
        const located = locate(store.getState().session, attempt.block);
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
      // A simulated block lives in this process: it is stopped and its end recorded, not left unseen.
      if (store.getState().session.mode === 'training') {
        attempts.cancel();
        await watching;
      }
      attempts.letGo();
      await attempts.redactLeft();
    },
  };
}

const lookingAgain = 'Checks are being looked at again; x skips the rest of them.';
