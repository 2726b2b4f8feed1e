import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ResumeFacts } from '../session/resume-facts.ts';
import type { View, Walker } from '../session/walker.ts';
import type {
  Earlier,
  HomeFacts,
  HomeLater,
  OpenedWalk,
  ScreenContext,
  UiAction,
} from './contract.ts';
import { entryCursor, openingMessage } from './entry.ts';
import { isToBeRead } from './guard.ts';
import { layoutOf, type Layout, type Size } from './layout.ts';
import { noneYet } from './rebuilds.ts';
import { textNotice } from './text-notice.ts';
import type { Screen } from './stack.ts';
import type { Unseen } from './terminal/hidden-keys.ts';
import { watchNotice } from './watch-act.ts';
import { changeUi, initialUi, topScreen, type UiState } from './ui.ts';

/** What the shell itself holds: the screens, the open walk, and what it is waiting for. */
export interface ShellState extends UiState {
  readonly walker: Walker | undefined;
  /** How the open walk was found, when it was taken up. */
  readonly resumed: ResumeFacts | undefined;
  readonly home: HomeFacts;
  /** What the home screen tells later; nothing until it was read. */
  readonly later: HomeLater;
  /** What earlier walks tell; undefined until they were read. */
  readonly earlier: Earlier | undefined;
  /** `Opening phase-07 ...`: keys wait meanwhile. */
  readonly busy: string | undefined;
  /** When the top screen came up, in milliseconds of the shell's clock. */
  readonly since: number;
  /** The `since` of a walk that came to show what nobody asked for; undefined or an older one otherwise. */
  readonly broughtAt: number | undefined;
  /** The `since` of the newest confirmation that has stood long enough to be answered. */
  readonly readSince: number | undefined;
  /** Whether something was entered unseen. */
  readonly unseen: Unseen;
  /** Why what was given last was not taken; until another screen comes up. */
  readonly notTaken: string | undefined;
  /** Counts redraws that were asked for while nothing else changed. */
  readonly drawn: number;
}

export interface Shell {
  readonly store: StoreApi<ShellState>;
  /** Does what screens ask for; the only place where that happens. Settles when it is done. */
  perform(actions: readonly UiAction[]): Promise<void>;
}

export function createShellStore(
  screen: Screen,
  home: HomeFacts,
  opened: OpenedWalk | undefined,
  since: number,
): StoreApi<ShellState> {
  const view = opened?.walker.store.getState();
  return createStore<ShellState>(() => ({
    ...changeUi(initialUi(screen), {
      cursor: view === undefined ? undefined : entryCursor(view.session, view.watching),
      message: opened === undefined ? undefined : openingMessage(opened),
    }),
    walker: opened?.walker,
    resumed: opened?.resumed,
    home,
    later: noneYet,
    earlier: undefined,
    busy: undefined,
    since,
    broughtAt: undefined,
    readSince: undefined,
    unseen: 'nothing',
    notTaken: undefined,
    drawn: 0,
  }));
}

/** What stands in the message rows: trouble first, for as long as it lasts. */
export function messagesOf({ ui, busy }: ShellState, view: View | undefined): readonly string[] {
  // What is refused for a trouble that stands there already is not said once more below it.
  const said = busy ?? ui.message;
  // The screen that takes it over says itself what Enter does there.
  const watched = topScreen(ui).type === 'take-over' ? undefined : watchNotice(view);
  return [
    view?.trouble,
    watched,
    textNotice(topScreen(ui), view),
    said === view?.trouble ? undefined : said,
  ].filter((text) => text !== undefined);
}

/** How many polls the strip tells of. Nothing moves under a prompt where something is typed unseen. */
export function pollCount({ ui }: ShellState, view: View | undefined): number {
  const { type } = topScreen(ui);
  if (view === undefined || type === 'home' || type === 'secret' || type === 'password') return 0;
  return new Set([...view.session.background, ...(ui.ended ?? [])]).size;
}

/** What the top screen may look at, on a terminal of this size. */
export function contextOf(
  state: ShellState,
  size: Size,
): { readonly context: ScreenContext; readonly layout: Layout } {
  const view = state.walker?.store.getState();
  const layout = layoutOf(size, {
    training: view?.session.mode === 'training',
    messages: messagesOf(state, view),
    polls: pollCount(state, view),
  });
  const { walker, resumed, ui, home, later, unseen, notTaken, earlier } = state;
  const fresh = isToBeRead(topScreen(ui), state) && state.readSince !== state.since;
  return {
    layout,
    context: {
      ...{ ui, view, walker, resumed, home, later, fresh, unseen, notTaken },
      usualWait: (block) => earlier?.waits.get(block),
      earlier: earlier?.walks ?? [],
      ...layout.body,
    },
  };
}
