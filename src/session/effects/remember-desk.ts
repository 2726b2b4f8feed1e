import type { StoreApi } from 'zustand/vanilla';
import type { Keyring, KeyringFailed } from '../../secrets/keyring.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { View } from '../walker.ts';

/** A secret that was accepted, to be asked about. */
export interface Question {
  /** Taken over: wiped with the answer. */
  readonly secret: Secret;
  /** As `RememberAsked` has it. */
  readonly what: string;
  readonly note: string | undefined;
  /** Puts it into the keyring, if that still may be. */
  readonly take: (
    secret: Secret,
  ) => Promise<
    { readonly type: 'done' } | { readonly type: 'no'; readonly why: string } | KeyringFailed
  >;
}

/** Asks whether secrets that were accepted are to be remembered, one after the other. */
export interface RememberDesk {
  ask(question: Question): void;
  /** The operator's word about the one that is shown; a sentence when it was not remembered as they wanted. */
  answer(said: 'yes' | 'no'): Promise<string | undefined>;
  /** What waits for an answer. */
  known(): readonly Secret[];
  /** Wipes all that waits for an answer, and all that comes later: nothing of it is remembered. */
  forget(): void;
}

/** Makes the one desk of a walk. What is shown is in the store; the secrets stay here. */
export function createRememberDesk(
  store: StoreApi<View>,
  keyring: () => Promise<Keyring>,
): RememberDesk {
  let isGone = false;
  let waiting: readonly Question[] = [];

  const show = async (): Promise<void> => {
    const [first] = waiting;
    if (first === undefined) return store.setState({ remember: undefined });
    const { what, note } = first;
    const where = (await keyring()).sentence;
    if (waiting[0] === first) store.setState({ remember: { what, where, note, isTaking: false } });
  };

  return {
    ask(question) {
      // A login or a run may come to its end when the walk is left already.
      if (isGone) return question.secret.wipe();
      waiting = [...waiting, question];
      if (waiting.length === 1) void show();
    },
    async answer(said) {
      const { remember } = store.getState();
      const [first, ...others] = waiting;
      if (first === undefined || remember === undefined) return NOTHING;
      if (remember.isTaking) return TAKING;
      store.setState({ remember: { ...remember, isTaking: true } });
      const answer = said === 'yes' ? await first.take(first.secret) : undefined;
      first.secret.wipe();
      if (waiting[0] !== first) return undefined;
      waiting = others;
      await show();
      switch (answer?.type) {
        case 'no':
          return `Not remembered. ${answer.why}`;
        case 'failed':
          return `Not remembered. ${answer.problem}`;
        case 'done':
        case undefined:
          return undefined;
      }
    },
    known: () => waiting.map(({ secret }) => secret),
    forget() {
      isGone = true;
      for (const { secret } of waiting) secret.wipe();
      waiting = [];
      store.setState({ remember: undefined });
    },
  };
}

const NOTHING = 'Nothing is asked about any more.';
const TAKING = 'It is being remembered; a moment.';
