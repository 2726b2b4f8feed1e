import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeCloud } from '../support/fake-vault/fake-cloud.ts';
import { newVaultSecrets } from '../support/canaries.ts';
import { cloudForBlocks, runVaultBlock } from './phase-02-vault-bash.ts';
import { vaultBlocks, vaultRunbook } from './phase-02-vault-document.ts';

describe('the blocks of phase 02 in a real bash', () => {
  it.each(vaultBlocks.map(({ id, text: script }) => [id, script] as const))(
    'block %s is correct shell',
    (_id, script) => {
      const parsed = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
      expect(parsed.stderr).toBe('');
      expect(parsed.status).toBe(0);
    },
  );
});

const secrets = newVaultSecrets();
let cloud: FakeCloud;
beforeEach(async () => {
  cloud = await cloudForBlocks(secrets);
});
afterEach(async () => cloud.close());

const run = async (id: string, secret?: string) => runVaultBlock(cloud, id, secret);

const share = (place: number): string => secrets.shares[place] ?? '';
const wrongShare = Buffer.alloc(33, 9).toString('base64');

async function open(): Promise<void> {
  await run('2.1/2');
  for (const place of [0, 1, 2]) await run('2.2/1', share(place));
}

describe('phase 02 with real programs', () => {
  it('goes from a new vault to the certificate on the jumphost', async () => {
    const onTheWay = vaultRunbook.steps
      .filter(({ role }) => role !== 'rollback')
      .flatMap(({ blocks }) => blocks)
      .filter(({ kind }) => kind !== 'fallback');
    for (const { id } of onTheWay) {
      if (id === '2.2/1') {
        expect((await run(id, share(3))).stdout).toBe('progress 1 of 3\n');
        expect((await run(id, share(0))).stdout).toBe('progress 2 of 3\n');
      }
      const given = { '2.2/1': share(4), '2.4/1': secrets.rootToken }[id];
      expect([id, await run(id, given)]).toEqual([id, expect.objectContaining({ passed: true })]);
    }
    const copy = join(cloud.folder, 'stick', 'vault-init.txt');
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(readFileSync(copy, 'utf8').match(/^Unseal Key \d: \S{44}$/gm)).toHaveLength(5);
    expect(readdirSync(cloud.home('vault/leader'))).toEqual([]);
    expect(cloud.vault.living()).toEqual([secrets.rootToken]);
    const seen = cloud.seen().toString('latin1');
    const all = [...secrets.shares, secrets.rootToken, ...secrets.childTokens];
    expect(all.filter((secret) => seen.includes(secret))).toEqual([]);
  }, 180_000);

  it('tells a repeated share from progress, and three wrong ones from both', async () => {
    await run('2.1/2');
    await run('2.2/1', share(0));
    expect(await run('2.2/1', share(0))).toMatchObject({
      stdout: "progress 1 of 3: counted already, give another's\n",
      status: 0,
      passed: false,
    });
    await run('2.2/1', wrongShare);
    expect(await run('2.2/1', share(1))).toMatchObject({
      stdout: expect.stringMatching(/\nWRONG SHARES: 0 of 3 again/) as string,
      status: 1,
      passed: false,
    });
    for (const place of [1, 2]) await run('2.2/1', share(place));
    expect(await run('2.2/1', share(0))).toMatchObject({ passed: true });
    expect((await run('2.2/1', share(3))).stdout).toBe('UNSEALED already: no share was used\n');
  }, 180_000);

  it('says what vault said of a share that is none, and sends nothing to one that is down', async () => {
    await run('2.1/2');
    expect(await run('2.2/1', 'no share')).toMatchObject({
      stdout: "NOT TAKEN: vault answered 400: 'key' must be a valid hex or base64 string\n",
      status: 1,
    });
    await cloud.stopVault();
    expect(await run('2.2/1', share(0))).toMatchObject({
      stdout: 'NOTHING SENT: vault does not answer\n',
      status: 2,
    });
    expect(await run('2.0/1')).toMatchObject({ status: 7, passed: false });
    expect(cloud.vault.sent).toEqual([]);
  }, 180_000);

  it('makes its secrets once, and never over a file that is there', async () => {
    const file = join(cloud.home('vault/leader'), 'vault-init', 'init.txt');
    mkdirSync(join(file, '..'));
    writeFileSync(file, 'precious\n');
    expect(await run('2.1/2')).toMatchObject({ status: 5, passed: false });
    expect(readFileSync(file, 'utf8')).toBe('precious\n');
    expect(cloud.vault.isInitialised).toBe(false);
    writeFileSync(file, '');
    expect(await run('2.1/2')).toMatchObject({ status: 5 });
    spawnSync('rm', ['-r', join(file, '..')]);
    expect(await run('2.1/2')).toMatchObject({ status: 0, passed: true });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
    const first = readFileSync(file, 'utf8');
    expect(await run('2.1/2')).toMatchObject({ status: 0, passed: true });
    expect(readFileSync(file, 'utf8')).toBe(first);
    writeFileSync(file, first.replace(/^Unseal Key 5.*$/m, ''));
    expect(await run('2.1/2')).toMatchObject({ status: 3, passed: false });
    await cloud.stopVault();
    expect(await run('2.1/2')).toMatchObject({ status: 4, passed: false });
  }, 180_000);

  it('keeps no copy that did not arrive whole', async () => {
    await run('2.1/2');
    cloud.controller.dropsAfter = 0;
    const cut = await run('2.1/4');
    cloud.controller.dropsAfter = undefined;
    expect(cut).toMatchObject({ passed: false });
    expect(readdirSync(join(cloud.folder, 'stick'))).toEqual([]);
    expect(await run('2.1/4')).toMatchObject({ passed: true });
  }, 180_000);

  it('revokes its token also when the action fails, and says what that said', async () => {
    await open();
    const { controller } = cloud;
    const act = controller.run.bind(controller);
    controller.run = (unit, action) => act(unit, action, { token: 's.something-else' });
    const failed = await run('2.4/1', secrets.rootToken);
    expect(failed).toMatchObject({
      status: 1,
      passed: false,
      stdout:
        'child token made, for ten minutes\nchild token revoked: vault answers 403 to it\nFAILED: authorize-charm: failed Unable to authorize: permission denied\n',
    });
    expect(cloud.vault.living()).toEqual([secrets.rootToken]);
    expect(cloud.vault.revoked).toEqual([secrets.childTokens[0]]);
  }, 180_000);

  it('revokes its token also when it is told to stop in the middle', async () => {
    await open();
    const { controller } = cloud;
    const act = controller.run.bind(controller);
    controller.run = (unit, action, parameters) => {
      for (const pid of shellsThatRun('authorize-charm')) process.kill(pid, 'SIGTERM');
      return act(unit, action, parameters);
    };
    const stopped = await run('2.4/1', secrets.rootToken);
    expect(stopped.stdout).toContain('child token revoked: vault answers 403 to it\n');
    expect(cloud.vault.living()).toEqual([secrets.rootToken]);
  }, 180_000);

  it('reads no token into a juju whose login has run out', async () => {
    await open();
    for (const calls of [0, 1]) {
      cloud.controller.login = 'ok';
      cloud.controller.callsLeft = calls;
      expect(await run('2.4/1', secrets.rootToken)).toMatchObject({ passed: false });
    }
    expect(cloud.controller.eaten.join('\n')).not.toContain(secrets.rootToken);
    expect(cloud.vault.living()).toEqual([secrets.rootToken]);
  }, 180_000);

  it('leaves the old certificate when the action gives none, or none of a CA', async () => {
    await open();
    const file = join(cloud.folder, 'home', 'vault-ca.pem');
    writeFileSync(file, 'old\n');
    expect((await run('2.5/3')).stdout).toMatch(/^REFUSED: the action gave no certificate/);
    expect(readFileSync(file, 'utf8')).toBe('old\n');
    await run('2.4/1', secrets.rootToken);
    await run('2.5/1');
    expect(await run('2.5/3')).toMatchObject({ passed: true });
    expect(statSync(file).mode & 0o777).toBe(0o644);
    expect(readdirSync(join(file, '..'))).toEqual(['vault-ca.pem']);
    expect(existsSync(file)).toBe(true);
  }, 180_000);
});

/** Shells that this test has started and whose words hold this: those that run the block itself. */
function shellsThatRun(words: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const line = ofProcess(pid, 'cmdline');
      return line.startsWith('bash\0-c\0') && line.includes(words) && isOurs(pid);
    });
}

function isOurs(pid: number): boolean {
  const parent = Number(ofProcess(pid, 'stat').split(') ').at(-1)?.split(' ')[1] ?? 0);
  return parent === process.pid || (parent > 1 && isOurs(parent));
}

/** Empty when the process is gone meanwhile. */
function ofProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
