import { createContext, useContext } from 'react';
import type { ListPort } from '../listener.ts';

/** Nobody listens: a list drawn on its own, in a test of its looks. */
const nobody: ListPort = {
  shown: () => () => undefined,
  highlight: () => undefined,
  pick: () => undefined,
};

export const ListPortContext = createContext<ListPort>(nobody);

export function useListPort(): ListPort {
  return useContext(ListPortContext);
}
