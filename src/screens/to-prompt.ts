import type { SecretAsked } from '../session/walker.ts';
import type { Screen, SecretPlace } from './stack.ts';
import { goToScreen, changeUi, pushScreen, topScreen, type UiState } from './ui.ts';
import { looksAt } from './looks-at.ts';

/** The screens when something is asked for unseen: its prompt above the walk, which shows the block. */
export function toPrompt(state: UiState, asked: SecretAsked, anew: boolean): UiState {
  const top = topScreen(state.ui);
  if (!anew && isPromptOf(top, asked)) return state;
  const walk = changeUi(goToScreen(state, { type: 'walk' }), looksAt(asked.block));
  return pushScreen(walk, promptOf(asked, top));
}

/** Whether a screen is about this one of the secrets. */
export function isPromptOf(screen: Screen, asked: SecretAsked): boolean {
  return (
    (screen.type === 'secret' || screen.type === 'holder') &&
    screen.block === asked.block &&
    screen.index === asked.index &&
    screen.number === asked.number
  );
}

/** Who brings it is asked first where several people bring theirs, and once for each of them. */
function promptOf({ block, index, number, input }: SecretAsked, top: Screen): Screen {
  const place: SecretPlace = { block, index, number };
  if (input.of === 1) return { type: 'secret', holder: undefined, ...place };
  const isSamePerson = top.type === 'secret' && top.block === block && top.number === number;
  return isSamePerson
    ? { type: 'secret', holder: top.holder, ...place }
    : { type: 'holder', ...place };
}
