import type { ScreenContext, ScreenPart, UiAction } from './contract.ts';
import { commits, isGuarded, onlyLooks, readFirst } from './guard.ts';
import { bindingById, bindingInText, bindingOf, isCharacter } from './keys.ts';
import type { Screen, Ui } from './stack.ts';
import type { Arrived, ListKey } from './terminal/key-stream.ts';

/** What is to happen about a key. */
export type Decision =
  | {
      readonly type: 'perform';
      readonly actions: readonly UiAction[];
      /** Only if no other key comes right behind it: a key that is held begins like a press. */
      readonly alone?: true;
    }
  /** The list on the screen takes it. */
  | { readonly type: 'list'; readonly key: ListKey; readonly alone?: true }
  | { readonly type: 'interrupt' }
  | { readonly type: 'suspend' };

export interface Heard {
  readonly token: Arrived;
  readonly screen: Screen;
  readonly part: ScreenPart;
  readonly context: ScreenContext;
  /** When the screen came up; when the last paste and the last typed character arrived. Same clock as the token. */
  readonly since: number;
  readonly pastedAt: number;
  readonly typedAt: number;
  /** The walk shows by itself what nobody asked for. */
  readonly brought?: boolean;
  /** A list of choices is drawn, which moves and selects by itself. */
  readonly listShown: boolean;
  readonly tooSmall: boolean;
}

/**
 * Enter this soon after a typed character came in one go with it: text pasted on a terminal that does
 * not mark pastes. Nobody's fingers are that fast. Milliseconds.
 */
export const sameGo = 30;

/** Keys this soon after a paste are its tail, let out by a terminal that mixed up its end. Milliseconds. */
export const pasteShadow = 200;

/**
 * Decides what a key means. Pure. The order of the questions is the safety of the program: a paste
 * is never a key, and nothing that was typed before a question stood on the screen answers it.
 */
export function decide(heard: Heard): Decision {
  const { token } = heard;
  if (token.type === 'unseen') return decideUnseen(heard, token.says);
  if (token.type === 'paste') return decidePaste(heard, token.text);
  const { name } = token;
  if (name === 'ctrl-c') return { type: 'interrupt' };
  if (token.at - heard.pastedAt < pasteShadow)
    return say('Keys right after a paste are not taken: press it again.');
  if (name === 'ctrl-z') return { type: 'suspend' };
  if (heard.tooSmall) return decideTooSmall(heard, name);
  const refused = tooEarly(heard, name) ?? unmeant(heard, name);
  if (refused !== undefined) return say(refused);
  const decision = heard.part.takesText ? decideText(heard, name) : decideKey(heard, name);
  if (!settles(decision)) return decision;
  if (token.repeat === true) return say(heldDown(name));
  return isGuarded(heard.screen) ? { ...decision, alone: true } : decision;
}

/** Why a key on a confirmation does not count: nobody can have read what it would answer. */
function tooEarly(
  { token, screen, part, since, brought }: Heard,
  name: string,
): string | undefined {
  if (name === 'escape' || !(isGuarded(screen) || brought === true)) return undefined;
  if (token.at <= since) return 'That key came before this was on the screen: press it again.';
  const isText = part.takesText && isCharacter(name);
  // There Tab gives something.
  const looks = onlyLooks(name) && screen.type !== 'holder';
  if (token.at < since + readFirst && (isText || !looks))
    return 'That key came as soon as this was on the screen: read it, then press it again.';
  return undefined;
}

/** Why an Enter was not pressed by a finger for what stands there. */
function unmeant({ token, screen, part, typedAt }: Heard, name: string): string | undefined {
  if (name !== 'enter') return undefined;
  if (token.repeat === true && isGuarded(screen)) return heldDown(name);
  // Text that settles nothing, a note or a search, may be typed ahead of a slow line together with its Enter.
  const isHarmless = part.takesText && !isGuarded(screen) && screen.type !== 'reason';
  return !isHarmless && token.at - typedAt < sameGo
    ? 'Enter came together with the text: press it once more.'
    : undefined;
}

/** The sentence about a key that the terminal repeats. */
export function heldDown(name: string): string {
  return `${shownAs(name)} is held down: let it go, then press it once.`;
}

/** The sentence about a key that answers a confirmation and had others right behind it. */
export function notAlone(name: string): string {
  return `Other keys came right behind ${shownAs(name)}: press it once more.`;
}

function shownAs(name: string): string {
  return name === 'enter' ? 'Enter' : name;
}

/** Whether it starts, settles or opens something: what a key that is held must never do. */
function settles(decision: Decision): decision is Extract<Decision, { type: 'perform' | 'list' }> {
  switch (decision.type) {
    case 'perform':
      return commits(decision.actions);
    case 'list':
      return decision.key === 'enter';
    case 'interrupt':
    case 'suspend':
      return false;
  }
}

