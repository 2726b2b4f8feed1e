import { afterEach, describe, expect, it } from 'vitest';
import { HiddenBytes, longestHidden } from '../../src/secrets/hidden-bytes.ts';
import { HiddenEntry } from '../../src/secrets/hidden-entry.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { whereHeld } from '../support/holds-text.ts';
import { operator, type Operator } from '../support/operator.ts';
import { password, unsealLive, vaultWalker } from './support/secret-walk.ts';

let op: Operator | undefined;
afterEach(async () => op?.goes());

const canary = 'c4n4ry+/typed-unseen==';

/** At the hidden prompt of a walk that wants a password, with the one array where what is typed is held. */
async function atPrompt(
  options: Parameters<typeof vaultWalker>[0] & { readonly unhurried?: boolean } = {},
) {
  const took: string[] = [];
  const where = new Uint8Array(longestHidden);
  const walker = vaultWalker({
    input: password,
    took: (text) => {
      took.push(text);
      return undefined;
    },
    ...options,
  });
  op = await operator({
    walker,
    hidden: new HiddenEntry(new HiddenBytes(where)),
    unhurried: options.unhurried === true,
  });
  walker.change({ asked: walker.first });
  await op.sees('Type the password, unseen.');
  if (options.unhurried !== true) await op.waits(1000);
  const typed = () => Buffer.from(where).toString().replace(/\0+$/, '');
  return { op, walker, took, typed, top: () => op?.app.shell.store.getState().ui.stack.at(-1) };
}

