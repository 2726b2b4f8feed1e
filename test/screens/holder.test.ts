import { afterEach, describe, expect, it } from 'vitest';
import { whereHeld } from '../support/holds-text.ts';
import { operator, type Operator } from '../support/operator.ts';
import { vaultWalker } from './support/secret-walk.ts';

let op: Operator | undefined;
afterEach(async () => op?.goes());

async function atHolder() {
  const walker = vaultWalker();
  op = await operator({ walker });
  walker.change({ asked: walker.first });
  await op.sees('Who brings the unseal share 1 of 3?');
  await op.waits(1000);
  return { op, walker, top: () => op?.app.shell.store.getState().ui.stack.at(-1) };
}

describe('who brings a share', () => {
  it('is asked for each one, so that one can look away and the next sit down', async () => {
    const { op, walker } = await atHolder();
    for (const [number, name] of ['alice', '', 'carol'].entries()) {
      await op.sees(`Who brings the unseal share ${number + 1} of 3?`);
      await op.waits(1000);
      await op.types(name);
      await op.presses('enter');
      await op.sees(`from ${name === '' ? 'holder 2' : name}`);
      await op.types('abc');
      await op.presses('enter');
      await op.sees('given; waiting for the program');
      walker.goesOn();
    }
    await op.sees('passed 2.4/1');
    await op.sees('2 holder 2: progress 2 of 3');
    expect(walker.given.map(({ holder }) => holder)).toEqual(['alice', 'holder 2', 'carol']);
  });

  it('shows at the next one what came of those before', async () => {
    const { op, walker } = await atHolder();
    await op.types('alice');
    await op.presses('enter');
    await op.types('abc');
    await op.presses('enter');
    walker.goesOn();
    await op.sees('Who brings the unseal share 2 of 3?');
    await op.sees('1 alice: progress 1 of 3');
  });

  it('stays the same when what they typed was not taken', async () => {
    const { op, walker } = await atHolder();
    await op.types('alice');
    await op.presses('enter');
    await op.types('abc');
    await op.presses('enter');
    // Asked again for the same run: it did not begin.
    const asked = { ...walker.first, attempt: 1 };
    walker.change({ asked, live: undefined });
    await op.sees('from alice');
    await op.sees('nothing entered yet');
  });

  it('keeps no share that is pasted or typed there', async () => {
    const { op } = await atHolder();
    const share = 'q3Xc7nAqb1Zk9sPw0Lr5vTt8yUe2oHd4gJm6fKi1xNc=';
    await op.pastes(share);
    await op.sees('A name is typed, not pasted');
    expect(op.terminal.written()).not.toContain(share.slice(0, 6));
    await op.waits(200);
    await op.types(share.slice(0, 17));
    await op.sees('That looks like part of a share or token');
    expect(op.app.shell.store.getState().ui.text).toBe('');
    expect(whereHeld(op.app.shell.store.getState(), share.slice(0, 16))).toBeUndefined();
  });

  it('takes no half of what was too long for a name: it is spoilt until Ctrl-U', async () => {
    const { op, walker } = await atHolder();
    const share = 'q3Xc7nAqb1Zk9sPw0Lr5vTt8yUe2oHd4gJm6fKi1xNc=';
    await op.types(share);
    await op.sees('Name: nothing; what was typed is not kept.');
    const { text } = op.app.shell.store.getState().ui;
    expect(text).toBe('');
    await op.presses('backspace');
    await op.types('x');
    await op.presses('enter');
    await op.sees('Press Ctrl-U first, then type a name.');
    await op.sees('Who brings the unseal share 1 of 3?');
    expect(op.terminal.written()).not.toContain(share.slice(-8));
    await op.presses('ctrl-u');
    await op.types('carol');
    await op.waits(100);
    await op.presses('enter');
    await op.sees('from carol');
    expect(walker.given).toEqual([]);
  });

  it('keeps no half of a share that came in one go without marks', async () => {
    const { op } = await atHolder();
    const share = 'q3Xc7nAqb1Zk9sPw0Lr5vTt8yUe2oHd4gJm6fKi1xNc=';
    await op.sends(`${share}\r`);
    await op.sees('Name: nothing');
    await op.sees('Who brings');
    expect(whereHeld(op.app.shell.store.getState(), share.slice(-19))).toBeUndefined();
  });

  it('is left by Esc, and by the block', async () => {
    const { op, walker, top } = await atHolder();
    await op.presses('escape');
    expect(top()).toEqual({ type: 'walk' });
    expect(walker.intents).toEqual([{ type: 'leave-secret' }]);
    walker.change({ asked: walker.first });
    await op.sees('Who brings');
    walker.change({ asked: undefined });
    await op.settles();
    expect(top()).toEqual({ type: 'walk' });
  });
});
