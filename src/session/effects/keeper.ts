import type { StoreApi } from 'zustand/vanilla';
import type { Keyring } from '../../secrets/keyring.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Intent } from '../intents.ts';
import type { View } from '../walker.ts';
import { logInToJuju, type JujuLoginParts } from './juju-login.ts';
import { createPasswordKeeper } from './password-keeper.ts';
import { createRememberDesk, type Question } from './remember-desk.ts';
import { createShareKeeper, type ShareKeeper } from './share-keeper.ts';

/** What a walk on the real machine remembers with; a training walk has none of it. */
export interface KeeperParts {
  /** Finds the keyring of this machine; asked once, when it is first needed. */
  readonly openKeyring: () => Promise<Keyring>;
  /** How juju is given a password. */
  readonly juju: JujuLoginParts;
}

/** All that a walk does about remembered secrets. */
export interface Keeper {
  readonly shares: ShareKeeper;
  /** Does what is asked about a password or about remembering; a sentence when it did not work. */
  send(intent: KeeperIntent): Promise<string | undefined>;
  /** Takes what was typed unseen when the password is asked for; undefined when it is not, and nothing was taken. */
  give(secret: Secret): Promise<string | undefined> | undefined;
  /** What is held until it is known whether it is to be remembered: none of it is to be shown. */
  known(): readonly Secret[];
  /** The password is not typed after all; false when it was not asked for. */
  leave(): boolean;
  /** Wipes all that is held and asks about nothing any more. */
  letGo(): void;
}

export type KeeperIntent = Extract<
  Intent,
  { readonly type: 'ask-password' | 'log-in-remembered' | 'remember' }
>;

/** Makes the keeper of a walk; it follows the store from then on. */
export function createKeeper(store: StoreApi<View>, { openKeyring, juju }: KeeperParts): Keeper {
  let opening: Promise<Keyring> | undefined;
  const keyring = (): Promise<Keyring> => (opening ??= openKeyring());
  const desk = createRememberDesk(store, keyring);
  const ask = (question: Question): void => desk.ask(question);
  const shares = createShareKeeper({ store, keyring, ask });
  const password = createPasswordKeeper({
    store,
    keyring,
    ask,
    logIn: (account, secret) => logInToJuju(account, secret, juju),
  });
  const unwatch = password.watch();
  return {
    shares,
    async send(intent) {
      switch (intent.type) {
        case 'ask-password':
          return password.askFor();
        case 'log-in-remembered':
          return password.logInRemembered();
        case 'remember':
          return desk.answer(intent.answer);
      }
    },
    give: (secret) =>
      store.getState().password?.state === 'asked' ? password.give(secret) : undefined,
    known: () => [...shares.known(), ...desk.known()],
    leave: () => password.leave(),
    letGo() {
      unwatch();
      shares.forget();
      desk.forget();
    },
  };
}
