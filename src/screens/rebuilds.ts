import type { StoreApi } from 'zustand/vanilla';
import type { HomeFacts, HomeLater } from './contract.ts';
import type { ShellState } from './shell.ts';
import { topScreen } from './ui.ts';

/** Reads what the home screen tells later; none of it rejects. */
export interface ReadHomeLater {
  /** How far a session has come. */
  readonly outline: (session: string) => Promise<HomeLater['outlines'][string]>;
  /** The runbooks of a rebuild, where the site file has to be read for that. */
  readonly rebuild: () => Promise<HomeLater['rebuild']>;
}

/**
 * Has read for the home screen what needs the documents, once its frame stands: the first frame waits for none of it.
 * One session after the other, newest first; another screen ends it, and the home screen that comes back begins anew.
 *
 * @param drawn resolves when what the store holds is on the terminal
 */
export function watchRebuilds(
  store: StoreApi<ShellState>,
  read: ReadHomeLater,
  drawn: () => Promise<void>,
): () => void {
  const ask = async (home: HomeFacts): Promise<void> => {
    const isWanted = (): boolean => {
      const state = store.getState();
      return state.home === home && state.walker === undefined;
    };
    await drawn();
    if (home.rebuild?.type === 'reading' && isWanted()) {
      const rebuild = await read.rebuild();
      if (isWanted()) store.setState(({ later }) => ({ later: { ...later, rebuild } }));
    }
    for (const { id, state } of home.sessions) {
      if (!isWanted()) return;
      if (state === 'finished' || state === 'unreadable') continue;
      const outline = await read.outline(id);
      if (isWanted())
        store.setState(({ later }) => ({
          later: { ...later, outlines: { ...later.outlines, [id]: outline } },
        }));
    }
  };
  if (topScreen(store.getState().ui).type === 'home') void ask(store.getState().home);
  return store.subscribe((state, before) => {
    if (state.home === before.home) return;
    store.setState({ later: noneYet });
    void ask(state.home);
  });
}

/** Before anything was read. */
export const noneYet: HomeLater = { outlines: {}, rebuild: undefined };
