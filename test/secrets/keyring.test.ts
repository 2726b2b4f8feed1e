import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keyringOver } from '../../src/secrets/keyring.ts';
import type { SecretName } from '../../src/secrets/keyring-names.ts';
import type { KeyringStore } from '../../src/secrets/keyring-store.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { fakeKeyringStore } from '../support/fake-keyring-store.ts';

const password: SecretName = { type: 'juju-password', controller: 'ctl', user: 'admin' };
const text = 'juju password/ctl/admin';
const canary = 'canary-7Qm2x-never-on-disk';
const secretOf = (value: string) => new Secret(Buffer.from(value));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-keyring-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function over(...stores: readonly KeyringStore[]) {
  return keyringOver({
    stores,
    sentence: 'There is no keyring here, so nothing is remembered.',
    index: join(folder, 'state', 'keyring.json'),
    now: () => Date.parse('2026-03-01T10:00:00Z'),
  });
}

it('remembers, recalls byte for byte, lists and forgets', async () => {
  const store = fakeKeyringStore('secret-service');
  const keyring = over(store);
  expect(keyring.kind).toBe('secret-service');
  expect(await keyring.recall(password)).toEqual({ type: 'none' });
  const bytes = Uint8Array.of(0, 255, 10, 13, 0xc3);
  expect(await keyring.remember(password, new Secret(Uint8Array.from(bytes)))).toEqual({
    type: 'done',
  });
  const recalled = await keyring.recall(password);
  expect(recalled.type === 'found' && recalled.secret.use((lent) => [...lent])).toEqual([...bytes]);
  expect((await keyring.list()).names).toEqual([
    {
      name: password,
      text,
      store: 'secret-service',
      at: '2026-03-01T10:00:00.000Z',
      needs: undefined,
      state: 'there',
    },
  ]);
  expect(await keyring.forget(text)).toEqual({ type: 'done' });
  expect(store.held.size).toBe(0);
  expect((await keyring.list()).names).toEqual([]);
  expect(await keyring.forget(text)).toEqual({ type: 'none' });
});

it('keeps no value in any file of ours, and the names for this user alone', async () => {
  const keyring = over(fakeKeyringStore('kernel'));
  await keyring.remember(password, secretOf(canary));
  const state = join(folder, 'state');
  for (const name of readdirSync(state)) {
    const file = join(state, name);
    expect(readFileSync(file, 'utf8')).not.toContain(canary.slice(0, 8));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  }
  expect(readdirSync(state)).toEqual(['keyring.json']);
  expect(statSync(state).mode & 0o777).toBe(0o700);
});

it('lists what the keyring forgot as gone, and what only the keyring knows without a time', async () => {
  const store = fakeKeyringStore('kernel');
  const keyring = over(store);
  await keyring.remember(password, secretOf(canary));
  store.held.clear();
  store.held.set('juju password/other/bob', Uint8Array.of(1));
  store.held.set('of another program', Uint8Array.of(1));
  const { names } = await keyring.list();
  expect(names.map((name) => [name.text, name.state, name.at !== undefined])).toEqual([
    [text, 'gone', true],
    ['juju password/other/bob', 'there', false],
  ]);
  expect(await keyring.forget(text)).toEqual({ type: 'done' });
  expect((await keyring.list()).names).toHaveLength(1);
});

it.each(['', '{', '[]', '{"names":7}', '{"names":[null,7,{"name":1}]}', '\0'])(
  'lists what the keyring has when the names read %j',
  async (written) => {
    const store = fakeKeyringStore('secret-service');
    const keyring = over(store);
    await keyring.remember(password, secretOf(canary));
    writeFileSync(join(folder, 'state', 'keyring.json'), written);
    expect((await keyring.list()).names.map((name) => name.text)).toEqual([text]);
    expect(await keyring.forget(text)).toEqual({ type: 'done' });
    expect(store.held.size).toBe(0);
  },
);

