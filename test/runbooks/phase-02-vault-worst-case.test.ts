import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newVaultSecrets } from '../support/canaries.ts';
import type { FakeCloud } from '../support/fake-vault/fake-cloud.ts';
import { cloudForBlocks, instead, runVaultBlock, stickIs } from './phase-02-vault-bash.ts';

const secrets = newVaultSecrets();
let cloud: FakeCloud;
beforeEach(async () => {
  cloud = await cloudForBlocks(secrets);
});
afterEach(async () => cloud.close());

const run = async (id: string, secret?: string) => runVaultBlock(cloud, id, secret);
const initFile = () => join(cloud.home('vault/leader'), 'vault-init', 'init.txt');

/** A vault client whose init ends otherwise; the script runs where the init would. */
const initDoes = (script: string) =>
  instead(
    cloud,
    'unit',
    'vault',
    `if [[ "$*" == 'operator init -key'* ]]; then\n${script}\nfi\nexec "$0.other" "$@"`,
  );

describe('an init that ends badly', () => {
  it('is told as lost when vault made its shares and nobody has them', async () => {
    initDoes(`"$0.other" "$@" >/dev/null; echo 'context deadline exceeded' >&2; exit 2`);
    const lost = await run('2.1/2');
    expect(lost).toMatchObject({
      status: 8,
      passed: false,
      stderr: expect.stringContaining('its shares are LOST: it can never be opened') as string,
    });
    expect(cloud.vault.isInitialised).toBe(true);
    expect((await run('2.1/1')).stdout).toBe('INITIALISED\n');
    expect(await run('2.1/2')).toMatchObject({ status: 3 });
  }, 180_000);

  it('keeps the shares that arrived, and says how many', async () => {
    initDoes(`"$0.other" "$@" | head -n 4; exit 2`);
    expect(await run('2.1/2')).toMatchObject({
      status: 7,
      stderr: expect.stringMatching(/init\.txt holds 4 shares; three open it/) as string,
    });
    expect(readFileSync(initFile(), 'utf8').match(/^Unseal Key/gm)).toHaveLength(4);
  }, 180_000);

  it('is none when all arrived, whatever the client says of it', async () => {
    initDoes(`"$0.other" "$@"; exit 2`);
    expect(await run('2.1/2')).toMatchObject({ status: 0, passed: true });
  }, 180_000);

  it('can be begun again when vault made nothing, and removes no file that holds something', async () => {
    initDoes('exit 2');
    expect(await run('2.1/2')).toMatchObject({ status: 6 });
    expect(existsSync(initFile())).toBe(false);
    initDoes('echo something; exit 2');
    expect(await run('2.1/2')).toMatchObject({ status: 6 });
    expect(readFileSync(initFile(), 'utf8')).toBe('something\n');
    expect(cloud.vault.isInitialised).toBe(false);
  }, 180_000);

  it('leaves its file where vault can not be asked any more', async () => {
    instead(
      cloud,
      'unit',
      'vault',
      `[ -e "$0.down" ] && exit 1\n[[ "$*" == 'operator init -key'* ]] && { touch "$0.down"; exit 2; }\nexec "$0.other" "$@"`,
    );
    expect(await run('2.1/2')).toMatchObject({ status: 9, passed: false });
    expect(readFileSync(initFile(), 'utf8')).toBe('');
  }, 180_000);

  it('does not begin where what vault prints does not arrive in the file', async () => {
    instead(cloud, 'unit', 'vault', `[ -f /dev/stdout ] && exec >/dev/null\nexec "$0.other" "$@"`);
    expect(await run('2.1/2')).toMatchObject({ status: 5, passed: false });
    expect(cloud.vault.isInitialised).toBe(false);
    expect(readdirSync(join(initFile(), '..'))).toEqual([]);
  }, 180_000);
});

describe('a vault that is initialised already', () => {
  it('is ours beside a whole file only, and that says when it was written', async () => {
    await run('2.1/2');
    expect(await run('2.1/1')).toMatchObject({
      passed: true,
      stdout: expect.stringMatching(/^init\.txt was written \d{4}-.*\nOURS\n$/) as string,
    });
    const whole = readFileSync(initFile(), 'utf8');
    writeFileSync(initFile(), whole.replace(/^Initial Root Token.*$/m, ''));
    expect(await run('2.1/1')).toMatchObject({ passed: false, stdout: 'INITIALISED\n' });
  }, 180_000);
});

describe('the folder of the copy', () => {
  it('is refused on the disk of the home, and in memory', async () => {
    mkdirSync(join(initFile(), '..'));
    writeFileSync(initFile(), 'for the copy\n');
    const refusals = [
      ['ext2/ext3', 'as it is', /is on the disk of .*: is it not mounted\?/],
      ['tmpfs', 'of its own', /is not on a disk that lasts/],
      ['ramfs', 'of its own', /is not on a disk that lasts/],
    ] as const;
    for (const [type, device, says] of refusals) {
      stickIs(cloud, type, device);
      const refused = await run('2.1/4');
      expect(refused).toMatchObject({ status: 2, passed: false });
      expect(refused.stdout).toMatch(says);
      expect(readdirSync(join(cloud.folder, 'stick'))).toEqual([]);
    }
    stickIs(cloud, 'ext2/ext3', 'of its own');
    expect(await run('2.1/4')).toMatchObject({ passed: true });
  }, 180_000);
});

describe('a juju that is not fit', () => {
  it('is told before anything is made when it is too old', async () => {
    instead(cloud, 'jumphost', 'juju', 'echo 2.9.49-ubuntu-amd64');
    expect(await run('prerequisites/1')).toMatchObject({
      passed: false,
      stdout: 'juju is not 3 or later: 2.9.49-ubuntu-amd64\n',
    });
  }, 180_000);

  it('authorises nothing when it can not open the pipe, and its token is revoked', async () => {
    await run('2.1/2');
    for (const share of secrets.shares.slice(0, 3)) await run('2.2/1', share);
    instead(
      cloud,
      'jumphost',
      'juju',
      `[ "$1" = run ] && { echo 'ERROR open /dev/fd/63: permission denied' >&2; exit 1; }\nexec "$0.other" "$@"`,
    );
    const stopped = await run('2.4/1', secrets.rootToken);
    expect(stopped).toMatchObject({ status: 1, passed: false });
    expect(stopped.stderr).toContain('ERROR open /dev/fd/63: permission denied');
    expect(stopped.stdout).toMatch(
      /revoked: vault answers 403 to it\nFAILED: authorize-charm: not run juju can not open the pipe/,
    );
    expect(cloud.vault.living()).toEqual([secrets.rootToken]);
  }, 180_000);

  it('revokes its token also when it is told to stop again while it does so', async () => {
    await run('2.1/2');
    for (const share of secrets.shares.slice(0, 3)) await run('2.2/1', share);
    instead(
      cloud,
      'jumphost',
      'juju',
      `[[ "$*" == *revoke-self* ]] && kill -TERM $$ && kill -HUP $$\nexec "$0.other" "$@"`,
    );
    const stopped = await run('2.4/1', secrets.rootToken);
    expect(stopped.stdout).toContain('child token revoked: vault answers 403 to it\n');
    expect(cloud.vault.living()).toEqual([secrets.rootToken]);
  }, 180_000);
});
