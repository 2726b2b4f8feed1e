import type { StoreApi } from 'zustand/vanilla';
import type { Secret } from '../secrets/secret.ts';
import type { BlockRef } from '../session/events.ts';
import type { BlockTerminal } from '../session/runner.ts';
import type { Walker } from '../session/walker.ts';
import { terminalOfBlock } from './block-terminal.ts';
import type { HomeFacts, OpenedWalk, UiAction } from './contract.ts';
import {
  entryCursor,
  entryScreen,
  openingActions,
  openingMessage,
  openingScreen,
} from './entry.ts';
import { give } from './give.ts';
import type { ShellState } from './shell.ts';
import { toPrompt } from './to-prompt.ts';
import { looksAt } from './looks-at.ts';
import { changeUi, goToScreen, popScreen, pushScreen, type UiState } from './ui.ts';

/** What the world outside the screens does for them. */
export interface Outside {
  open(how: 'walk' | 'train', runbooks: readonly string[]): Promise<OpenedWalk | string>;
  resume(session: string): Promise<OpenedWalk | string>;
  watch(session: string): Promise<OpenedWalk | string>;
  /** Shows a file in the operator's pager; a sentence when that did not work. */
  page(file: string): Promise<string | undefined>;
  /** Lends the terminal until the program, or the walk's own stand-in, has ended; a sentence when it did not start. */
  lend(program: readonly string[], standIn: Walker['standInLogin']): Promise<string | undefined>;
  /** Joins the operator's terminal to that of a block, until that ends or the operator comes back. */
  join(terminal: BlockTerminal, walker: Walker): Promise<'ended' | 'came-back'>;
  /** What was entered unseen, held nowhere else any more; undefined when nothing was. */
  entered(): Secret | undefined;
  home(): HomeFacts;
  leave(): void;
  now(): number;
}

