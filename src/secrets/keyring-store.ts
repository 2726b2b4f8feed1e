import type { Secret } from './secret.ts';

/** Where a secret can be kept. The kernel's forgets at reboot. */
export type StoreKind = 'secret-service' | 'kernel';

/** One keyring of this machine. Each call ends in bounded time; all of them throw KeyringError. */
export interface KeyringStore {
  readonly kind: StoreKind;
  /** Undefined when there is nothing under that name. The secret is the caller's to wipe. */
  get(name: string): Promise<Secret | undefined>;
  set(name: string, secret: Secret): Promise<void>;
  /** False when there was nothing under that name. */
  delete(name: string): Promise<boolean>;
  /** The names of handrail that it tells of, in any order; a locked one may refuse to tell. */
  names(): Promise<readonly string[]>;
}

/** Why a keyring did not do what was asked. */
export type KeyringFault =
  /** Nothing answers there. */
  | 'unreachable'
  /** It is there and waits for its own password, or its prompt was dismissed. */
  | 'locked'
  | 'denied'
  /** What the kernel gave to a login has ended with it. */
  | 'revoked'
  | 'full'
  | 'silent'
  | 'lost'
  | 'other';

/** A keyring refused. The message is one sentence with the way on, and quotes no secret. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError';
  readonly fault: KeyringFault;

  constructor(fault: KeyringFault, sentence: string) {
    super(sentence);
    this.fault = fault;
  }
}
