import type { ScreenPart, UiAction } from './contract.ts';
import { act, decide, heldDown, notAlone, type Decision } from './decide.ts';
import { onlyLooks } from './guard.ts';
import { isCharacter } from './keys.ts';
import type { Size } from './layout.ts';
import { contextOf, type Shell } from './shell.ts';
import type { Screen } from './stack.ts';
import { repeatGap } from './terminal/held-keys.ts';
import type { Arrived, KeyStream } from './terminal/key-stream.ts';
import { topScreen } from './ui.ts';

/** How the drawn screens reach the listener: a list says that it stands there and what was picked. */
export interface ListPort {
  /** Called when a list is drawn; what it gives back is called when it goes. */
  readonly shown: () => () => void;
  readonly highlight: (index: number) => void;
  readonly pick: (index: number) => void;
}

export interface ListenerParts {
  readonly shell: Shell;
  readonly keys: KeyStream;
  readonly partOf: (screen: Screen) => ScreenPart;
  readonly size: () => Size;
  /** Ctrl-Z: stops this program until `fg`; a sentence when there is no shell to go back to. */
  readonly suspend: () => Promise<string | undefined>;
}

/** Whether it is text, and how it came. j and k before an Enter choose, whatever sent them in one go. */
function wayOf(token: Arrived, { takesText }: ScreenPart): 'typed' | 'pasted' | undefined {
  if (token.type === 'paste') return 'pasted';
  if (token.type === 'unseen') return token.by === 'paste' ? 'pasted' : 'typed';
  return isCharacter(token.name) && (takesText || !onlyLooks(token.name)) ? 'typed' : undefined;
}

/** What shows something else, so that the keys behind it were typed without seeing that. */
const elsewhere: ReadonlySet<UiAction['type']> = new Set([
  'pager',
  'lend',
  'take-terminal',
  'open',
  'resume',
  'watch',
]);

/** Two Ctrl-C within this time ask to quit. Milliseconds. */
const secondInterrupt = 2000;

/** The one listener for keys. What it hands on to Ink is for the list on the screen and for nothing else. */
export function createListener({ shell, keys, partOf, size, suspend }: ListenerParts): {
  readonly hear: (token: Arrived) => Promise<void>;
  readonly list: ListPort;
} {
  let pastedAt = Number.NEGATIVE_INFINITY;
  let typedAt = Number.NEGATIVE_INFINITY;
  let interruptedAt = Number.NEGATIVE_INFINITY;
  let lists = 0;
  /** What the list's last Enter set going; the next key waits for it. */
  let picked: Promise<void> = Promise.resolve();

  async function hear(token: Arrived): Promise<void> {
    if (token.type !== 'key' || token.name !== 'ctrl-c') await picked;
    const state = shell.store.getState();
    if (state.busy !== undefined && !(token.type === 'key' && token.name === 'ctrl-c')) return;
    const { context, layout } = contextOf(state, size());
    const screen = topScreen(state.ui);
    const decision = decide({
      token,
      screen,
      part: partOf(screen),
      context,
      since: state.since,
      brought: state.broughtAt === state.since,
      pastedAt,
      typedAt,
      listShown: lists > 0,
      tooSmall: layout.tooSmall,
    });
    const came = wayOf(token, partOf(screen));
    if (came === 'pasted') pastedAt = token.at;
    if (came === 'typed') typedAt = token.at;
    await shell.perform([{ type: 'ui', change: { message: undefined } }]);
    const other = await companion(decision, token);
    if (other === 'ctrl-c') return undefined;
    if (other !== undefined && token.type === 'key')
      return say(other === token.name ? heldDown(other) : notAlone(token.name));
    // Ctrl-C does not wait its turn: it may have asked to quit meanwhile.
    if (shell.store.getState().since !== state.since) return undefined;
    switch (decision.type) {
      case 'perform':
        return perform(decision.actions);
      case 'list':
        return keys.toInk(decision.key);
      case 'interrupt':
        return interrupt(token.at);
      case 'suspend': {
        const text = await suspend();
        return text === undefined ? undefined : shell.perform([{ type: 'message', text }]);
      }
    }
  }

  /** Waits where only a press by itself counts: the key that came right behind it, or `paste`. */
  async function companion(decision: Decision, token: Arrived): Promise<string | undefined> {
    const isDoubtful = decision.type === 'perform' || decision.type === 'list';
    if (!isDoubtful || decision.alone !== true) return undefined;
    const next = await keys.following(token.at + repeatGap);
    return next?.type === 'key' ? next.name : next?.type;
  }

  /** The keys behind one that opens another program or another walk were typed without seeing it. */
  async function perform(actions: readonly UiAction[]): Promise<void> {
    await shell.perform(actions);
    if (actions.some(({ type }) => elsewhere.has(type))) keys.forget();
  }

  async function interrupt(at: number): Promise<void> {
    const second = at - interruptedAt <= secondInterrupt;
    interruptedAt = at;
    // Not the screen it was heard on: Ctrl-C does not wait its turn, so another may just have asked to quit.
    if (topScreen(shell.store.getState().ui).type === 'quit') return say('Enter quits, Esc stays.');
    if (second) return shell.perform([{ type: 'push', screen: { type: 'quit' } }]);
    const view = shell.store.getState().walker?.store.getState();
    const again = 'Ctrl-C again within 2 seconds asks to quit.';
    const isAsking = view?.check?.state === 'asking';
    const isWaiting = view?.asked !== undefined && view.session.running !== undefined;
    const isRunning = view?.live !== undefined || isWaiting;
    const isBeside = (view?.session.background.length ?? 0) > 0;
    if (!isRunning && !isAsking)
      return say(
        isBeside
          ? `Nothing is waited for; polls that run on are stopped with x on them. ${again}`
          : `Nothing is running. ${again}`,
      );
    return shell.perform([
      {
        type: 'send',
        intent: { type: 'cancel' },
        then: [{ type: 'message', text: `Asked it to stop. ${again}` }],
      },
    ]);
  }

  function say(text: string): Promise<void> {
    return shell.perform([{ type: 'message', text }]);
  }

  async function pick(index: number): Promise<void> {
    await shell.perform([{ type: 'ui', change: { choice: index } }]);
    const state = shell.store.getState();
    const screen = topScreen(state.ui);
    const { context } = contextOf(state, size());
    const decision = act({ part: partOf(screen), screen, context }, 'main');
    if (decision.type === 'perform') await perform(decision.actions);
  }

  const list: ListPort = {
    shown() {
      lists += 1;
      return () => {
        lists -= 1;
      };
    },
    highlight: (index) => void shell.perform([{ type: 'ui', change: { choice: index } }]),
    pick: (index) => {
      picked = pick(index);
    },
  };
  return { hear, list };
}
