import type { Screen, Ui } from './stack.ts';

/**
 * The stack of screens and what each holds for itself. Going deeper puts the scroll, the highlighted row
 * and the typed text of the screen below aside; coming back brings them back.
 */
export interface UiState {
  readonly ui: Ui;
  readonly aside: readonly Aside[];
}

type Aside = Pick<Ui, 'scroll' | 'outputOffset' | 'text' | 'isSpoilt' | 'choice'>;

const blank: Aside = { scroll: 0, outputOffset: 0, text: '', isSpoilt: false, choice: 0 };

export function initialUi(screen: Screen): UiState {
  return {
    ui: { ...blank, stack: [screen], cursor: undefined, pane: 'block', message: undefined },
    aside: [],
  };
}

/** The screen that is drawn and gets the keys. */
export function topScreen(ui: Ui): Screen {
  return ui.stack.at(-1) ?? { type: 'home' };
}

export function pushScreen({ ui, aside }: UiState, screen: Screen): UiState {
  const { scroll, outputOffset, text, isSpoilt, choice } = ui;
  // The help screen speaks about the one below as it stands, highlighted row and all.
  const fresh = screen.type === 'help' ? { scroll: 0 } : blank;
  return {
    ui: { ...ui, ...fresh, stack: [...ui.stack, screen] },
    aside: [...aside, { scroll, outputOffset, text, isSpoilt, choice }],
  };
}

/** One screen back; at the bottom of the stack nothing changes. */
export function popScreen(state: UiState): UiState {
  const below = state.aside.at(-1);
  if (below === undefined) return state;
  return {
    ui: { ...state.ui, ...below, stack: state.ui.stack.slice(0, -1) },
    aside: state.aside.slice(0, -1),
  };
}

/** One screen and nothing below it. The walk's cursor and pane stay as they were. */
export function goToScreen({ ui }: UiState, screen: Screen): UiState {
  return { ui: { ...ui, ...blank, stack: [screen] }, aside: [] };
}

/**
 * A new cursor looks at another block: the scroll of the screens below was about the one before, so it
 * starts at the top again.
 */
export function changeUi({ ui, aside }: UiState, change: Partial<Ui>): UiState {
  const moved = 'cursor' in change && change.cursor !== ui.cursor;
  return {
    ui: { ...ui, ...(moved ? { scroll: 0, outputOffset: 0 } : {}), ...change },
    aside: moved ? aside.map((one) => ({ ...one, scroll: 0, outputOffset: 0 })) : aside,
  };
}