describe('the hidden prompt', () => {
  it('says what is asked for, where it goes, what Enter does and how to get out', async () => {
    const { op } = await atPrompt();
    for (const text of [
      'Type the password, unseen.',
      'for 2.4 Unseal vault',
      'goes to 2.4/1 on vault/0, at "Password:"',
      'nothing entered yet',
      'after Enter the block runs; it is typed there when its prompt comes',
      'Nothing of it is shown, its length neither',
      'Type or paste it, then Enter. Esc leaves it: nothing has run.',
    ])
      expect(op.frame()).toContain(text);
    await op.presses('enter');
    await op.sees('Nothing was entered: type it or paste it, then press Enter.');
  });

  it('comes behind the confirmation, gives what was typed, and goes when the run is over', async () => {
    const took: (string | undefined)[] = [];
    const walker = vaultWalker({
      input: password,
      took: (text, holder) => void took.push(text, holder),
    });
    op = await operator({ walker });
    await op.presses('enter');
    await op.sees('Enter asks for the password next, unseen; nothing runs before it is given.');
    await op.presses('enter');
    await op.sees('nothing entered yet');
    await op.types(`${canary}x`);
    await op.presses('backspace');
    await op.sees('something was entered');
    await op.presses('enter');
    await op.sees('given; waiting for the program');
    expect(took).toEqual([canary, undefined]);
    expect(walker.intents).toEqual([{ type: 'run', block: 'tiny:2.4/1' }]);
    walker.goesOn();
    await op.sees('progress 1 of 3');
    expect(op.app.shell.store.getState().ui.stack).toEqual([{ type: 'walk' }]);
  });

  it('shows, stores and keeps nothing of what is typed or pasted', async () => {
    const { op, took } = await atPrompt();
    await op.types(canary);
    await op.presses('ctrl-u');
    await op.sees('nothing entered yet');
    await op.pastes(`${canary}\r`);
    await op.sees('something was entered');
    expect(whereHeld(op.app, canary)).toBeUndefined();
    expect(op.terminal.written()).not.toContain(canary.slice(0, 4));
    await op.waits(1000);
    await op.presses('enter');
    expect(took).toEqual([canary]);
    expect(whereHeld({ app: op.app, state: op.app.shell.store.getState() }, canary)).toBe(
      undefined,
    );
    expect(whereHeld({ planted: new Map([[1, { deep: canary }]]) }, canary)).toContain('deep');
  });

  it('draws the same frame whatever its length', async () => {
    const { op } = await atPrompt();
    await op.types('a');
    const one = op.frame();
    await op.types('bcdefgh');
    expect(op.frame()).toBe(one);
  });

  it.each([
    ['three lines', 'a\rb\rc', 'The paste has 3 lines: nothing of it was kept.'],
    ['nothing', '', 'The paste was empty'],
  ])('refuses a paste of %s in one sentence', async (_what, text, says) => {
    const { op, typed } = await atPrompt();
    await op.types('before');
    await op.pastes(text);
    await op.sees(says);
    await op.sees('nothing entered yet');
    expect(typed()).toBe('');
  });

  it('takes no key of the program but Esc: they are text, or nothing', async () => {
    const { op, typed, took, top } = await atPrompt();
    await op.types('?qxsrn/');
    await op.presses('up', 'down', 'pagedown', 'tab', 'ctrl-z', 'home');
    await op.sees('That key does nothing in a text.');
    expect(top()).toMatchObject({ type: 'secret' });
    expect(typed()).toBe('?qxsrn/');
    expect(took).toEqual([]);
  });

  it('is left by Esc in the middle, and what was typed is gone', async () => {
    const { op, walker, typed, top } = await atPrompt();
    await op.types('half');
    await op.presses('escape');
    expect(top()).toEqual({ type: 'walk' });
    expect(typed()).toBe('');
    expect(walker.intents).toEqual([{ type: 'leave-secret' }]);
    await op.types('qq');
    expect(typed()).toBe('');
  });

  it('forgets on Ctrl-C, and asks to quit on the second', async () => {
    const { op, typed, top } = await atPrompt();
    await op.types('half');
    await op.presses('ctrl-c');
    await op.sees('Nothing is running. Ctrl-C again within 2 seconds asks to quit.');
    await op.sees('nothing entered yet');
    expect(typed()).toBe('');
    await op.types('half');
    await op.presses('ctrl-c');
    expect(top()).toEqual({ type: 'quit' });
    expect(typed()).toBe('');
    await op.presses('escape');
    await op.sees('nothing entered yet');
  });

  it('keeps what was typed through a change of size', async () => {
    const { op, took } = await atPrompt();
    await op.types('whole ');
    await op.resizes(50, 14);
    await op.resizes(20, 5);
    await op.resizes(100, 30);
    await op.sees('something was entered');
    await op.types('thing');
    await op.presses('enter');
    expect(took).toEqual(['whole thing']);
  });

  it('is gone with the block, and what was typed with it; the rest of a paste is no key', async () => {
    const { op, walker, typed, top } = await atPrompt();
    await op.types('half');
    await op.sends('\u{1B}[200~of a pas');
    walker.change({ asked: undefined });
    await op.settles();
    expect(top()).toEqual({ type: 'walk' });
    expect(typed()).toBe('');
    await op.sends('te with q and x\u{1B}[201~');
    expect(op.app.shell.store.getState().ui).toMatchObject({ stack: [{ type: 'walk' }], text: '' });
    expect(walker.intents).toEqual([]);
    await op.presses('?');
    await op.sees('On this screen');
  });

  it('says why something was not taken, for as long as the prompt stands', async () => {
    const { op, typed, walker } = await atPrompt({
      took: () => 'A vault share has 44 characters.',
    });
    await op.types('short');
    await op.presses('enter');
    await op.sees('A vault share has 44 characters.');
    await op.sees('nothing entered yet');
    await op.types('x');
    expect(op.frame()).toContain('A vault share has 44 characters.');
    expect(typed()).toBe('x');
    expect(walker.given).toHaveLength(1);
  });

  it('drops what came before it was on the screen, and lets nothing be its second half', async () => {
    const { op, walker, typed, took } = await atPrompt();
    walker.change({ asked: { ...walker.first, state: 'given' }, live: unsealLive });
    await op.types('fir');
    await op.sees('Keys came before they were asked for');
    walker.change({ asked: { ...walker.first, attempt: 1 }, live: undefined });
    await op.settles();
    await op.types('st');
    await op.sees('nothing entered: what came was not kept. Ctrl-U, then type it');
    await op.presses('enter');
    await op.sees('Press Ctrl-U first');
    expect(typed()).toBe('');
    await op.presses('ctrl-u');
    await op.types('first');
    await op.presses('enter');
    expect(took).toEqual(['first']);
  });

  it('takes text only when it was there to be read', async () => {
    const { op, typed } = await atPrompt({ unhurried: true });
    await op.sees('Read it first ...');
    await op.sends('x');
    await op.sees('Keys came before they were asked for');
    await op.waits(300);
    await op.sends('\u{15}');
    await op.sends('y');
    expect(typed()).toBe('y');
  });

  it.each([
    [
      'in one go with the text',
      async (at: Operator) => at.sends('secret\r'),
      'Enter came together',
    ],
    [
      'right behind a paste',
      async (at: Operator) => at.sends('\u{1B}[200~secret\u{1B}[201~\r'),
      'Keys right after a paste are not taken',
    ],
    [
      'with more behind it',
      async (at: Operator) => at.sends('one\rtwo\r'),
      'nothing entered: what came was not kept',
    ],
  ])('takes no Enter %s', async (_what, send, says) => {
    const { op, took, typed } = await atPrompt();
    await send(op);
    await op.sees(says);
    expect(took).toEqual([]);
    expect(typed()).not.toContain('two');
  });

  it('gives in training what the simulated holder would type, and says so', async () => {
    const { op, took } = await atPrompt({
      mode: 'training',
      standInSecret: async () => new Secret(Buffer.from('simulated')),
    });
    await op.sees('Enter alone gives what the simulated holder would type.');
    await op.presses('enter');
    await op.sees('given; waiting');
    expect(took).toEqual(['simulated']);
  });

  it('says in training when there is nothing to give', async () => {
    const { op } = await atPrompt({ mode: 'training', standInSecret: async () => undefined });
    await op.presses('enter');
    await op.sees('Nobody in the simulated cloud has this one');
  });
});

