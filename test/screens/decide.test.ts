import { describe, expect, it } from 'vitest';
import type { ScreenPart } from '../../src/screens/contract.ts';
import {
  decide,
  pasteShadow,
  sameGo,
  type Decision,
  type Heard,
} from '../../src/screens/decide.ts';
import { readFirst } from '../../src/screens/guard.ts';
import { homeScreen } from '../../src/screens/home.tsx';
import type { Screen } from '../../src/screens/stack.ts';
import { contextOf } from '../support/drawn.tsx';
import { everyScreen } from '../support/every-screen.ts';
import { fakeWalker } from '../support/fake-walker.ts';
import { sampleSession } from '../support/sample-runbook.ts';

/** A dialog whose Enter does something. */
const dialog: ScreenPart = {
  title: () => 'Dialog',
  view: () => null,
  takesText: false,
  act: (binding) =>
    binding === 'main' ? [{ type: 'leave' }] : binding === 'skip' ? 'Not now.' : undefined,
  hints: () => [],
};

function heard(key: string, over: Partial<Heard> = {}): Decision {
  const screen: Screen = over.screen ?? { type: 'confirm', block: 'tiny:7.1/1' };
  return decide({
    token: { type: 'key', name: key, at: 1000 },
    screen,
    part: dialog,
    context: contextOf(fakeWalker({ session: sampleSession() }), {
      ui: { stack: [{ type: 'walk' }, screen] },
    }),
    since: 500,
    pastedAt: Number.NEGATIVE_INFINITY,
    typedAt: Number.NEGATIVE_INFINITY,
    listShown: false,
    tooSmall: false,
    ...over,
  });
}

function saidBy(decision: Decision): string | undefined {
  const action = decision.type === 'perform' ? decision.actions[0] : undefined;
  return action?.type === 'message' ? action.text : undefined;
}

const performed: Decision = { type: 'perform', actions: [{ type: 'leave' }] };

