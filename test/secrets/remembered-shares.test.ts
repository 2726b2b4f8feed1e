import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keyringOver } from '../../src/secrets/keyring.ts';
import type { KeyringStore } from '../../src/secrets/keyring-store.ts';
import { recallShare, rememberShare, sharesOf } from '../../src/secrets/remembered-shares.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { fakeKeyringStore } from '../support/fake-keyring-store.ts';

const vault = { controller: 'ctl', model: 'openstack', application: 'vault' };
const place = (slot: number) => `vault share/ctl/openstack/vault/${slot}`;
const share = (letter: string) => new Secret(Buffer.from(letter.repeat(44)));
const three = { needs: 3, remember: 'asked' } as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-shares-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function over(...stores: readonly KeyringStore[]) {
  const index = join(folder, 'keyring.json');
  return keyringOver({ stores, sentence: 'There is no keyring here.', index, now: () => 0 });
}

async function letterOf(answer: ReturnType<typeof recallShare>): Promise<string> {
  const found = await answer;
  return found.type === 'found'
    ? found.secret.use((bytes) => Buffer.from(bytes).toString().charAt(0))
    : found.type;
}

it('remembers one share less than the vault needs, and refuses the next', async () => {
  const store = fakeKeyringStore('secret-service');
  const keyring = over(store);
  expect(await rememberShare(keyring, vault, three, share('a'))).toEqual({ type: 'done' });
  expect(await rememberShare(keyring, vault, three, share('b'))).toEqual({ type: 'done' });
  expect(await rememberShare(keyring, vault, three, share('c'))).toEqual({
    type: 'no',
    why: "2 of this vault's shares are remembered; with one more they would unseal it.",
  });
  expect([...store.held.keys()]).toEqual([place(1), place(2)]);
  expect(await letterOf(recallShare(keyring, vault, 3, 1))).toBe('a');
  expect(await letterOf(recallShare(keyring, vault, 3, 2))).toBe('b');
});

it('counts shares that no list of names knows of, and those in the other keyring', async () => {
  const [service, kernel] = [fakeKeyringStore('secret-service'), fakeKeyringStore('kernel')];
  kernel.held.set(place(1), Uint8Array.of(1));
  await rememberShare(over(service, kernel), vault, three, share('b'));
  rmSync(join(folder, 'keyring.json'));
  expect([...service.held.keys()]).toEqual([place(2)]);
  expect((await rememberShare(over(service, kernel), vault, three, share('c'))).type).toBe('no');
});

it('counts what was put into a keyring that is not there now', async () => {
  await rememberShare(over(fakeKeyringStore('secret-service')), vault, three, share('a'));
  const kernel = fakeKeyringStore('kernel');
  await rememberShare(over(kernel), vault, three, share('b'));
  expect((await rememberShare(over(kernel), vault, three, share('c'))).type).toBe('no');
  expect([...kernel.held.keys()]).toEqual([place(2)]);
});

it('recalls no more than one less than the vault needs, whatever else was put there', async () => {
  const store = fakeKeyringStore('kernel');
  for (const slot of [1, 2, 3, 4]) store.held.set(place(slot), Buffer.from('x'.repeat(44)));
  const shares = await sharesOf(over(store), vault, 3);
  expect(shares).toMatchObject({
    slots: [1, 2],
    tooMany: expect.stringMatching(/^2 more/) as string,
  });
  const recalled = await Promise.all(
    [1, 2, 3, 4].map((slot) => letterOf(recallShare(over(store), vault, 3, slot))),
  );
  expect(recalled).toEqual(['x', 'x', 'none', 'none']);
});

it('takes the fewest that any runbook said', async () => {
  const store = fakeKeyringStore('kernel');
  const keyring = over(store);
  await rememberShare(keyring, vault, { ...three, needs: 2 }, share('a'));
  expect((await rememberShare(keyring, vault, { ...three, needs: 5 }, share('b'))).type).toBe('no');
});

it('tells vaults apart', async () => {
  const keyring = over(fakeKeyringStore('kernel'));
  await rememberShare(keyring, vault, { ...three, needs: 2 }, share('a'));
  const other = { ...vault, application: 'vault-b' };
  expect(await rememberShare(keyring, other, { ...three, needs: 2 }, share('b'))).toEqual({
    type: 'done',
  });
});

it('remembers none where the runbook says never, and none where the count can not be known', async () => {
  const store = fakeKeyringStore('secret-service');
  const keyring = over(store);
  expect(
    (await rememberShare(keyring, vault, { needs: 3, remember: 'never' }, share('a'))).type,
  ).toBe('no');
  store.refuse('The Secret Service is locked.');
  expect(await rememberShare(keyring, vault, three, share('a'))).toEqual({
    type: 'failed',
    problem: 'The Secret Service is locked.',
  });
  expect((await rememberShare(over(), vault, three, share('a'))).type).toBe('failed');
  expect(store.held.size).toBe(0);
});
