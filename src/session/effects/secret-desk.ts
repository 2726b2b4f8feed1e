import type { StoreApi } from 'zustand/vanilla';
import { createSecretsSeen } from '../../secrets/secret-seen.ts';
import { shapeProblem } from '../../secrets/secret-shape.ts';
import type { Secret } from '../../secrets/secret.ts';
import { locate, type Located } from '../refs.ts';
import { askedFor } from '../secret-rounds.ts';
import type { SecretAsked, View } from '../walker.ts';
import type { Preflight } from './preflight.ts';
import type { Round } from './secret-rounds.ts';

export interface DeskParts {
  readonly store: StoreApi<View>;
  readonly preflight: Pick<Preflight, 'ready'>;
  /** Asked right before a run: why it may not begin. */
  readonly mayRun: (asked: SecretAsked) => string | undefined;
  /** Begins a run with what was collected for it; a sentence when it did not begin. */
  readonly run: (round: Round) => string | undefined;
  /** Ends the attempt that waits for its next run. */
  readonly stop: (attempt: number, located: Located) => void;
}

/**
 * Where secrets are handed over: asks for them one after the other and collects them for one run of the block. They
 * live here and nowhere else until the run begins; the store only tells what is asked for.
 */
export interface SecretDesk {
  /** Asks for the first secret of a block that is allowed to start. */
  ask(located: Located): void;
  /** Takes a secret over; a sentence when it was not taken. It is wiped whatever comes. */
  give(secret: Secret, holder: string | undefined): Promise<string | undefined>;
  /** Forgets what was collected for a run that has not begun; false when nothing is asked. */
  leave(): boolean;
  /** Ends what waits for its next secret; false when nothing does. */
  cancel(): boolean;
  /** Wipes all that is held: the walk is left. */
  forget(): void;
}

/** Makes the one desk of a walk. */
export function createSecretDesk(parts: DeskParts): SecretDesk {
  const { store } = parts;
  const seen = createSecretsSeen();
  let collected: Secret[] = [];
  let holder: string | undefined;

  const drop = (): void => {
    for (const secret of collected) secret.wipe();
    collected = [];
    holder = undefined;
  };

  const askAgain = (asked: SecretAsked, located: Located, index: number): void => {
    const input = located.block.secrets?.inputs[index] ?? asked.input;
    store.setState({ asked: { ...asked, input, index, state: 'asked' } });
  };

  /** All that the run takes is there: nothing may have gone meanwhile that would let it meet something else. */
  const begin = async (asked: SecretAsked, located: Located): Promise<string | undefined> => {
    const onItsWay: SecretAsked = { ...asked, state: 'given' };
    store.setState({ asked: onItsWay });
    const notReady = await parts.preflight.ready(located, 'now');
    if (store.getState().asked !== onItsWay) return notReady ?? GIVEN_UP;
    const refused = notReady ?? parts.mayRun(asked);
    const given = collected;
    const isMany = asked.input.of > 1;
    const taken = (): void => {
      if (isMany) given.forEach((secret) => seen.add(secret));
    };
    const { attempt } = asked;
    const notBegun = refused ?? parts.run({ located, attempt, given, holder, taken });
    if (notBegun !== undefined) {
      drop();
      askAgain(asked, located, 0);
      return notBegun;
    }
    // From here on they are the run's.
    collected = [];
    holder = undefined;
    return undefined;
  };

  const desk: SecretDesk = {
    ask(located) {
      drop();
      seen.forget();
      store.setState({ asked: askedFor(located, { index: 0, attempt: undefined, rounds: [] }) });
    },
    async give(secret, by) {
      const { asked, session } = store.getState();
      const located = asked === undefined ? undefined : locate(session, asked.block);
      const refused = notTaken(secret, asked);
      if (refused !== undefined || asked === undefined || located === undefined) {
        secret.wipe();
        return refused ?? NOT_ASKED;
      }
      collected.push(secret);
      holder ??= by;
      if (asked.index + 1 === located.block.secrets?.inputs.length) return begin(asked, located);
      askAgain(asked, located, asked.index + 1);
      return undefined;
    },
    leave() {
      const { asked, live, session } = store.getState();
      // What the run has begun with is its own.
      if (asked === undefined || live !== undefined) return false;
      drop();
      const located = locate(session, asked.block);
      if (asked.attempt === undefined || located === undefined)
        store.setState({ asked: undefined });
      else askAgain(asked, located, 0);
      return true;
    },
    cancel() {
      const { asked, live, session } = store.getState();
      if (asked === undefined || live !== undefined) return false;
      desk.leave();
      const located = locate(session, asked.block);
      if (asked.attempt !== undefined && located !== undefined) parts.stop(asked.attempt, located);
      return true;
    },
    forget() {
      drop();
      seen.forget();
    },
  };
  return desk;

  function notTaken(secret: Secret, asked: SecretAsked | undefined): string | undefined {
    if (asked === undefined) return NOT_ASKED;
    if (asked.state === 'given') return ON_ITS_WAY;
    const problem = shapeProblem(secret, asked.input.shape);
    if (problem !== undefined) return problem;
    return asked.input.of > 1 && seen.has(secret)
      ? `This ${asked.input.name} was taken already, and was not sent again; another one is wanted.`
      : undefined;
  }
}

/** Why a secret that is brought now is not taken. */
export const NOT_ASKED = 'No block asks for a secret now.';
const ON_ITS_WAY = 'What was given before is on its way; wait until it is known what came of it.';
const GIVEN_UP = 'Given up; what was typed is forgotten, and nothing was started.';
