import { describe, expect, it } from 'vitest';
import { openingOf, terminalOfBlock } from '../../src/screens/block-terminal.ts';
import { confirmScreen } from '../../src/screens/confirm.tsx';
import { walkScreen } from '../../src/screens/walk.tsx';
import type { BlockTerminal } from '../../src/session/runner.ts';
import { contextOf, drawn } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import {
  secretBlock,
  secretSession,
  unseal,
  unsealing,
  unsealLive,
} from './support/secret-walk.ts';

const terminal: BlockTerminal = {
  attach: () => () => undefined,
  type: () => undefined,
  resize: () => undefined,
  ended: Promise.resolve(),
};

/** A block without INPUT: the operator answers its program. */
const byHand = { ...secretBlock(), secrets: undefined, stdin: 'tty' as const };

function walking() {
  let there: BlockTerminal | undefined;
  const walker = fakeWalker({
    session: secretSession(byHand, { attempts: [unsealing()], running: 1 }),
    outputs: { 1: ['earlier', 'Password: \u{1B}[2J'] },
    terminal: () => there,
  });
  const starts = () => {
    there = terminal;
    walker.change({ live: { ...unsealLive, terminal: true } });
  };
  return { walker, starts };
}

describe('the terminal of what runs', () => {
  it('is waited for while the block is only being started', async () => {
    const { walker, starts } = walking();
    expect(await terminalOfBlock(walker, false)).toBeUndefined();
    const soon = terminalOfBlock(walker, true);
    starts();
    expect(await soon).toBe(terminal);
  });

  it('is not waited for when the block is over', async () => {
    const { walker } = walking();
    const soon = terminalOfBlock(walker, true);
    walker.store.setState(({ session }) => ({ session: { ...session, running: undefined } }));
    expect(await soon).toBeUndefined();
  });

  it('says what it is, how to come back, and what was said last, without its escapes', () => {
    const { walker, starts } = walking();
    starts();
    const text = openingOf(walker, { columns: 80, rows: 24 });
    expect(text).toContain('this is the terminal of 2.4/1');
    expect(text).toContain('Ctrl-] comes back');
    expect(text).toContain('earlier\nPassword: ');
    expect(text).not.toContain('\u{1B}');
    expect(text.endsWith('Password: ')).toBe(true);
  });

  it('is taken over by t on the walk, when there is one', () => {
    const { walker, starts } = walking();
    const act = () => walkScreen.act('terminal', { type: 'walk' }, contextOf(walker));
    expect(act()).toBe('Nothing that runs has a terminal of its own.');
    starts();
    expect(act()).toEqual([{ type: 'take-terminal' }]);
    expect(drawn(walkScreen, { type: 'walk' }, contextOf(walker))).toContain(
      't takes its terminal over',
    );
  });

  it('comes behind the confirmation of a block that the operator answers, which says so', () => {
    const walker = fakeWalker({ session: secretSession(byHand) });
    const screen = { type: 'confirm', block: unseal } as const;
    const context = contextOf(walker);
    expect(drawn(confirmScreen, screen, context)).toContain('gives it this terminal; Ctrl-] comes');
    expect(JSON.stringify(confirmScreen.act('main', screen, context))).toContain(
      '{"type":"take-terminal","soon":true}',
    );
  });
});
