import type { StoreApi } from 'zustand/vanilla';
import { isToBeRead, readFirst } from './guard.ts';
import type { ShellClock } from './shell-clock.ts';
import type { ShellState } from './shell.ts';
import type { Screen } from './stack.ts';
import { topScreen } from './ui.ts';

/**
 * Draws a confirmation once more when it has stood long enough to be answered: only then it says what
 * Enter does. One timer for each confirmation, none in between. Gives back how to stop.
 */
export function watchFreshness(store: StoreApi<ShellState>, clock: ShellClock): () => void {
  let watched: { readonly since: number; readonly screen: Screen } | undefined;
  let callOff = () => undefined as void;
  const look = (state: ShellState) => {
    const { since } = state;
    const screen = topScreen(state.ui);
    if (since === watched?.since && screen === watched.screen) return;
    callOff();
    watched = { since, screen };
    if (!isToBeRead(screen, state)) return;
    callOff = clock.after(since + readFirst - clock.now(), () =>
      store.setState({ readSince: since }),
    );
  };
  look(store.getState());
  const stop = store.subscribe(look);
  return () => {
    stop();
    callOff();
  };
}
