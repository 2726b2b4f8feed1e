import type { UiAction } from './contract.ts';
import type { Screen } from './stack.ts';

/** A confirmation takes no answer before it has stood this long: nobody has read it yet. Milliseconds. */
export const readFirst = 300;

/** Screens whose Enter starts or settles something: what answers them has to be meant. */
const guarded: ReadonlySet<Screen['type']> = new Set([
  'question',
  'placeholder',
  'resume',
  'revised',
  'confirm',
  'caution',
  'holder',
  'secret',
  'attest',
  'unknown',
  'login',
  'password',
  'remember',
  'target',
  'exit-gate',
  'take-over',
]);

export function isGuarded({ type }: Screen): boolean {
  return guarded.has(type);
}

/**
 * Whether what stands there has to be read before a key counts: a confirmation, or a walk that shows by itself what
 * nobody asked for.
 */
export function isToBeRead(
  screen: Screen,
  { since, broughtAt }: { readonly since: number; readonly broughtAt: number | undefined },
): boolean {
  return isGuarded(screen) || broughtAt === since;
}

/** Keys that only look: a confirmation takes them as soon as it stands there. */
const looking: ReadonlySet<string> = new Set([
  'escape',
  'up',
  'down',
  'j',
  'k',
  'pageup',
  'pagedown',
  'tab',
  '?',
  'q',
]);

export function onlyLooks(key: string): boolean {
  return looking.has(key);
}

/** Whether actions start, settle or open something. */
export function commits(actions: readonly UiAction[]): boolean {
  return actions.some((action) =>
    action.type === 'send' ? action.intent.type !== 'leave-secret' : committing.has(action.type),
  );
}

const committing: ReadonlySet<UiAction['type']> = new Set([
  'give',
  'lend',
  'take-terminal',
  'open',
  'resume',
  'watch',
]);

/** What stands where a confirmation will say what Enter does, as long as no key answers it yet. */
export const readItFirst = 'Read it first ...';
