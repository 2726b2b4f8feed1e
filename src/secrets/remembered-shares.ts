import type { Keyring, KeyringFailed } from './keyring.ts';
import type { SecretName, VaultPlace } from './keyring-names.ts';
import { vaultText } from './keyring-names.ts';
import { mayRecall, mayRemember } from './keyring-policy.ts';
import type { Secret } from './secret.ts';

/** The shares of one vault that are remembered. */
export interface SharesOfVault {
  /** The places that may be recalled, from 1. */
  readonly slots: readonly number[];
  /** The places that are taken; some may not be recalled. */
  readonly taken: readonly number[];
  /** How many the vault needs: the fewest that any runbook said. */
  readonly needs: number;
  /** One sentence when more are remembered than may be. */
  readonly tooMany: string | undefined;
}

/**
 * What is remembered of a vault, in every keyring that answers.
 *
 * @param needs how many shares the vault needs, as the runbook says
 */
export async function sharesOf(
  keyring: Keyring,
  vault: VaultPlace,
  needs: number,
): Promise<SharesOfVault | KeyringFailed> {
  const { names, problems } = await keyring.list();
  // A keyring that could not be asked may hold more.
  if (problems[0] !== undefined) return { type: 'failed', problem: problems[0] };
  const wanted = vaultText(vault);
  const taken = new Set<number>();
  let fewest = needs;
  for (const { name, state, needs: said } of names) {
    if (name.type !== 'vault-share' || vaultText(name.vault) !== wanted) continue;
    if (state === 'gone') continue;
    taken.add(name.slot);
    fewest = Math.min(fewest, said ?? needs);
  }
  const { slots, tooMany } = mayRecall(fewest, [...taken]);
  return { slots, taken: [...taken], needs: fewest, tooMany };
}

/**
 * Remembers one more share of a vault where that may be; asked for by the operator, never otherwise.
 *
 * @returns `no` with the sentence that says why it may not be
 */
export async function rememberShare(
  keyring: Keyring,
  vault: VaultPlace,
  asked: { readonly needs: number; readonly remember: 'asked' | 'never' },
  secret: Secret,
): Promise<
  { readonly type: 'done' } | { readonly type: 'no'; readonly why: string } | KeyringFailed
> {
  const shares = await sharesOf(keyring, vault, asked.needs);
  if ('problem' in shares) return shares;
  const { needs, taken } = shares;
  const may = mayRemember({ what: 'vault-share', remember: asked.remember, needs, taken });
  if (may.type === 'no') return may;
  return keyring.remember(shareName(vault, may.slot ?? 1), secret, needs);
}

/**
 * A share by its place. What may be recalled is looked at anew each time: whatever else has been put there, never
 * as many as unseal the vault.
 */
export async function recallShare(
  keyring: Keyring,
  vault: VaultPlace,
  needs: number,
  slot: number,
): ReturnType<Keyring['recall']> {
  const shares = await sharesOf(keyring, vault, needs);
  if ('problem' in shares) return shares;
  return shares.slots.includes(slot) ? keyring.recall(shareName(vault, slot)) : { type: 'none' };
}

function shareName(vault: VaultPlace, slot: number): SecretName {
  return { type: 'vault-share', vault, slot };
}
