/** What an operator may be asked about, once it was accepted. */
export interface Rememberable {
  readonly what: 'juju-password' | 'vault-share' | 'other';
  /** What the runbook says; `asked` when it says nothing. */
  readonly remember: 'asked' | 'never';
  /** How many shares the vault needs: the `3` of `3 of 5`. */
  readonly needs: number;
  /** The places of this vault that are taken, from 1; places from another runbook may be higher than it allows. */
  readonly taken: readonly number[];
}

export type MayRemember =
  /** `slot`: the place of an unseal share, from 1. */
  | { readonly type: 'may'; readonly slot: number | undefined }
  /** One sentence that says why not. */
  | { readonly type: 'no'; readonly why: string };

/**
 * Whether the operator may be asked to have a secret remembered. Nothing is remembered unasked; of a vault at most
 * one share less than it needs, for one user of one keyring: what another user has remembered is not seen from here.
 */
export function mayRemember({ what, remember, needs, taken }: Rememberable): MayRemember {
  if (remember === 'never')
    return { type: 'no', why: 'The runbook says that this is never remembered.' };
  switch (what) {
    case 'juju-password':
      return { type: 'may', slot: undefined };
    case 'vault-share':
      return mayRememberShare(needs, new Set(taken));
    case 'other':
      return { type: 'no', why: 'Only the Juju password and unseal shares are remembered.' };
  }
}

/**
 * Which places of a vault may be recalled: whatever stands in the keyring, never as many as unseal it.
 *
 * @returns the places in order, and one sentence when there is more than there may be
 */
export function mayRecall(
  needs: number,
  taken: readonly number[],
): { readonly slots: readonly number[]; readonly tooMany: string | undefined } {
  const places = [...new Set(taken)].sort((one, other) => one - other);
  const slots = places.filter((slot) => slot <= most(needs));
  const beyond = places.length - slots.length;
  return {
    slots,
    tooMany:
      beyond === 0
        ? undefined
        : `${beyond} more of this vault ${beyond === 1 ? 'is' : 'are'} remembered than may be; forget them: handrail secrets`,
  };
}

function mayRememberShare(needs: number, taken: ReadonlySet<number>): MayRemember {
  if (most(needs) < 1)
    return {
      type: 'no',
      why: 'One share alone unseals this vault, or the runbook does not say how many do; none is remembered.',
    };
  const free = Array.from({ length: most(needs) }, (_, at) => at + 1).find(
    (slot) => !taken.has(slot),
  );
  if (free === undefined || taken.size >= most(needs))
    return {
      type: 'no',
      why: `${taken.size} of this vault's shares ${taken.size === 1 ? 'is' : 'are'} remembered; with one more they would unseal it.`,
    };
  return { type: 'may', slot: free };
}

/** How many shares of a vault may be remembered. What is no number of shares allows none. */
function most(needs: number): number {
  return Number.isInteger(needs) && needs > 1 ? needs - 1 : 0;
}
