import type { View, Walker } from '../session/walker.ts';
import type { Shell } from './shell.ts';

/** Calls back for each change of the walk that is open, whichever that is. Gives back how to stop. */
export function followWalker(
  { store }: Pick<Shell, 'store'>,
  onView: (now: View, before: View) => void,
): () => void {
  let followed: Walker | undefined;
  let unfollow = (): void => undefined;
  const follow = (walker: Walker | undefined): void => {
    if (walker === followed) return;
    followed = walker;
    unfollow();
    unfollow = walker === undefined ? () => undefined : walker.store.subscribe(onView);
  };
  follow(store.getState().walker);
  const stop = store.subscribe(({ walker }) => follow(walker));
  return () => {
    stop();
    unfollow();
  };
}
