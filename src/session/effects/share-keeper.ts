import type { StoreApi } from 'zustand/vanilla';
import { vaultPlace, type VaultPlace } from '../../secrets/keyring-names.ts';
import type { Keyring } from '../../secrets/keyring.ts';
import { recallShare, rememberShare, sharesOf } from '../../secrets/remembered-shares.ts';
import { Secret } from '../../secrets/secret.ts';
import type { SecretInput } from '../../steps/model.ts';
import { unitSpokenOf } from '../../steps/place.ts';
import type { Located } from '../refs.ts';
import type { View } from '../walker.ts';
import type { Question } from './remember-desk.ts';

export interface ShareKeeperParts {
  readonly store: StoreApi<View>;
  /** Opens it when it is first needed. */
  readonly keyring: () => Promise<Keyring>;
  /** Asks the operator, one question after the other. */
  readonly ask: (question: Question) => void;
}

/** What is remembered of the shares that a block is given, and what of them may be. */
export interface ShareKeeper {
  /** Looks what is remembered for a block before it asks for its first share. Bounded, never throws. */
  look(located: Located): Promise<void>;
  /** The next remembered share for the run that is asked for; a sentence when there is none. The caller's to wipe. */
  recall(located: Located): Promise<Secret | string>;
  /** A run was given these and ended well. Those that may be remembered are copied until it is known what came of all. */
  hold(located: Located, given: readonly Secret[], holder: string | undefined): void;
  /** The block is over: what was held is asked about when it passed, else wiped. */
  settled(located: Located, passed: boolean): void;
  /** What is held. */
  known(): readonly Secret[];
  forget(): void;
}

/** Makes the share keeper of a walk. */
export function createShareKeeper({ store, keyring, ask }: ShareKeeperParts): ShareKeeper {
  let looked: Looked | undefined;
  let looks = 0;
  let held: { readonly secret: Secret; readonly holder: string | undefined }[] = [];
  /** What came out of the keyring is not asked about once more. */
  const recalled = new WeakSet<Secret>();

  const drop = (): void => {
    for (const { secret } of held) secret.wipe();
    held = [];
  };

  const show = (): void => {
    const left = looked === undefined ? 0 : looked.slots.length;
    store.setState({
      offered:
        looked === undefined || (left === 0 && looked.note === undefined)
          ? undefined
          : { block: looked.located.ref, left, note: looked.note },
    });
  };

  return {
    async look(located) {
      drop();
      looked = undefined;
      const number = (looks += 1);
      show();
      const input = shareInput(located);
      if (input === undefined) return;
      const found = await lookFor(await keyring(), placeOf(store, located), located, input);
      // Another block asks by now, or the walk was left.
      if (number !== looks) return;
      looked = found;
      show();
    },
    async recall(located) {
      const input = shareInput(located);
      const slot = looked?.located.ref === located.ref ? looked.slots[0] : undefined;
      if (looked === undefined || input === undefined || slot === undefined) return NONE_LEFT;
      looked = { ...looked, slots: looked.slots.slice(1) };
      show();
      const answer = await recallShare(await keyring(), placeOf(store, located), input.count, slot);
      if (answer.type === 'failed') return answer.problem;
      if (answer.type === 'none') return NONE_LEFT;
      recalled.add(answer.secret);
      return answer.secret;
    },
    hold(located, given, holder) {
      if (looked?.located.ref !== located.ref) return;
      for (const secret of given)
        if (held.length < looked.free && !recalled.has(secret))
          held.push({ secret: secret.use((bytes) => new Secret(Uint8Array.from(bytes))), holder });
    },
    settled(located, passed) {
      const input = shareInput(located);
      if (!passed || input === undefined) return drop();
      const vault = placeOf(store, located);
      const asked = { needs: input.count, remember: located.block.secrets?.remember ?? 'never' };
      for (const { secret, holder } of held)
        ask({
          secret,
          what: `the ${input.name}${holder === undefined ? '' : ` of ${holder}`}`,
          note: `At most ${input.count - 1} of this vault's shares are remembered for one user.`,
          take: async (lent) => rememberShare(await keyring(), vault, asked, lent),
        });
      held = [];
    },
    known: () => held.map(({ secret }) => secret),
    forget() {
      looks += 1;
      looked = undefined;
      drop();
    },
  };
}

const NONE_LEFT = 'No remembered share is left for this; enter one unseen.';

interface Looked {
  readonly located: Located;
  /** Places that may be recalled and were not yet. */
  readonly slots: readonly number[];
  /** How many more may be remembered. */
  readonly free: number;
  readonly note: string | undefined;
}

async function lookFor(
  keyring: Keyring,
  vault: VaultPlace,
  located: Located,
  input: SecretInput,
): Promise<Looked | undefined> {
  if (keyring.kind === 'none') return undefined;
  const shares = await sharesOf(keyring, vault, input.count);
  if ('problem' in shares) return { located, slots: [], free: 0, note: shares.problem };
  const { slots, taken, needs, tooMany } = shares;
  return { located, slots, free: Math.max(0, needs - 1 - taken.length), note: tooMany };
}

/** Several of a kind for one vault, which the runbook does not forbid to remember; undefined for every other block. */
function shareInput({ block: { secrets } }: Located): SecretInput | undefined {
  const [input, ...others] = secrets?.inputs ?? [];
  if (input === undefined || others.length > 0 || secrets?.remember !== 'asked') return undefined;
  return input.shape === 'vault-share' && input.count > 1 ? input : undefined;
}

function placeOf(store: StoreApi<View>, { block: { location } }: Located): VaultPlace {
  const juju = store.getState().session.targets['juju'];
  return vaultPlace(juju?.type === 'juju' ? juju : undefined, unitSpokenOf(location));
}
