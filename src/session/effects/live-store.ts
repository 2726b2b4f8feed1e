import type { StoreApi } from 'zustand/vanilla';
import type { Live, View } from '../walker.ts';

/** What the view tells of the attempts under way: the one that is waited for, and the polls that were left running. */
export interface LiveStore {
  begin(live: Live, where: 'waited-for' | 'left'): void;
  change(attempt: number, change: Partial<Live>): void;
  /** From being waited for to the polls that were left running. */
  leave(attempt: number): void;
  /** Changes of the same frame may come with it. */
  end(attempt: number, also?: Partial<View>): void;
  of(attempt: number): Live | undefined;
}

export function createLiveStore(store: StoreApi<View>): LiveStore {
  return {
    begin(live, where) {
      if (where === 'waited-for') store.setState({ live });
      else store.setState(({ background }) => ({ background: [...background, live] }));
    },
    change(attempt, change) {
      store.setState(({ live, background }) => {
        if (live?.attempt === attempt) return { live: { ...live, ...change } };
        const index = background.findIndex((each) => each.attempt === attempt);
        const old = background[index];
        return old === undefined
          ? {}
          : { background: background.with(index, { ...old, ...change }) };
      });
    },
    leave(attempt) {
      store.setState(({ live, background }) =>
        live?.attempt === attempt ? { live: undefined, background: [...background, live] } : {},
      );
    },
    end(attempt, also) {
      store.setState(({ live, background }) => ({
        ...(live?.attempt === attempt ? { live: undefined } : {}),
        ...(background.some((each) => each.attempt === attempt)
          ? { background: background.filter((each) => each.attempt !== attempt) }
          : {}),
        ...also,
      }));
    },
    of(attempt) {
      const { live, background } = store.getState();
      return [live, ...background].find((each) => each?.attempt === attempt);
    },
  };
}
