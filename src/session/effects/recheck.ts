import type { StoreApi } from 'zustand/vanilla';
import type { Command } from '../../steps/command.ts';
import type { BlockRef } from '../events.ts';
import type { LoginTrouble } from '../login-trouble.ts';
import type { Outcome } from '../outcome.ts';
import { previewOf } from '../preview.ts';
import { recheckable } from '../rechecks.ts';
import type { Located } from '../refs.ts';
import type { Session } from '../session.ts';
import type { View } from '../walker.ts';

export interface RecheckParts {
  readonly store: StoreApi<View>;
  /** Looks once; resolves when that has ended and was judged, with a sentence when it did not begin. */
  readonly look: (ref: BlockRef) => Promise<string | undefined>;
  /** Asks the look that is under way to stop. */
  readonly stopLook: () => void;
}

/** Looks again at the checks that had passed: one after the other, in order, until someone has enough of it. */
export interface RecheckRound {
  /** Resolves when the last one has ended; a sentence when there is nothing to look at. */
  begin(): string | Promise<void>;
  /** Stops the one under way and leaves the rest; false when no round is on. */
  stop(): boolean;
  readonly isOn: () => boolean;
}

/** Makes the rounds of one session; one at a time. */
export function createRechecks({ store, look, stopLook }: RecheckParts): RecheckRound {
  const set = (change: Partial<NonNullable<View['rechecks']>>): void => {
    const { rechecks } = store.getState();
    if (rechecks !== undefined) store.setState({ rechecks: { ...rechecks, ...change } });
  };
  const state = () => store.getState().rechecks?.state;

  const round = async (): Promise<void> => {
    for (const ref of store.getState().rechecks?.blocks ?? []) {
      if (state() !== 'on') break;
      const refused = await look(ref);
      // What can not be started is left out and said; the next one may well be.
      if (refused !== undefined)
        set({ left: { ...store.getState().rechecks?.left, [ref]: refused } });
      // A login that went would fail all that follow, for a reason that has nothing to do with them.
      if (store.getState().session.login !== undefined) break;
    }
    set({ state: state() === 'on' && !isCutShort(store.getState()) ? 'done' : 'skipped' });
  };

  return {
    begin() {
      const checks = recheckable(store.getState().session);
      if (checks.every(({ left }) => left !== undefined))
        return 'No check that passed can be looked at again now.';
      store.setState({
        rechecks: {
          state: 'on',
          from: (store.getState().session.attempts.at(-1)?.number ?? 0) + 1,
          blocks: checks.flatMap(({ located, left }) => (left === undefined ? [located.ref] : [])),
          left: Object.fromEntries(
            checks.flatMap(({ located, left }) =>
              left === undefined ? [] : [[located.ref, left]],
            ),
          ),
        },
      });
      return round();
    },
    stop() {
      if (state() !== 'on') return false;
      set({ state: 'stopping' });
      stopLook();
      return true;
    },
    isOn: () => state() === 'on' || state() === 'stopping',
  };
}

/** The round ended before its last check: the login went. */
function isCutShort({ session, rechecks }: View): boolean {
  const last = rechecks?.blocks.at(-1);
  return (
    last !== undefined &&
    rechecks?.left[last] === undefined &&
    !session.attempts.some(
      ({ block, number, recheck }) => recheck && block === last && number >= (rechecks?.from ?? 0),
    )
  );
}

/** A look that met no cloud to ask says nothing about what it asked for. */
export function blindOutcome({ type, said }: LoginTrouble): Outcome {
  return { type: 'unknown', reason: type === 'lost' ? `the login is gone: ${said}` : said };
}

/** A look at what had passed leaves nothing to the next block: it would leave what is long overtaken. */
export function commandFor(session: Session, located: Located, recheck: true | undefined): Command {
  const command = previewOf(session, located);
  return recheck === true && command.environment === 'carried'
    ? { ...command, environment: 'read' }
    : command;
}