it('shows nothing of a name that somebody else wrote into the file', async () => {
  const keyring = over(fakeKeyringStore('kernel'));
  await keyring.remember(password, secretOf(canary));
  const entry = { name: 'juju password/a\u001b[2J/b', store: 'kernel', at: 'x' };
  writeFileSync(join(folder, 'state', 'keyring.json'), JSON.stringify({ names: [entry] }));
  expect((await keyring.list()).names.map((name) => name.text)).toEqual([text]);
});

it('remembers where something else stands in the place of the folder', async () => {
  const store = fakeKeyringStore('kernel');
  writeFileSync(join(folder, 'state'), 'a file');
  expect(await over(store).remember(password, secretOf(canary))).toEqual({ type: 'done' });
  expect((await over(store).list()).names.map((name) => name.text)).toEqual([text]);
});

it('says in one sentence that a keyring failed, and leaves no name of what it did not take', async () => {
  const store = fakeKeyringStore('secret-service');
  const keyring = over(store);
  store.refuse('The Secret Service is locked.');
  const failed = { type: 'failed', problem: 'The Secret Service is locked.' };
  expect(await keyring.remember(password, secretOf(canary))).toEqual(failed);
  expect(await keyring.recall(password)).toEqual(failed);
  expect(await keyring.forget(text)).toEqual(failed);
  expect(await keyring.list()).toEqual({ names: [], problems: ['The Secret Service is locked.'] });
});

it('lists what a keyring that fails was given, as not seen', async () => {
  const store = fakeKeyringStore('secret-service');
  const keyring = over(store);
  await keyring.remember(password, secretOf(canary));
  store.refuse('The Secret Service is locked.');
  expect((await keyring.list()).names.map((name) => [name.text, name.state])).toEqual([
    [text, 'unseen'],
  ]);
});

it('goes on without a keyring, with the sentence that says why', async () => {
  const keyring = over();
  const failed = { type: 'failed', problem: keyring.sentence };
  expect(keyring.kind).toBe('none');
  expect(await keyring.remember(password, secretOf(canary))).toEqual(failed);
  expect(await keyring.recall(password)).toEqual({ type: 'none' });
  expect(await keyring.forget(text)).toEqual(failed);
  expect(await keyring.list()).toEqual({ names: [], problems: [] });
});

it('writes to the first keyring, and reads and forgets in all of them', async () => {
  const [service, kernel] = [fakeKeyringStore('secret-service'), fakeKeyringStore('kernel')];
  await over(kernel).remember(password, secretOf(canary));
  const both = over(service, kernel);
  expect((await both.recall(password)).type).toBe('found');
  await both.remember(password, secretOf(canary));
  expect([service.held.size, kernel.held.size]).toEqual([1, 1]);
  expect((await both.list()).names.map(({ store }) => store).sort()).toEqual([
    'kernel',
    'secret-service',
  ]);
  expect(await both.forget(text)).toEqual({ type: 'done' });
  expect([service.held.size, kernel.held.size]).toEqual([0, 0]);
});

it('does not say that something is forgotten in a keyring that is not there now', async () => {
  await over(fakeKeyringStore('secret-service')).remember(password, secretOf(canary));
  const keyring = over(fakeKeyringStore('kernel'));
  expect((await keyring.list()).names.map(({ state }) => state)).toEqual(['unseen']);
  expect(await keyring.forget(text)).toEqual({
    type: 'failed',
    problem: `${text} was remembered in the Secret Service, which does not answer here; forget it from a login that has one.`,
  });
});

it('forgets where it can, and says where it can not', async () => {
  await over(fakeKeyringStore('secret-service')).remember(password, secretOf(canary));
  const kernel = fakeKeyringStore('kernel');
  await over(kernel).remember(password, secretOf(canary));
  expect((await over(kernel).forget(text)).type).toBe('failed');
  expect(kernel.held.size).toBe(0);
  expect((await over(kernel).list()).names.map(({ store, state }) => [store, state])).toEqual([
    ['secret-service', 'unseen'],
  ]);
});
