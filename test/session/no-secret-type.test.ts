import { describe, expect, it } from 'vitest';
import type { Secret } from '../../src/secrets/secret.ts';
import type { Screen, Ui } from '../../src/screens/stack.ts';
import type { JournaledEvent, SessionEvent } from '../../src/session/events.ts';
import type { Intent } from '../../src/session/intents.ts';
import type { WalkResult } from '../../src/session/result.ts';
import type { Session } from '../../src/session/session.ts';
import type { SecretAsked, View } from '../../src/session/walker.ts';
import type { Command } from '../../src/steps/command.ts';

/** Whether a value of this type could hold a secret somewhere. Functions hold nothing. */
type Holds<Type> = unknown extends Type ? true : Type extends unknown ? HoldsOne<Type> : never;
type HoldsOne<Type> = Secret extends Type
  ? true
  : Type extends (...given: never[]) => unknown
    ? false
    : Type extends readonly (infer Item)[]
      ? Holds<Item>
      : Type extends object
        ? { readonly [Key in keyof Type]-?: Holds<Type[Key]> }[keyof Type]
        : false;

/** Compiles for a type that can hold no secret, and for no other. */
type None<Type> = true extends Holds<Type> ? never : 'none';

// What the store, the journal, the screens and the results are made of.
const shut: readonly [
  None<SessionEvent>,
  None<JournaledEvent>,
  None<Intent>,
  None<Session>,
  None<View>,
  None<SecretAsked>,
  None<Command>,
  None<WalkResult>,
  None<Ui>,
  None<Screen>,
] = ['none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none'];

declare const secret: Secret;

/** Never called: that it compiles with each of these errors is the test. */
export function putEverywhere(): readonly unknown[] {
  // @ts-expect-error a type that could hold one is found, however deep
  const deep: None<{ readonly list: readonly { readonly one: string | Secret }[] }> = 'none';
  // @ts-expect-error and one that says nothing of what it holds
  const anything: None<{ readonly data: unknown }> = 'none';
  // @ts-expect-error an event
  const event: SessionEvent = { type: 'note-added', text: secret, block: undefined };
  const round: Extract<SessionEvent, { type: 'secret-given' }>['round'] = {
    number: 1,
    // @ts-expect-error what is told of a run
    holder: secret,
    // @ts-expect-error what is told of a run
    state: secret,
    outcome: { type: 'exited', status: 0 },
  };
  // @ts-expect-error an intent
  const intent: Intent = { type: 'note', text: secret, block: undefined };
  // @ts-expect-error the view
  const view: Partial<View> = { trouble: secret };
  // @ts-expect-error what is asked for
  const asked: Partial<SecretAsked> = { block: secret };
  // @ts-expect-error what a screen holds for itself
  const ui: Partial<Ui> = { text: secret };
  // @ts-expect-error what runs
  const command: Partial<Command> = { script: secret };
  return [deep, anything, event, round, intent, view, asked, ui, command];
}

describe('a secret', () => {
  it('has no place in an event, an intent, the view, a screen or a result: tsc says so', () => {
    expect(new Set(shut)).toEqual(new Set(['none']));
  });
});
