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

/** The sentences about a login, by whose it is. */
export function loginWords(kind: LoginKind): {
  readonly gone: string;
  readonly still: string;
  readonly untold: string;
} {
  switch (kind) {
    case 'juju':
      return {
        gone: 'The Juju login is gone.',
        still: 'The Juju login is still gone.',
        untold:
          'juju does not say whether the login is back; look in another pane with: juju status',
      };
    case 'openstack':
      return {
        gone: 'OpenStack refuses the credentials (HTTP 401).',
        still: 'OpenStack still refuses the credentials (HTTP 401).',
        untold:
          'This environment holds no credentials to ask with; run the block that sources them, then this one.',
      };
    case 'vault':
      return {
        gone: 'The vault is sealed.',
        still: 'The vault is still sealed.',
        untold:
          'The vault does not say whether it is sealed; look in another pane with: vault status',
      };
  }
}
