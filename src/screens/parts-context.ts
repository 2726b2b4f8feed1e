import { createContext, useContext } from 'react';
import type { ScreenPart } from './contract.ts';
import type { Screen } from './stack.ts';

/** Which part draws a screen. Handed down, so that the help screen can ask the one below it. */
export type PartOf = (screen: Screen) => ScreenPart;

const nothing: ScreenPart = {
  title: () => '',
  view: () => null,
  act: () => undefined,
  hints: () => [],
  takesText: false,
};

export const PartsContext = createContext<PartOf>(() => nothing);

export function useParts(): PartOf {
  return useContext(PartsContext);
}
