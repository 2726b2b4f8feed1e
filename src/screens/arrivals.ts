import type { SecretAsked, View } from '../session/walker.ts';
import type { ScreenPart } from './contract.ts';
import { followWalker } from './follow-walker.ts';
import { askedName } from './parts/asked-words.ts';
import type { Shell } from './shell.ts';
import type { Screen } from './stack.ts';
import { topScreen } from './ui.ts';
import { looksAt } from './looks-at.ts';

/**
 * Brings up what can not wait for the operator to look: a login that is gone, a target that is another one, a secret that
 * is asked for. Where a
 * text is being typed it is said and not brought up, so that no word meant for the text answers it.
 */
export function watchArrivals(shell: Shell, partOf: (screen: Screen) => ScreenPart): () => void {
  const asksToRemember = () => shell.store.getState().walker?.store.getState().remember;

  const bring = (screen: Screen, says: string): void => {
    const top = topScreen(shell.store.getState().ui);
    if (top.type === screen.type) return;
    const typing = partOf(top).takesText && top.type !== 'caution';
    void shell.perform(typing ? [{ type: 'message', text: says }] : [{ type: 'push', screen }]);
  };

  /** The prompt of what is asked for next takes the place of the one before; with nothing asked for it goes. */
  const bringPrompt = (now: SecretAsked | undefined, before: SecretAsked | undefined): void => {
    const top = topScreen(shell.store.getState().ui);
    const atPrompt = top.type === 'secret' || top.type === 'holder';
    if (now === undefined) {
      if (!atPrompt) return;
      void shell.perform([
        { type: 'go', screen: { type: 'walk' } },
        { type: 'ui', change: looksAt(top.block) },
      ]);
    } else if (before?.state === 'given' && now.state === 'asked') {
      // It is another person's turn, or it has to be typed once more.
      if (atPrompt || top.type === 'walk') void shell.perform([{ type: 'asked', anew: true }]);
      else
        void shell.perform([
          {
            type: 'message',
            text: `${askedName(now)} is asked for; Enter on the walk leads there.`,
          },
        ]);
    } else if (atPrompt || (before === undefined && top.type === 'walk'))
      void shell.perform([{ type: 'asked' }]);
  };

  /** One question after the other, each read anew; and only where no text is being typed. */
  const bringRemember = (isAnother: boolean): void => {
    const remember = asksToRemember();
    const top = topScreen(shell.store.getState().ui);
    const isShown = top.type === 'remember';
    if (remember === undefined) {
      if (isShown) void shell.perform([{ type: 'back' }]);
    } else if (isShown && isAnother)
      void shell.perform([{ type: 'back' }, { type: 'push', screen: { type: 'remember' } }]);
    else if (!isShown && top.type === 'walk')
      void shell.perform([{ type: 'push', screen: { type: 'remember' } }]);
  };

  const onView = (now: View, before: View): void => {
    // Whose walk it is logs in: a screen here would offer what is not this person's to do.
    if (now.watching !== undefined) return;
    if (now.asked !== before.asked) bringPrompt(now.asked, before.asked);
    if (now.remember !== before.remember)
      bringRemember(now.remember?.isTaking === false && before.remember?.isTaking === true);
    // Met again is another object: who said "later" is led there by what meets it next.
    if (now.session.login !== undefined && now.session.login !== before.session.login)
      bring({ type: 'login' }, 'A login is gone; Enter on the walk shows it.');
    if (now.check?.state === 'differs' && before.check?.state !== 'differs')
      bring(
        { type: 'target', block: now.check.block },
        'The target is another than the one pinned.',
      );
  };

  const unfollow = followWalker(shell, onView);
  const stop = shell.store.subscribe(({ ui }, before) => {
    // It waited for its turn.
    if (asksToRemember() !== undefined && ui.stack !== before.ui.stack) bringRemember(false);
  });
  return () => {
    stop();
    unfollow();
  };
}
