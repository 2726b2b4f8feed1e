import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SecretName } from '../../src/secrets/keyring-names.ts';
import { openKeyring } from '../../src/secrets/open-keyring.ts';
import { recallShare, rememberShare } from '../../src/secrets/remembered-shares.ts';
import { Secret } from '../../src/secrets/secret.ts';
import {
  hasSecretService,
  startSecretService,
  type SecretService,
} from '../support/secret-service.ts';

// Each call to a keyring is a process of its own, which a busy machine starts slowly.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const value = Uint8Array.of(0x63, 0, 255, 10, 13, 0x7a, 0xc3);
const secret = () => new Secret(Uint8Array.from(value));

let stateDir: string;
let name: SecretName;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'handrail-open-keyring-'));
  // The kernel's keyring is the operator's own: nothing of a test may meet anything of theirs.
  name = { type: 'juju-password', controller: `test-${process.pid}-${Date.now()}`, user: 'admin' };
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

const open = (env: Readonly<Record<string, string | undefined>>, look = 20_000) =>
  openKeyring({
    env: { PATH: process.env['PATH'], ...env },
    stateDir,
    now: Date.now,
    patience: { look, call: 20_000 },
  });

async function bytesOf(recalled: ReturnType<Awaited<ReturnType<typeof open>>['recall']>) {
  const answer = await recalled;
  return answer.type === 'found' ? answer.secret.use((bytes) => [...bytes]) : answer;
}

/** Every file below a folder as text, one character a byte. */
function filesBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

it('opens none when HANDRAIL_KEYRING says so, or says nothing known', async () => {
  const none = await open({ HANDRAIL_KEYRING: 'none' });
  expect([none.kind, none.sentence]).toEqual([
    'none',
    'HANDRAIL_KEYRING says none: nothing is remembered.',
  ]);
  const unknown = await open({ HANDRAIL_KEYRING: 'gnome' });
  expect([unknown.kind, unknown.sentence]).toEqual([
    'none',
    'HANDRAIL_KEYRING is none of secret-service, kernel and none: nothing is remembered.',
  ]);
});

it('says why there is none', async () => {
  const keyring = await open({ HANDRAIL_KEYRING: 'secret-service' });
  expect(keyring.kind).toBe('none');
  expect(keyring.sentence).toBe(
    'There is no keyring here, so nothing is remembered. This login has no D-Bus session bus.',
  );
});

it('gives up on a bus that answers nothing, in bounded time', async () => {
  const socket = join(stateDir, 'bus');
  const server = createServer(() => undefined).listen(socket);
  try {
    const env = { HANDRAIL_KEYRING: 'secret-service', XDG_RUNTIME_DIR: stateDir };
    const keyring = await open(env, 1_000);
    expect(keyring.sentence).toBe(
      'There is no keyring here, so nothing is remembered. The Secret Service did not answer in 1 s; it may be locked and waiting for its own password.',
    );
  } finally {
    server.close();
  }
});

const kernel = await openKeyring({
  env: { ...process.env, HANDRAIL_KEYRING: 'kernel' },
  stateDir: tmpdir(),
  now: Date.now,
});

describe.skipIf(kernel.kind !== 'kernel')(
  `the kernel's keyring (where the kernel gives out one; here: ${kernel.sentence})`,
  () => {
    const env = { HANDRAIL_KEYRING: 'kernel' };

    it('keeps bytes from one process to the next, and forgets them', async () => {
      const keyring = await open(env);
      expect(keyring.sentence).toMatch(/^The keyring is the kernel's: it forgets at reboot/);
      try {
        expect(await keyring.remember(name, secret())).toEqual({ type: 'done' });
        expect(await bytesOf((await open(env)).recall(name))).toEqual([...value]);
        const text = `juju password/${(name as { controller: string }).controller}/admin`;
        rmSync(join(stateDir, 'keyring.json'));
        const listed = (await keyring.list()).names.filter((one) => one.text === text);
        expect(listed.map(({ state, at }) => [state, at])).toEqual([['there', undefined]]);
        expect(await keyring.forget(text)).toEqual({ type: 'done' });
        expect(await keyring.forget(text)).toEqual({ type: 'none' });
        expect(await keyring.recall(name)).toEqual({ type: 'none' });
      } finally {
        await keyring.forget(`juju password/${(name as { controller: string }).controller}/admin`);
      }
    });
  },
);

describe.skipIf(!hasSecretService)('a Secret Service (needs gnome-keyring and dbus)', () => {
  let service: SecretService;
  let env: Readonly<Record<string, string>>;
  beforeAll(async () => {
    service = await startSecretService();
    env = { ...service.env, HANDRAIL_KEYRING: 'secret-service' };
  });
  afterAll(() => service.close());

  it('is taken before the kernel, and says what it is', async () => {
    const keyring = await open(service.env);
    expect(keyring.kind).toBe('secret-service');
    expect(keyring.sentence).toBe(
      'The keyring is the Secret Service of this login; what it keeps outlives a reboot.',
    );
  });

  it('keeps bytes, lists names that no file of ours knows, and forgets', async () => {
    const keyring = await open(env);
    expect(await keyring.remember(name, secret())).toEqual({ type: 'done' });
    expect(await bytesOf(keyring.recall(name))).toEqual([...value]);
    rmSync(join(stateDir, 'keyring.json'));
    const { names } = await keyring.list();
    expect(names.map(({ name, state }) => [name, state])).toEqual([[name, 'there']]);
    expect(await keyring.forget(names[0]?.text ?? '')).toEqual({ type: 'done' });
    expect(await keyring.list()).toEqual({ names: [], problems: [] });
  });

  it('keeps shares up to one less than the vault needs, and no value in any file', async () => {
    const keyring = await open(env);
    const vault = { controller: 'ctl', model: 'openstack', application: 'vault' };
    const asked = { needs: 3, remember: 'asked' } as const;
    const shares = ['Ka', 'Lb', 'Mc'].map((start) => `${start}${'Xq7'.repeat(14)}`);
    const answers: string[] = [];
    for (const share of shares)
      answers.push(
        (await rememberShare(keyring, vault, asked, new Secret(Buffer.from(share)))).type,
      );
    expect(answers).toEqual(['done', 'done', 'no']);
    const recalled = await recallShare(keyring, vault, 3, 2);
    expect(
      recalled.type === 'found' && recalled.secret.use((bytes) => Buffer.from(bytes).toString()),
    ).toBe(shares[1]);
    const written = filesBelow(stateDir) + filesBelow(service.folder);
    expect(written).toContain('vault share/ctl/openstack/vault/1');
    for (const share of shares) {
      expect(written).not.toContain(share.slice(0, 12));
      expect(written).not.toContain(Buffer.from(share).toString('base64').slice(0, 12));
    }
  });

  it('says in a sentence that it is locked, and hangs nothing', async () => {
    const keyring = await open(env);
    await keyring.remember(name, secret());
    service.lock();
    const answer = await keyring.recall(name);
    expect(answer.type === 'failed' && answer.problem).toMatch(
      /^The Secret Service (?:is locked; |did not answer in 20 s; )/,
    );
    const { names, problems } = await keyring.list();
    expect(problems).toEqual([expect.stringMatching(/^The Secret Service is locked; /)]);
    expect(names.find((one) => one.name.type === 'juju-password')?.state).toBe('unseen');
  });
});
