import { createSecretsSeen } from '../../secrets/secret-seen.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { SecretAsked } from '../walker.ts';

/** What a simulated holder would type when this is asked; undefined when nobody in the simulated cloud has it. */
export type StandInSecret = (asked: SecretAsked) => Promise<Secret | undefined>;

/**
 * Why a secret is not taken in training: no simulated holder of what is asked for has exactly this one, so it may be
 * a real one, and the simulated cloud keeps what it is given in a file. Undefined when one has it. Compares digests;
 * nothing of either is kept.
 */
export async function whyNotSimulated(
  secret: Secret,
  asked: SecretAsked,
  standInSecret: StandInSecret,
): Promise<string | undefined> {
  const held = createSecretsSeen();
  try {
    // Whoever stands in the queue may come in any order, and one more than there are is nobody.
    for (let number = 1; number <= asked.input.of; number += 1) {
      const one = await standInSecret({ ...asked, number });
      if (one === undefined) continue;
      held.add(one);
      one.wipe();
    }
    return held.has(secret) ? undefined : NOBODY_HAS_IT;
  } finally {
    held.forget();
  }
}

const NOBODY_HAS_IT =
  'No simulated holder has this one: never type a real secret in training. Enter alone gives the simulated one.';
