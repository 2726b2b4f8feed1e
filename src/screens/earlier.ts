import type { StoreApi } from 'zustand/vanilla';
import { usualWaits } from '../session/waits.ts';
import type { Walker } from '../session/walker.ts';
import type { ReadEarlier } from './contract.ts';
import type { ShellState } from './shell.ts';

/**
 * Has the earlier walks read for each walk that is opened, once its first frame stands: nothing that is shown first
 * waits for them.
 *
 * @param drawn resolves when what the store holds is on the terminal
 */
export function watchEarlier(
  store: StoreApi<ShellState>,
  read: ReadEarlier,
  drawn: () => Promise<void>,
): () => void {
  const ask = async (walker: Walker): Promise<void> => {
    await drawn();
    const { session } = walker.store.getState();
    const walks = await read({ id: session.id, mode: session.mode });
    // Another walk may have been opened meanwhile.
    if (store.getState().walker === walker)
      store.setState({ earlier: { walks, waits: usualWaits(session, walks) } });
  };
  const { walker } = store.getState();
  if (walker !== undefined) void ask(walker);
  return store.subscribe((state, before) => {
    if (state.walker === before.walker) return;
    store.setState({ earlier: undefined });
    if (state.walker !== undefined) void ask(state.walker);
  });
}
