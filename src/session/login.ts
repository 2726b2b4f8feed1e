import type { BlockRef } from './events.ts';

/** Whose login, or whose seal, stands between the walk and its next block. */
export type LoginKind = 'juju' | 'openstack' | 'vault';

/** A login that was seen to be gone and has not been seen to be back. */
export interface LostLogin {
  readonly kind: LoginKind;
  /** What the program said about it: one line, redacted. */
  readonly said: string;
  /** The block that met it; undefined when a look at the start of a walk did. */
  readonly block: BlockRef | undefined;
  /** The attempt that met it; undefined when it was seen before anything was started. */
  readonly attempt: number | undefined;
  readonly at: string;
}
