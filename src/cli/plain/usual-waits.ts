import { readEarlierWalks } from '../../session/effects/earlier-walks.ts';
import { usualWaits, type UsualWaits } from '../../session/waits.ts';
import type { Walker } from '../../session/walker.ts';

/** How long the polls of a walk usually take, from the earlier walks of its state directory. Never rejects. */
export async function readUsualWaits(walker: Walker, stateDir: string): Promise<UsualWaits> {
  const { session } = walker.store.getState();
  return usualWaits(session, await readEarlierWalks(stateDir, session));
}
