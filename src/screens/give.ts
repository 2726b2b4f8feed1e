import type { Secret } from '../secrets/secret.ts';
import type { Walker } from '../session/walker.ts';

/**
 * Gives what was entered to the block that asks for it; in training, when nothing was, what the simulated holder
 * would type. A sentence when it was not taken. The walk wipes what it is given, when it has searched the output for
 * it; what never reaches it is wiped here.
 */
export async function give(
  walker: Walker | undefined,
  entered: Secret | undefined,
  holder: string | undefined,
): Promise<string | undefined> {
  if (walker === undefined) {
    entered?.wipe();
    return 'No walk is open.';
  }
  const secret = entered ?? (await walker.standInSecret?.());
  if (secret === undefined) return nothingEntered(walker);
  try {
    return await walker.give(secret, holder);
  } catch (error) {
    secret.wipe();
    throw error;
  }
}

function nothingEntered({ standInSecret }: Walker): string {
  return standInSecret === undefined
    ? 'Nothing was entered: type it or paste it, then press Enter.'
    : 'Nobody in the simulated cloud has this one; Esc leaves it.';
}
