import type { BlockRef } from './events.ts';
import type { JujuAccount } from './juju-prompt.ts';

/** A secret that was accepted and may be remembered: asked once, and without a yes it is not. */
export interface RememberAsked {
  /** `the Juju password of admin on ctl`, `the unseal share of carol`. */
  readonly what: string;
  /** Which keyring it would stand in, and what becomes of it there: a sentence. */
  readonly where: string;
  /** What else has to be known before the answer: a sentence. */
  readonly note: string | undefined;
  /** The answer is being carried out. */
  readonly isTaking: boolean;
}

/** A login of juju that handrail can do itself, with a password that is typed here unseen or remembered. */
export interface PasswordLogin {
  readonly account: JujuAccount;
  /** Whether the keyring has it. `unknown`: it is being looked for. */
  readonly remembered: 'yes' | 'no' | 'unknown';
  /** `offered`: nothing is under way. `asked`: it may be typed now. `given`: juju has it. */
  readonly state: 'offered' | 'asked' | 'given';
}

/** Remembered shares that a block which asks for shares can be given. */
export interface SharesOffered {
  readonly block: BlockRef;
  /** How many of them were not given to this run of it yet. */
  readonly left: number;
  /** A sentence about shares that are there and may not be used. */
  readonly note: string | undefined;
}
