import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { keyringOver, type Keyring } from '../../../../src/secrets/keyring.ts';
import { Secret } from '../../../../src/secrets/secret.ts';
import type { LoginTerminal } from '../../../../src/session/effects/juju-login.ts';
import { createKeeper, type Keeper } from '../../../../src/session/effects/keeper.ts';
import { locatedBlocks, type Located } from '../../../../src/session/refs.ts';
import { emptySession, type Session } from '../../../../src/session/session.ts';
import type { View } from '../../../../src/session/walker.ts';
import { readRunbook } from '../../../../src/steps/read-runbook.ts';
import { fakeKeyringStore, type FakeKeyringStore } from '../../../support/fake-keyring-store.ts';

export const canary = 'canary-3Jf8q';
export const secretOf = (text: string) => new Secret(Buffer.from(text));
export const place = (slot: number) => `vault share/ctl/openstack/vault/${slot}`;
const juju = {
  type: 'juju',
  controller: 'ctl',
  model: 'openstack',
  user: 'admin',
  version: '3.6.1',
} as const;

let folder: string;
export let held: FakeKeyringStore;
let keeper: Keeper | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-keeper-'));
  held = fakeKeyringStore('kernel');
});
afterEach(() => {
  keeper?.letGo();
  keeper = undefined;
  rmSync(folder, { recursive: true, force: true });
});

export function unsealing(remember = ''): Located {
  const text = `# Vault\n\n## 2.4 Unseal\n\n**SECRET -- vault/0**\n\`\`\`bash\nunseal\n\`\`\`\n**INPUT:** 3 of 5 \`unseal share\`, a vault share, on standard input as json \`key\`.\n${remember}`;
  const session = emptySession([readRunbook(Buffer.from(text), 'vault.md')]);
  const [located] = locatedBlocks(session);
  if (located?.block.secrets === undefined)
    throw new Error('The block of the test asks for nothing.');
  return located;
}

/** A juju that takes one password on its own terminal. */
function jujuTaking(password: string, typed: string[] = []) {
  return {
    patience: { prompt: 2_000, echo: 2_000, end: 2_000 },
    open: async (): Promise<LoginTerminal> => {
      let end: (exitCode: number) => void = () => undefined;
      let hear: (bytes: Buffer) => void = () => undefined;
      return {
        pid: 2 ** 30,
        ended: new Promise((resolve) => {
          end = (exitCode) => resolve({ exitCode, signal: undefined });
        }),
        onSaid(told) {
          hear = told;
          hear(Buffer.from('please enter password for admin on ctl: '));
        },
        type(bytes) {
          typed.push(Buffer.from(bytes).toString());
          const isRight = typed.at(-1) === `${password}\r`;
          if (!isRight) hear(Buffer.from('\r\nERROR invalid entity name or password\r\n'));
          end(isRight ? 0 : 1);
          return true;
        },
        echoes: async () => false,
      };
    },
  };
}

export function keeping(
  options: {
    readonly session?: Partial<Session>;
    readonly keyring?: Keyring;
    readonly password?: string;
    readonly typed?: string[];
  } = {},
) {
  const located = unsealing();
  const session: Session = {
    ...emptySession([located.runbook]),
    mode: 'real',
    targets: { juju },
    ...options.session,
  };
  const store: StoreApi<View> = createStore<View>(() => ({
    session,
    live: undefined,
    background: [],
    trouble: undefined,
    unwritten: [],
  }));
  const keyring =
    options.keyring ??
    keyringOver({
      stores: [held],
      sentence: 'The keyring is the kernel of the test.',
      index: join(folder, 'keyring.json'),
      now: () => 0,
    });
  keeper = createKeeper(store, {
    openKeyring: async () => keyring,
    juju: jujuTaking(options.password ?? canary, options.typed),
  });
  return { store, keeper, view: () => store.getState() };
}

export const none = () =>
  keyringOver({ stores: [], sentence: 'There is none.', index: join(folder, 'x'), now: () => 0 });

export const lost: Pick<Session, 'login'> = {
  login: {
    kind: 'juju',
    said: 'x',
    block: undefined,
    attempt: undefined,
    at: '2026-01-01T00:00:00Z',
  },
};

export const until = (holds: () => boolean) =>
  vi.waitFor(() => {
    if (!holds()) throw new Error('not yet');
  });
