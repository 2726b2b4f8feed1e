import type { EarlierWalk } from '../../session/earlier-walk.ts';
import { readEarlierWalks } from '../../session/effects/earlier-walks.ts';
import { usualWaits, type UsualWaits } from '../../session/waits.ts';
import type { Walker } from '../../session/walker.ts';

/** What the earlier walks of a state directory tell a walk. Never rejects. */
export async function readEarlier(
  walker: Walker,
  stateDir: string,
): Promise<{ readonly walks: readonly EarlierWalk[]; readonly waits: UsualWaits }> {
  const { session } = walker.store.getState();
  const walks = await readEarlierWalks(stateDir, session);
  return { walks, waits: usualWaits(session, walks) };
}