describe('what a key means', () => {
  it('confirms with an Enter that came after the question was read', () => {
    expect(heard('enter')).toEqual(performed);
    expect(heard('enter', { since: 1000 - readFirst })).toEqual(performed);
  });

  it.each(['question', 'confirm', 'caution', 'attest', 'unknown', 'exit-gate'] as const)(
    'takes no answer in the first moment of a %s screen, but lets it be left and looked at',
    (type) => {
      const at = { screen: everyScreen[type], since: 1000 - readFirst + 1 };
      for (const key of ['enter', 'y', 'n', 'r', 'o', 's'])
        expect(saidBy(heard(key, at))).toContain('read it, then press it again');
      expect(heard('escape', at)).toEqual({ type: 'perform', actions: [{ type: 'back' }] });
      for (const key of ['pagedown', 'up'])
        expect(saidBy(heard(key, at))).not.toContain('press it again');
    },
  );

  it('lets an Enter on a confirmation count only by itself', () => {
    const part: ScreenPart = {
      ...dialog,
      act: () => [{ type: 'send', intent: { type: 'finish' } }],
    };
    expect(heard('enter', { part })).toMatchObject({ alone: true });
    expect(heard('enter', { part, screen: { type: 'walk' } })).not.toHaveProperty('alone');
  });

  it('takes nothing that starts something from a key that is held, on whatever screen', () => {
    const part: ScreenPart = {
      ...dialog,
      act: () => [{ type: 'send', intent: { type: 'finish' } }],
    };
    const token = { type: 'key', name: 'enter', at: 1000, repeat: true } as const;
    for (const screen of Object.values(everyScreen))
      expect(saidBy(heard('', { token, part, screen }))).toBe(
        'Enter is held down: let it go, then press it once.',
      );
    const list = { part: homeScreen as ScreenPart, screen: everyScreen.home, listShown: true };
    expect(saidBy(heard('', { token, ...list }))).toContain('held down');
    expect(heard('', { token: { ...token, name: 'down' }, ...list })).toEqual({
      type: 'list',
      key: 'down',
    });
  });

  it('takes an Enter that came in one go with text on no screen but where text settles nothing', () => {
    for (const screen of Object.values(everyScreen)) {
      const isText = ['note', 'find', 'literal', 'open-file'].includes(screen.type);
      const part = { ...dialog, takesText: isText };
      const decision = heard('enter', { screen, part, typedAt: 1000 - sameGo + 1 });
      if (isText) expect(decision).toEqual(performed);
      else expect(saidBy(decision)).toContain('Enter came together with the text');
    }
  });

  it.each(['confirm', 'caution', 'attest', 'unknown'] as const)(
    'never lets an Enter typed before a %s screen stood there answer it',
    (type) => {
      const screen = (
        type === 'attest' ? { type, gate: 'tiny:7.0/1#0' } : { type, block: 'tiny:7.0/1' }
      ) as Screen;
      expect(saidBy(heard('enter', { screen, since: 1000 }))).toContain('press it again');
      expect(heard('escape', { screen, since: 1000 })).toEqual({
        type: 'perform',
        actions: [{ type: 'back' }],
      });
    },
  );

  it('never takes text and Enter of one read for a typed confirmation', () => {
    const caution = { type: 'caution', block: 'tiny:7.1/3' } as const;
    const part = { ...dialog, takesText: true };
    expect(saidBy(heard('enter', { screen: caution, part, typedAt: 1000 }))).toContain('once more');
    expect(heard('enter', { screen: caution, part, typedAt: 900 })).toEqual(performed);
  });

  it('swallows keys in the shadow of a paste, but never Ctrl-C', () => {
    const pastedAt = 1000 - pasteShadow + 1;
    expect(saidBy(heard('enter', { pastedAt }))).toContain('after a paste');
    expect(heard('ctrl-c', { pastedAt })).toEqual({ type: 'interrupt' });
    expect(heard('enter', { pastedAt: 1000 - pasteShadow })).toEqual(performed);
  });

  it('gives a paste to texts only, on one line, and never as keys', () => {
    const token = { type: 'paste', text: 'one\r\ntwo\r', at: 1000 } as const;
    expect(saidBy(heard('', { token }))).toContain('only where text is asked for');
    expect(heard('', { token, part: { ...dialog, takesText: true } })).toEqual({
      type: 'perform',
      actions: [{ type: 'ui', change: { text: 'one two' } }],
    });
  });

  it('says why a key does nothing, whatever the key', () => {
    expect(saidBy(heard('s'))).toBe('Not now.');
    expect(saidBy(heard('p'))).toContain('p (poll now instead of waiting) has nothing to do here');
    expect(saidBy(heard('u'))).toBe('No such key here: ? shows the keys.');
    expect(saidBy(heard('unknown'))).toBe('No such key here: ? shows the keys.');
  });

  it('gives letters to a text, also those that are keys elsewhere', () => {
    const part = { ...dialog, takesText: true };
    for (const key of ['q', 'x', '?', 'j', '1'])
      expect(heard(key, { part })).toEqual({
        type: 'perform',
        actions: [{ type: 'ui', change: { text: key } }],
      });
    expect(heard('enter', { part })).toEqual(performed);
  });

  it('hands up, down and Enter to the list on the screen and nothing else', () => {
    const at = {
      screen: { type: 'home' },
      part: homeScreen as ScreenPart,
      listShown: true,
    } as const;
    expect(heard('j', at)).toEqual({ type: 'list', key: 'down' });
    expect(heard('enter', at)).toEqual({ type: 'list', key: 'enter' });
    for (const digit of '123456789') expect(saidBy(heard(digit, at))).toContain('No such key');
  });

  it('goes back from a hidden prompt that is too small to be seen, where q is typed', () => {
    const prompt = {
      type: 'secret',
      block: 'tiny:1/1',
      holder: undefined,
      index: 0,
      number: 1,
    } as const;
    const part = { ...dialog, act: (id: string) => (id === 'back' ? [] : undefined) };
    expect(heard('escape', { tooSmall: true, screen: prompt, part })).toEqual({
      type: 'perform',
      actions: part.act('back'),
    });
    expect(heard('escape', { tooSmall: true })).toEqual({ type: 'perform', actions: [] });
  });

  it('does nothing on a screen that is too small to be seen but quit', () => {
    expect(heard('enter', { tooSmall: true })).toEqual({ type: 'perform', actions: [] });
    expect(heard('q', { tooSmall: true })).toEqual({
      type: 'perform',
      actions: [{ type: 'send', intent: { type: 'quit' }, then: [{ type: 'leave' }] }],
    });
  });
});