describe('a walk that waits for the next secret', () => {
  it('says so, shows the runs so far, and Enter leads back to the prompt', async () => {
    const { op, walker } = await atPrompt({ input: { ...password, count: 2 } });
    await op.types('one');
    await op.presses('enter');
    walker.goesOn();
    await op.sees('1: progress 1 of 3');
    await op.sees('Esc leaves it: the block waits, and Enter');
    await op.presses('escape');
    await op.sees('WAITS for password; Enter on 2.4/1 asks');
    await op.sees('1: progress 1 of 3');
    await op.presses('x');
    expect(walker.intents.at(-1)).toEqual({ type: 'cancel' });
    await op.presses('enter');
    await op.sees('nothing entered yet');
  });

  it('is stopped by Ctrl-C at the prompt', async () => {
    const { op, walker } = await atPrompt({ input: { ...password, count: 2 } });
    await op.types('one');
    await op.presses('enter');
    walker.goesOn();
    await op.sees('Type the password');
    await op.presses('ctrl-c');
    expect(walker.intents.at(-1)).toEqual({ type: 'cancel' });
  });

  it('never leads who only watches to a prompt', async () => {
    const { op, walker, top } = await atPrompt({ input: { ...password, count: 2 } });
    await op.types('one');
    await op.presses('enter');
    walker.goesOn();
    await op.presses('escape');
    walker.change({ watching: { holder: 'process 1 of bob' }, asked: undefined });
    await op.sees('RUNNING since');
    await op.sees(/what it is given is typed\s+│\s+where it is walked/);
    walker.change({ asked: walker.first });
    await op.presses('enter');
    expect(top()).toEqual({ type: 'walk' });
  });
});
