import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyringOver } from '../../../src/secrets/keyring.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { logInToJuju } from '../../../src/session/effects/juju-login.ts';
import type { KeeperParts } from '../../../src/session/effects/keeper.ts';
import { startOnPseudoTerminal } from '../../../src/session/effects/pseudo-terminal.ts';
import { fakeJuju, fakePassword } from '../../support/fake-juju.ts';
import { fakeKeyringStore, type FakeKeyringStore } from '../../support/fake-keyring-store.ts';
import { digestOf } from '../../support/scripted-runner.ts';
import { secretWalk, shares, unsealBook } from './support/secret-walk.ts';

const [one = '', two = '', three = ''] = shares;
const place = (slot: number) => `vault share/no controller/no model/vault/${slot}`;
const document = unsealBook.replace('**REMEMBER:** never.', '');
const replies = [
  { when: 'unseal', stdout: 'progress 1/3\n' },
  { when: 'unseal', stdout: 'progress 2/3\n' },
  { when: 'unseal', stdout: 'progress 3/3\nUNSEALED\n' },
];

let folder: string;
let held: FakeKeyringStore;
let keeping: KeeperParts;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-remembering-'));
  held = fakeKeyringStore('secret-service');
  const parts = { stores: [held], sentence: 'Kept.', index: join(folder, 'keyring.json') };
  keeping = {
    openKeyring: async () => keyringOver({ ...parts, now: () => 0 }),
    juju: { open: () => Promise.reject(new Error('not in this test')) },
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const asksToRemember = (w: Awaited<ReturnType<typeof secretWalk>>) =>
  vi.waitFor(() => expect(w.view().remember).toBeDefined());

describe('a vault that was unsealed', () => {
  it('has its shares asked about once it passed, and each yes remembered', async () => {
    const w = await secretWalk(replies, { document, keeping });
    await w.run('1/1');
    for (const share of [one, two]) await w.give(share, 'Ada');
    expect(w.view().remember).toBeUndefined();
    await w.give(three, 'Grace');
    expect(w.standing('1/1')).toBe('passed');
    await asksToRemember(w);
    expect(w.view().remember).toMatchObject({ what: 'the unseal share of Ada', where: 'Kept.' });
    for (const answer of ['yes', 'yes'] as const)
      expect(await w.walker.send({ type: 'remember', answer })).toBeUndefined();
    expect(w.view().remember).toBeUndefined();
    expect([...held.held.keys()]).toEqual([place(1), place(2)]);
    const traces = w.traces() + readFileSync(join(folder, 'keyring.json'), 'utf8');
    for (const share of shares) expect(traces).not.toContain(share);
  });

  it('asks about none that the keyring gave, and takes the last from a person', async () => {
    held.held.set(place(1), Buffer.from(one));
    held.held.set(place(2), Buffer.from(two));
    const w = await secretWalk(replies, { document, keeping });
    expect(await w.walker.send({ type: 'give-remembered' })).toBe(
      'No block asks for a secret now.',
    );
    await w.run('1/1');
    await vi.waitFor(() => expect(w.view().offered).toBeDefined());
    for (const left of [2, 1]) {
      expect(w.view().offered).toEqual({ block: 'book:1/1', left, note: undefined });
      expect(await w.walker.send({ type: 'give-remembered' })).toBeUndefined();
      await w.walker.idle();
    }
    expect(w.view().offered).toBeUndefined();
    expect(await w.walker.send({ type: 'give-remembered' })).toBe(
      'No remembered share is left for this; enter one unseen.',
    );
    await w.give(three);
    expect(w.standing('1/1')).toBe('passed');
    expect(w.runner.given.map(({ digests }) => digests)).toEqual(
      [one, two, three].map((share) => [digestOf(share)]),
    );
    expect(w.attempt()?.rounds.map(({ holder }) => holder)).toEqual([
      'the keyring',
      'the keyring',
      undefined,
    ]);
    expect(w.view().remember).toBeUndefined();
  });

  it('asks about nothing where the block failed, was stopped, or the runbook says never', async () => {
    for (const [text, reply] of [
      [document, { when: 'unseal', stdout: 'no\n', outcome: { type: 'exited', status: 2 } }],
      [unsealBook, replies[2]],
    ] as const) {
      const w = await secretWalk(reply === undefined ? [] : [reply], { document: text, keeping });
      await w.run('1/1');
      await w.give(one);
      await w.walker.close();
      expect(w.view().remember).toBeUndefined();
      expect(w.views.some(({ remember }) => remember !== undefined)).toBe(false);
    }
  });

  it('asks for its first share while the keyring still thinks', async () => {
    const w = await secretWalk([], {
      document,
      keeping: { ...keeping, openKeyring: () => new Promise(() => undefined) },
    });
    expect(await w.run('1/1')).toBeUndefined();
    expect(w.asked()).toMatchObject({ number: 1, state: 'asked' });
    expect(w.view().offered).toBeUndefined();
    expect(await w.walker.send({ type: 'cancel' })).toBeUndefined();
  });

  it('is unsealed all the same when the keyring fails', async () => {
    held.refuse('The Secret Service is locked.');
    const w = await secretWalk(replies, { document, keeping });
    await w.run('1/1');
    await vi.waitFor(() => expect(w.view().offered).toBeDefined());
    expect(w.view().offered?.note).toBe('The Secret Service is locked.');
    for (const share of [one, two, three]) await w.give(share);
    expect(w.standing('1/1')).toBe('passed');
  });

  it('remembers nothing without what to remember with', async () => {
    const w = await secretWalk([]);
    for (const intent of [
      { type: 'remember', answer: 'yes' },
      { type: 'ask-password' },
      { type: 'log-in-remembered' },
    ] as const)
      expect(await w.walker.send(intent)).toBe('A training walk remembers nothing.');
  });
});

describe('juju login on a terminal of its own', () => {
  const account = { controller: 'ctl', user: 'admin' };
  const logIn = async (juju: ReturnType<typeof fakeJuju>, password: string) =>
    logInToJuju(account, new Secret(Buffer.from(password)), {
      open: (words) => startOnPseudoTerminal({ words, cwd: juju.folder, env: { ...juju.env } }),
    });

  it('takes the right password and refuses a wrong one, with nothing of it in a command line', async () => {
    const juju = fakeJuju();
    try {
      juju.login('expired');
      expect(await logIn(juju, 'wrong')).toEqual({
        type: 'refused',
        why: 'juju says that this is not the password.',
      });
      expect(await logIn(juju, fakePassword)).toEqual({ type: 'in' });
      expect(juju.calls()).toEqual(['login -c ctl -u admin', 'login -c ctl -u admin']);
    } finally {
      juju.remove();
    }
  });
});
