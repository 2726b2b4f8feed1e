import type { View, Walker } from '../session/walker.ts';
import type { Shell } from './shell.ts';
import type { ScreenPart } from './contract.ts';
import type { Screen } from './stack.ts';
import { topScreen } from './ui.ts';

/**
 * Brings up what can not wait for the operator to look: a login that is gone, a target that is another one. Where a
 * text is being typed it is said and not brought up, so that no word meant for the text answers it.
 */
export function watchArrivals(shell: Shell, partOf: (screen: Screen) => ScreenPart): () => void {
  let watched: Walker | undefined;
  let unwatch = (): void => undefined;

  const bring = (screen: Screen, says: string): void => {
    const top = topScreen(shell.store.getState().ui);
    if (top.type === screen.type) return;
    const typing = partOf(top).takesText && top.type !== 'caution';
    void shell.perform(typing ? [{ type: 'message', text: says }] : [{ type: 'push', screen }]);
  };

  const onView = (now: View, before: View): void => {
    // Whose walk it is logs in: a screen here would offer what is not this person's to do.
    if (now.watching !== undefined) return;
    // Met again is another object: who said "later" is led there by what meets it next.
    if (now.session.login !== undefined && now.session.login !== before.session.login)
      bring({ type: 'login' }, 'A login is gone; Enter on the walk shows it.');
    if (now.check?.state === 'differs' && before.check?.state !== 'differs')
      bring(
        { type: 'target', block: now.check.block },
        'The target is another than the one pinned.',
      );
  };

  const follow = (walker: Walker | undefined): void => {
    if (walker === watched) return;
    watched = walker;
    unwatch();
    unwatch = walker === undefined ? () => undefined : walker.store.subscribe(onView);
  };

  follow(shell.store.getState().walker);
  const stop = shell.store.subscribe(({ walker }) => follow(walker));
  return () => {
    stop();
    unwatch();
  };
}
