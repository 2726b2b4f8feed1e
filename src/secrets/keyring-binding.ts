import { readFileSync } from 'node:fs';
import type { LinuxStore } from 'keytar';
import type { StoreKind } from './keyring-store.ts';

/** A keyring by calls that may block for as long as they like, and throw what the library throws. */
export interface Binding {
  get(name: string): Uint8Array<ArrayBuffer> | undefined;
  set(name: string, bytes: Uint8Array): void;
  delete(name: string): boolean;
  /** What can be had from here. */
  names(): readonly string[];
}

/**
 * Connects to one keyring and to no other: left to itself, the library takes the kernel's for a Secret Service
 * that does not answer, and does not say so.
 *
 * @throws what the library throws when that keyring is not there
 */
export async function openBinding(kind: StoreKind): Promise<Binding> {
  const { Entry, findCredentials } = await import('keytar');
  const options = { linux: { store: stores[kind] } };
  const entry = (name: string) => new Entry(SERVICE, name, options);
  const get = (name: string) => {
    const numbers = entry(name).getSecret();
    if (numbers === null || numbers === undefined) return undefined;
    const bytes = Uint8Array.from(numbers);
    numbers.fill(0);
    return bytes;
  };
  // Connects, and reads nothing.
  entry('(none)');
  return {
    get,
    set(name, bytes) {
      entry(name).setSecret(bytes);
    },
    delete: (name) => entry(name).deleteCredential(),
    names: () =>
      kind === 'kernel'
        ? // Keys of other logins are listed, too, that can not be had from here.
          namesOfKeys(readFileSync('/proc/keys', 'utf8'), process.getuid?.() ?? 0).filter(
            (name) => get(name)?.fill(0) !== undefined,
          )
        : findCredentials(SERVICE).map(({ account }) => account),
  };
}

/** The names of handrail among the keys that /proc/keys lists for a user; keys that are gone stand there for a while. */
export function namesOfKeys(listing: string, uid: number): readonly string[] {
  const names = listing.split('\n').flatMap((line) => {
    const [, flags = '', owner, name] = KEY.exec(line) ?? [];
    const isThere = owner === String(uid) && !/[RDNi]/.test(flags);
    return isThere && name !== undefined ? [name] : [];
  });
  return [...new Set(names)];
}

const SERVICE = 'handrail';

const stores: Readonly<Record<StoreKind, LinuxStore>> = {
  'secret-service': 'secret-service',
  kernel: 'keyutils',
};

/** Serial, flags, usage, time-out, permissions, uid, gid, type, description, length. */
const KEY = /^[0-9a-f]+ (\S+) +\d+ +\S+ [0-9a-f]+ +(\d+) +-?\d+ user +keyring:(.*)@handrail: \d+$/;
