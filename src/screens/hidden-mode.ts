import type { StoreApi } from 'zustand/vanilla';
import type { Walker } from '../session/walker.ts';
import type { ShellState } from './shell.ts';
import type { HiddenKeys } from './terminal/hidden-keys.ts';
import type { KeyStream } from './terminal/key-stream.ts';
import { topScreen } from './ui.ts';

/**
 * Lets what is typed go unseen for as long as the hidden prompt is the top screen, and be kept only once that has
 * stood long enough to be read and something is asked for. Whatever takes the prompt away wipes it. Gives back how
 * to stop.
 */
export function watchHidden(
  store: StoreApi<ShellState>,
  keys: Pick<KeyStream, 'hide'>,
  hidden: Pick<HiddenKeys, 'open' | 'shut'>,
): () => void {
  let walker: Walker | undefined;
  let unwatch = (): void => undefined;
  let since: number | undefined;
  let isOpen = false;

  const look = (): void => {
    const state = store.getState();
    follow(state.walker);
    const { type } = topScreen(state.ui);
    const isPrompt = type === 'secret' || type === 'password';
    keys.hide(isPrompt);
    const isAnother = since !== state.since;
    since = state.since;
    const view = state.walker?.store.getState();
    const asked = type === 'password' ? view?.password : view?.asked;
    const isAsked = isPrompt && asked?.state === 'asked' && state.readSince === state.since;
    // What was typed at the prompt before is not meant for the one that came in its place.
    if (isPrompt && isOpen && (isAnother || !isAsked)) hidden.shut();
    if (isAsked && (isAnother || !isOpen)) hidden.open();
    isOpen = isAsked;
  };

  const follow = (now: Walker | undefined): void => {
    if (now === walker) return;
    walker = now;
    unwatch();
    unwatch = now === undefined ? () => undefined : now.store.subscribe(look);
  };

  look();
  const stop = store.subscribe(look);
  return () => {
    stop();
    unwatch();
    keys.hide(false);
  };
}