/** What was typed unseen is held elsewhere already; nothing is left to be done but to say why it was not. */
function decideUnseen({ screen }: Heard, says: string | undefined): Decision {
  const isPrompt = screen.type === 'secret' || screen.type === 'password';
  return isPrompt && says !== undefined ? say(says) : { type: 'perform', actions: [] };
}

function decidePaste({ part, context }: Heard, pasted: string): Decision {
  if (!part.takesText) return say('Pasted text is taken only where text is asked for.');
  return typed(part, context.ui, oneLine(pasted), true);
}

function decideText(heard: Heard, name: string): Decision {
  const { ui } = heard.context;
  if (isCharacter(name)) return typed(heard.part, ui, name === 'space' ? ' ' : name, false);
  if (name === 'backspace') return change({ text: [...ui.text].slice(0, -1).join('') });
  if (name === 'ctrl-u') return change({ text: '', isSpoilt: false });
  const binding = bindingInText(name);
  return binding === undefined ? say('That key does nothing in a text.') : act(heard, binding.id);
}

/** Typed text that is refused spoils what follows, which would be its second half; a paste is refused as a whole. */
function typed(
  { refusesText }: ScreenPart,
  { text, isSpoilt }: Ui,
  more: string,
  isPasted: boolean,
): Decision {
  const refused = refusesText?.(text + more, isPasted) ?? (isSpoilt ? SPOILT : undefined);
  if (refused === undefined) return change({ text: text + more });
  return {
    type: 'perform',
    actions: [
      { type: 'ui', change: { text: '', isSpoilt: isSpoilt || !isPasted } },
      { type: 'message', text: refused },
    ],
  };
}

const SPOILT = 'Not taken: press Ctrl-U first, then type it from its beginning.';

function decideKey(heard: Heard, name: string): Decision {
  const binding = bindingOf(name);
  if (binding === undefined) return say('No such key here: ? shows the keys.');
  if (heard.listShown) {
    const key = { up: 'up', down: 'down', main: 'enter' }[binding.id] as ListKey | undefined;
    if (key !== undefined) return { type: 'list', key };
  }
  return act(heard, binding.id);
}

/** What the screen makes of a binding, else what every screen makes of it, else a sentence. */
export function act(
  { part, screen, context }: Pick<Heard, 'part' | 'screen' | 'context'>,
  id: string,
): Decision {
  const own = part.act(id, screen, context);
  if (typeof own === 'string') return say(own);
  if (own !== undefined) return { type: 'perform', actions: own };
  return everywhere(id, screen, context);
}

function everywhere(id: string, screen: Screen, context: ScreenContext): Decision {
  const push = (next: Screen): Decision => ({
    type: 'perform',
    actions: [{ type: 'push', screen: next }],
  });
  switch (id) {
    case 'help':
      return screen.type === 'help'
        ? say('These are the keys; Esc goes back.')
        : push({ type: 'help' });
    case 'quit':
      // Who only watches leaves nothing behind that would have to be said.
      return context.view?.watching === undefined
        ? push({ type: 'quit' })
        : { type: 'perform', actions: [{ type: 'leave' }] };
    case 'back':
      return context.ui.stack.length > 1
        ? { type: 'perform', actions: [{ type: 'back' }] }
        : say('This is the first screen: q quits.');
    default: {
      const binding = bindingById(id);
      return say(
        binding === undefined
          ? 'No such key here: ? shows the keys.'
          : `${binding.shown} (${binding.says}) has nothing to do here: ? shows the keys.`,
      );
    }
  }
}

function decideTooSmall(heard: Heard, name: string): Decision {
  const { context } = heard;
  // There q is a character of what is typed, so that another key leads out.
  if (name === 'escape' && heard.screen.type === 'secret') return act(heard, 'back');
  // What stands there says it already, and a message would outlive it.
  if (name !== 'q') return { type: 'perform', actions: [] };
  return {
    type: 'perform',
    actions:
      context.view === undefined || context.view.watching !== undefined
        ? [{ type: 'leave' }]
        : [{ type: 'send', intent: { type: 'quit' }, then: [{ type: 'leave' }] }],
  };
}

/** A paste ends up on one line: line breaks at its end go, others become blanks. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+$/, '').replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}

function say(text: string): Decision {
  return { type: 'perform', actions: [{ type: 'message', text }] };
}

function change(ui: Partial<Pick<Ui, 'text' | 'isSpoilt'>>): Decision {
  return { type: 'perform', actions: [{ type: 'ui', change: ui }] };
}
