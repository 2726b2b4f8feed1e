import type { Secret } from '../secrets/secret.ts';
import type { Walker } from '../session/walker.ts';

/**
 * Gives what was entered to the block that asks for it; in training, when nothing was, what the simulated holder
 * would type. A sentence when it was not taken; it is wiped either way.
 */
export async function give(
  walker: Walker | undefined,
  entered: Secret | undefined,
  holder: string | undefined,
): Promise<string | undefined> {
  try {
    if (walker === undefined) return 'No walk is open.';
    const secret = entered ?? (await walker.standInSecret?.());
    if (secret === undefined) return nothingEntered(walker);
    try {
      return await walker.give(secret, holder);
    } finally {
      secret.wipe();
    }
  } finally {
    entered?.wipe();
  }
}

function nothingEntered({ standInSecret }: Walker): string {
  return standInSecret === undefined
    ? 'Nothing was entered: type it or paste it, then press Enter.'
    : 'The simulated cloud has no such secret: type one, then press Enter.';
}
