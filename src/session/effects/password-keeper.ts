import type { StoreApi } from 'zustand/vanilla';
import { nameText, type SecretName } from '../../secrets/keyring-names.ts';
import { mayRemember } from '../../secrets/keyring-policy.ts';
import type { Keyring } from '../../secrets/keyring.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { JujuAccount } from '../juju-prompt.ts';
import type { PasswordLogin } from '../remembering.ts';
import type { View } from '../walker.ts';
import type { LoginAnswer } from './juju-login.ts';
import type { Question } from './remember-desk.ts';

export interface PasswordKeeperParts {
  readonly store: StoreApi<View>;
  /** Opens it when it is first needed. */
  readonly keyring: () => Promise<Keyring>;
  /** Asks the operator whether it is to be remembered. */
  readonly ask: (question: Question) => void;
  /** Gives juju the password; the secret stays the caller's. */
  readonly logIn: (account: JujuAccount, secret: Secret) => Promise<LoginAnswer>;
}

/** Brings a juju login back with a password that is typed here unseen, or that the keyring has. */
export interface PasswordKeeper {
  /** Follows the walk, and says which ways there are whenever the login is gone; answers with what ends that. */
  watch(): () => void;
  /** Asks for it; a sentence when there is no such login to bring back. */
  askFor(): string | undefined;
  /** False when it was not asked for. */
  leave(): boolean;
  /** Takes the secret over; a sentence when juju is not logged in with it. */
  give(secret: Secret): Promise<string | undefined>;
  logInRemembered(): Promise<string | undefined>;
}

export function createPasswordKeeper(parts: PasswordKeeperParts): PasswordKeeper {
  const { store } = parts;
  let isBusy = false;

  const change = (to: Partial<PasswordLogin>): void =>
    store.setState(({ password }) =>
      password === undefined ? {} : { password: { ...password, ...to } },
    );

  const look = async (account: JujuAccount): Promise<void> => {
    const { names } = await (await parts.keyring()).list();
    const text = nameText(nameOf(account));
    const isThere = names.some((name) => name.text === text && name.state === 'there');
    change({ remembered: isThere ? 'yes' : 'no' });
  };

  const follow = (now: View, before: View | undefined): void => {
    const lost = now.session.login;
    if (lost === before?.session.login) return;
    const account = accountOf(now);
    if (account === undefined) return store.setState({ password: undefined });
    const { password } = now;
    // Noted anew while it is typed, or while juju has it: what goes on is about the same login.
    if (password !== undefined && nameText(nameOf(password.account)) === nameText(nameOf(account)))
      return;
    const state = isBusy ? 'given' : 'offered';
    store.setState({ password: { account, remembered: 'unknown', state } });
    void look(account);
  };

  /** One at a time; what came of it in a sentence, undefined when juju is logged in. */
  const logIn = async (
    { account }: PasswordLogin,
    secret: Secret,
  ): Promise<LoginAnswer | { readonly type: 'busy' }> => {
    if (isBusy) return { type: 'busy' };
    isBusy = true;
    change({ state: 'given' });
    try {
      return await parts.logIn(account, secret);
    } finally {
      isBusy = false;
      change({ state: 'offered' });
    }
  };

  return {
    watch() {
      follow(store.getState(), undefined);
      return store.subscribe(follow);
    },
    askFor() {
      const { password } = store.getState();
      if (password === undefined) return NO_LOGIN;
      if (password.state === 'given') return BUSY;
      change({ state: 'asked' });
      return undefined;
    },
    leave() {
      if (store.getState().password?.state !== 'asked') return false;
      change({ state: 'offered' });
      return true;
    },
    async give(secret) {
      const { password } = store.getState();
      if (password?.state !== 'asked') {
        secret.wipe();
        return NO_LOGIN;
      }
      const answer = await logIn(password, secret);
      if (answer.type === 'in') {
        offerToRemember(password.account, secret);
        return undefined;
      }
      secret.wipe();
      // It can be typed once more at once.
      if (answer.type === 'refused') change({ state: 'asked' });
      return answer.type === 'busy' ? BUSY : answer.why;
    },
    async logInRemembered() {
      const { password } = store.getState();
      if (password === undefined) return NO_LOGIN;
      const name = nameOf(password.account);
      const found = await (await parts.keyring()).recall(name);
      if (found.type === 'failed') return found.problem;
      if (found.type === 'none') {
        change({ remembered: 'no' });
        return 'The keyring has no password for this login any more.';
      }
      const answer = await logIn(password, found.secret);
      found.secret.wipe();
      switch (answer.type) {
        case 'in':
          return undefined;
        case 'busy':
          return BUSY;
        case 'failed':
          return answer.why;
        case 'refused':
          return `${answer.why} It came from the keyring; forget it with: handrail secrets forget '${nameText(name)}'`;
      }
    },
  };

  function offerToRemember(account: JujuAccount, secret: Secret): void {
    const may = mayRemember({ what: 'juju-password', remember: 'asked', needs: 0, taken: [] });
    void parts.keyring().then(({ kind }) => {
      if (kind === 'none' || may.type === 'no') return secret.wipe();
      parts.ask({
        secret,
        what: `the Juju password of ${account.user} on ${account.controller}`,
        note: undefined,
        take: async (lent) => (await parts.keyring()).remember(nameOf(account), lent),
      });
    });
  }
}

const NO_LOGIN = 'No password is asked for now.';
const BUSY = 'juju is being logged in to already; a moment.';

function nameOf({ controller, user }: JujuAccount): SecretName {
  return { type: 'juju-password', controller, user };
}

/** The account that was pinned: the login must not end up somewhere else. */
function accountOf({ session }: View): JujuAccount | undefined {
  const juju = session.targets['juju'];
  if (session.mode !== 'real' || session.login?.kind !== 'juju' || juju?.type !== 'juju')
    return undefined;
  return { controller: juju.controller, user: juju.user };
}
