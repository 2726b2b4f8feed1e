import {
  KeyringError,
  type KeyringStore,
  type StoreKind,
} from '../../src/secrets/keyring-store.ts';
import { Secret } from '../../src/secrets/secret.ts';

/** A keyring in memory, with what a real one may do wrong. */
export interface FakeKeyringStore extends KeyringStore {
  /** What it holds; a test may put something there behind handrail's back. */
  readonly held: Map<string, Uint8Array>;
  /** From now on every call is refused with this sentence; undefined ends that. */
  refuse(sentence: string | undefined): void;
}

export function fakeKeyringStore(kind: StoreKind): FakeKeyringStore {
  const held = new Map<string, Uint8Array>();
  let refusal: string | undefined;
  const willing = () => {
    if (refusal !== undefined) throw new KeyringError('locked', refusal);
  };
  return {
    kind,
    held,
    refuse(sentence) {
      refusal = sentence;
    },
    async get(name) {
      willing();
      const bytes = held.get(name);
      return bytes === undefined ? undefined : new Secret(Uint8Array.from(bytes));
    },
    async set(name, secret) {
      willing();
      held.set(
        name,
        secret.use((bytes) => Uint8Array.from(bytes)),
      );
    },
    async delete(name) {
      willing();
      return held.delete(name);
    },
    async names() {
      willing();
      return [...held.keys()];
    },
  };
}
