import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookFor, processStore, type HelperOptions } from './keyring-helper.ts';
import { keyringOver, type Keyring } from './keyring.ts';
import { KeyringError, type KeyringStore, type StoreKind } from './keyring-store.ts';

export interface KeyringOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that keeps the names, never the values. */
  readonly stateDir: string;
  readonly now: () => number;
  /** Milliseconds to wait for a keyring to be there, and for what it is asked afterwards. */
  readonly patience?: { readonly look: number; readonly call: number };
  /** The program that talks to it; another one is for tests. */
  readonly program?: string;
}

/**
 * Finds the keyrings of this machine: the Secret Service where one answers on the session bus, the kernel's, or
 * none. `HANDRAIL_KEYRING` names the one to use: `secret-service`, `kernel` or `none`. Takes no longer than its
 * patience, and never throws: without a keyring everything goes on.
 */
export async function openKeyring(options: KeyringOptions): Promise<Keyring> {
  const { now, stateDir } = options;
  const patience = options.patience ?? { look: 5_000, call: 20_000 };
  const over = (stores: readonly KeyringStore[], sentence: string) =>
    keyringOver({ stores, sentence, index: join(stateDir, INDEX_NAME), now });
  const wanted = options.env['HANDRAIL_KEYRING'] ?? '';
  if (wanted === 'none') return over([], 'HANDRAIL_KEYRING says none: nothing is remembered.');
  if (wanted !== '' && !KINDS.some((kind) => kind === wanted))
    return over(
      [],
      'HANDRAIL_KEYRING is none of secret-service, kernel and none: nothing is remembered.',
    );
  const env = withBus(options.env);
  const stores: KeyringStore[] = [];
  const why: string[] = [];
  for (const kind of KINDS.filter((kind) => wanted === '' || kind === wanted)) {
    const problem = await problemWith(kind, { ...options, env, patience: patience.look });
    if (problem === undefined)
      stores.push(processStore(kind, { ...options, env, patience: patience.call }));
    else why.push(problem);
  }
  return over(stores, sentenceFor(stores[0]?.kind, why));
}

/** Beside the sessions, whose names begin with a date. */
const INDEX_NAME = 'keyring.json';

const KINDS: readonly StoreKind[] = ['secret-service', 'kernel'];

async function problemWith(kind: StoreKind, options: HelperOptions): Promise<string | undefined> {
  if (kind === 'secret-service' && options.env['DBUS_SESSION_BUS_ADDRESS'] === undefined)
    return 'This login has no D-Bus session bus.';
  try {
    await lookFor(kind, options);
    return undefined;
  } catch (error) {
    if (error instanceof KeyringError) return error.message;
    throw error;
  }
}

/** The bus of the user where the login named none, as after `sudo` or in an old tmux. */
function withBus(env: KeyringOptions['env']): KeyringOptions['env'] {
  if ((env['DBUS_SESSION_BUS_ADDRESS'] ?? '') !== '') return env;
  const folder = env['XDG_RUNTIME_DIR'] ?? '';
  const bus = join(folder, 'bus');
  const address = folder.startsWith('/') && existsSync(bus) ? `unix:path=${bus}` : undefined;
  return { ...env, DBUS_SESSION_BUS_ADDRESS: address };
}

function sentenceFor(kind: StoreKind | undefined, why: readonly string[]): string {
  switch (kind) {
    case 'secret-service':
      return 'The keyring is the Secret Service of this login; what it keeps outlives a reboot.';
    case 'kernel':
      return [`The keyring is the kernel's: it forgets at reboot${expiry()}.`, ...why].join(' ');
    case undefined:
      return ['There is no keyring here, so nothing is remembered.', ...why].join(' ');
  }
}

/** The kernel drops what nobody looked at for a while; each look begins it anew. */
function expiry(): string {
  try {
    const seconds = Number(readFileSync('/proc/sys/kernel/keys/persistent_keyring_expiry', 'utf8'));
    const days = Math.floor(seconds / 86_400);
    if (days >= 1) return `, and after ${days} ${days === 1 ? 'day' : 'days'} without use`;
  } catch {
    // Then it is not known.
  }
  return '';
}