/** Makes the function that does what screens ask for. No screen does anything by itself. */
export function createPerform(store: StoreApi<ShellState>, outside: Outside) {
  return perform;

  async function perform(actions: readonly UiAction[]): Promise<void> {
    for (const action of actions) if (!(await performOne(action))) return;
  }

  /** False when the actions behind this one must not happen. */
  async function performOne(action: UiAction): Promise<boolean> {
    switch (action.type) {
      case 'push':
        screens((state) => pushScreen(state, action.screen), true);
        return true;
      case 'back':
        screens(popScreen, true);
        return true;
      case 'go':
        if (action.screen.type === 'home') await backHome();
        screens((state) => goToScreen(state, action.screen), true);
        return true;
      case 'enter':
        enter();
        return true;
      case 'ui':
        screens((state) => changeUi(state, action.change), false);
        return true;
      case 'bring':
        bring(action.block);
        return true;
      case 'message':
        say(action.text);
        return true;
      case 'send':
        return send(action);
      case 'pager':
        return page(action.attempt);
      case 'lend':
        return lend(action.program);
      case 'take-terminal':
        return takeTerminal(action.soon === true);
      case 'asked':
        toAsked(action.anew === true);
        return true;
      case 'give':
        return giveEntered(action.holder);
      case 'open':
        return opened(`Opening ${action.runbooks.join(', ')}`, () =>
          outside.open(action.how, action.runbooks),
        );
      case 'resume':
        return opened(`Resuming ${action.session}`, () => outside.resume(action.session));
      case 'watch':
        return opened(`Opening ${action.session}`, () => outside.watch(action.session));
      case 'leave':
        outside.leave();
        return false;
    }
  }

  async function send(action: Extract<UiAction, { type: 'send' }>): Promise<boolean> {
    const { walker } = store.getState();
    const refused =
      walker === undefined ? 'No walk is open.' : await attempt(() => walker.send(action.intent));
    if (refused !== undefined) {
      say(refused);
      return false;
    }
    await perform(action.then ?? []);
    return true;
  }

  async function page(number: number): Promise<boolean> {
    const { walker } = store.getState();
    if (walker === undefined) return false;
    const failed = await attempt(() => outside.page(walker.exportOutput(number)));
    if (failed !== undefined) say(failed);
    return failed === undefined;
  }

  async function lend(program: readonly string[]): Promise<boolean> {
    const { walker } = store.getState();
    const failed = await attempt(() => outside.lend(program, walker?.standInLogin));
    if (failed !== undefined) say(failed);
    return failed === undefined;
  }

  async function takeTerminal(soon: boolean): Promise<boolean> {
    const { walker } = store.getState();
    const terminal = walker === undefined ? undefined : await terminalOfBlock(walker, soon);
    if (walker === undefined || terminal === undefined) {
      // One that did not start says so itself.
      if (!soon) say('Nothing that runs has a terminal of its own.');
      return false;
    }
    const failed = await attempt(async () => {
      const end = await outside.join(terminal, walker);
      return end === 'ended' ? undefined : 'The block goes on; t takes its terminal over again.';
    });
    if (failed !== undefined) say(failed);
    return true;
  }

  function enter() {
    const view = store.getState().walker?.store.getState();
    if (view === undefined) return;
    const screen = entryScreen(view.session, view.watching);
    screens(
      (state) => goToScreen(changeUi(state, { cursor: undefined, drafts: {} }), screen),
      true,
    );
  }

  function bring(block: BlockRef) {
    const since = outside.now();
    store.setState((state) => ({ ...changeUi(state, looksAt(block)), since, broughtAt: since }));
  }

  function toAsked(anew: boolean) {
    const { walker, ui, aside } = store.getState();
    const asked = walker?.store.getState().asked;
    if (asked === undefined) return;
    const next = toPrompt({ ui, aside }, asked, anew);
    if (next.ui !== ui) screens(() => next, true);
  }

  async function giveEntered(holder: string | undefined): Promise<boolean> {
    const { walker } = store.getState();
    const refused = await attempt(() => give(walker, outside.entered(), holder));
    store.setState({ notTaken: refused });
    return refused === undefined;
  }

  async function opened(busy: string, open: () => Promise<OpenedWalk | string>): Promise<boolean> {
    store.setState({ busy: `${busy} ...` });
    let walk: OpenedWalk | undefined;
    const failed = await attempt(async () => {
      const result = await open();
      if (typeof result === 'string') return result;
      walk = result;
      return undefined;
    });
    store.setState({ busy: undefined });
    if (walk === undefined) {
      say(failed ?? 'It could not be opened.');
      return false;
    }
    const { walker, resumed } = walk;
    const { walker: before } = store.getState();
    if (before !== walker) await before?.close();
    store.setState({ walker, resumed });
    const { session, watching } = walker.store.getState();
    const cursor = entryCursor(session, watching);
    // Before the screen is drawn: it must not offer what is not so any more when a key is pressed.
    const begun = perform(openingActions(walk));
    const opening = openingScreen(walk);
    screens(
      (state) => goToScreen(changeUi(state, { cursor, drafts: {}, ended: [] }), opening),
      true,
    );
    const message = openingMessage(walk);
    if (message !== undefined) say(message);
    await begun;
    return true;
  }

  async function backHome(): Promise<void> {
    const { walker } = store.getState();
    store.setState({ walker: undefined, resumed: undefined });
    await walker?.close();
    store.setState({ home: outside.home() });
  }

  function screens(change: (state: UiState) => UiState, isNewScreen: boolean) {
    store.setState((state) => ({
      ...change(state),
      ...(isNewScreen ? { since: outside.now(), notTaken: undefined } : {}),
    }));
  }

  function say(message: string) {
    screens((state) => changeUi(state, { message }), false);
  }
}

/** A sentence for whatever goes wrong: a screen can show it, and the operator can try something else. */
async function attempt(work: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await work();
  } catch (error) {
    return `That did not work: ${error instanceof Error ? error.message : String(error)}`;
  }
}
