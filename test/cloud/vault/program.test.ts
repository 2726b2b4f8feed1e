import { describe, expect, it } from 'vitest';
import { becomeNewVault, becomeSealedVault, secretsOf } from '../../../src/cloud/index.ts';
import { talk } from '../unix/say.ts';

async function fresh() {
  const all = await talk();
  await becomeNewVault(all.world);
  return all;
}

async function sealed() {
  const all = await talk();
  await becomeSealedVault(all.world);
  return { ...all, shares: secretsOf(all.world, 'unseal share') };
}

describe('vault status', () => {
  it('says by its exit status whether it is open, and shows no progress then', async () => {
    const { vault } = await talk();
    const open = await vault('vault status');
    expect(open.exitCode).toBe(0);
    expect(open.stdout).toMatch(/^Key {13}Value\n--- {13}-----\nSeal Type {7}shamir\n/);
    expect(open.stdout).toMatch(
      /Storage Type {4}mysql\nCluster Name .*\nCluster ID .*\nHA Enabled/,
    );
    expect(open.stdout).not.toContain('Unseal');
  });

  it('is 2 when sealed and 1 when it can not be asked', async () => {
    const { vault } = await fresh();
    const closed = await vault('vault status');
    expect(closed.exitCode).toBe(2);
    expect(closed.stdout).toContain('Unseal Progress    0/0\nUnseal Nonce       n/a\n');
    const json = await vault('vault status -format=json');
    expect(json.exitCode).toBe(2);
    expect(JSON.parse(json.stdout)).toMatchObject({ initialized: false, sealed: true, t: 0 });
    await vault('sudo systemctl stop vault');
    expect(await vault('vault status')).toEqual(
      expect.objectContaining({
        exitCode: 1,
        stderr:
          'Error checking seal status: Get "http://127.0.0.1:8220/v1/sys/seal-status": dial tcp 127.0.0.1:8220: connect: connection refused\n',
      }),
    );
  });

  it('asks by https where nobody told it better, and is answered without', async () => {
    const { world } = await talk();
    const answer = await world.exec('vault/0', 'vault status');
    expect(answer).toMatchObject({ exitCode: 1, stdout: '' });
    expect(answer.stderr).toBe(
      'Error checking seal status: Get "https://127.0.0.1:8200/v1/sys/seal-status": http: server gave HTTP response to HTTPS client\n',
    );
  });
});

describe('vault operator init', () => {
  it('prints five shares and a token on standard output, once', async () => {
    const { vault, world } = await fresh();
    expect(await vault('vault operator init -status')).toMatchObject({
      stdout: 'Vault is not initialized\n',
      exitCode: 2,
    });
    const made = await vault('vault operator init -key-shares=5 -key-threshold=3');
    expect(made).toMatchObject({ stderr: '', exitCode: 0 });
    const shares = [...made.stdout.matchAll(/^Unseal Key \d: ([A-Za-z0-9+/]{44})$/gm)];
    expect(shares.map(([, share]) => share)).toEqual(secretsOf(world, 'unseal share'));
    expect(new Set(shares.map(([, share]) => share)).size).toBe(5);
    expect(made.stdout).toContain(`Initial Root Token: ${secretsOf(world, 'root token')[0] ?? ''}`);
    expect(made.stdout).toContain('5 key shares and a key threshold of 3.');
    expect(await vault('vault operator init')).toMatchObject({
      stdout: '',
      stderr:
        'Error initializing: Error making API request.\n\nURL: PUT http://127.0.0.1:8220/v1/sys/init\nCode: 400. Errors:\n\n* Vault is already initialized\n',
      exitCode: 2,
    });
    expect(await vault('vault operator init -status')).toMatchObject({
      stdout: 'Vault is initialized\n',
      exitCode: 0,
    });
  });

  it('colours each line on a terminal, so that no line begins as it seems to', async () => {
    const { jump, world } = await fresh();
    const init = (setting: string) =>
      jump(
        `juju ssh --pty=true vault/0 '${setting} VAULT_ADDR=http://127.0.0.1:8220 vault status'`,
      );
    expect((await init('')).stdout).toMatch(/^\u001B\[0;0mKey/);
    expect((await init('VAULT_CLI_NO_COLOR=1')).stdout).toMatch(/^Key/);
    const coloured = await jump(
      "juju ssh --pty=true vault/0 'VAULT_ADDR=http://127.0.0.1:8220 vault operator init'",
    );
    expect(coloured.stdout.match(/^Unseal Key/gm)).toBeNull();
    expect(coloured.stdout.match(/^\u001B\[0;0mUnseal Key .*\u001B\[0m\r$/gm)).toHaveLength(5);
    expect(secretsOf(world, 'unseal share')).toHaveLength(5);
  });

  it.each([
    ['| cat', false],
    ['> o; cat o', false],
    ['2>/dev/null', true],
    ['; echo "$(vault status)" | wc -l', true],
  ])('is coloured with %j behind it: %s', async (behind, coloured) => {
    const { jump } = await talk();
    const { stdout } = await jump(
      `juju ssh --pty=true vault/0 'export VAULT_ADDR=http://127.0.0.1:8220; vault status ${behind}'`,
    );
    expect(stdout.split('\u001B[0;0m').length - 1).toBe(coloured ? 1 : 0);
  });

  it('makes the same secrets of the same seed only, and new ones each time', async () => {
    const secrets = async (seed: number) => {
      const { world, vault } = await talk({ seed });
      const before = secretsOf(world, 'unseal share');
      await becomeNewVault(world);
      expect(secretsOf(world, 'unseal share')).toEqual([]);
      await vault('vault operator init');
      expect(secretsOf(world, 'unseal share')).not.toEqual(before);
      return [...secretsOf(world, 'unseal share'), ...secretsOf(world, 'root token')];
    };
    expect(await secrets(3)).toEqual(await secrets(3));
    expect(await secrets(3)).not.toEqual(await secrets(4));
  });
});

describe('vault operator unseal', () => {
  it('refuses whatever is no terminal', async () => {
    const { vault, shares } = await sealed();
    const answer = await vault('vault operator unseal', { stdin: `${shares[0] ?? ''}\n` });
    expect(answer).toMatchObject({ stdout: '', exitCode: 1 });
    expect(answer.stderr).toMatch(
      /^An error occurred attempting to ask for an unseal key\. [^]*\n\nfile descriptor 0 is not a terminal\n$/,
    );
  });

  it('asks at a terminal, and shows how far it has come', async () => {
    const { jump, shares } = await sealed();
    const give = (share: string) =>
      jump(
        "juju ssh --pty=true vault/0 'VAULT_ADDR=http://127.0.0.1:8220 VAULT_CLI_NO_COLOR=1 vault operator unseal'",
        { stdin: `${share}\n` },
      );
    const first = await give(shares[4] ?? '');
    expect(first.stdout).toMatch(
      /^Unseal Key \(will be hidden\): \r\nKey [^]*Progress {4}1\/3\r\n/,
    );
    expect(first.exitCode).toBe(0);
    expect((await give(shares[4] ?? '')).stdout).toContain('1/3');
    expect((await give(shares[2] ?? '')).stdout).toContain('2/3');
    expect((await give(shares[0] ?? '')).stdout).toMatch(/Sealed {10}false/);
  });

  it('starts over when it is told to', async () => {
    const { vault, shares } = await sealed();
    const [first = '', second = ''] = shares;
    await vault(`vault operator unseal ${first}; vault operator unseal ${second}`);
    expect((await vault('vault operator unseal -reset')).stdout).toContain('0/3');
  });

  it.each([
    ['garbage!', "'key' must be a valid hex or base64 string"],
    ['-', "'key' must be a valid hex or base64 string"],
    ['QUJD', 'invalid key: key is shorter than minimum 16 bytes'],
  ])('refuses %s', async (key, says) => {
    const { vault } = await sealed();
    const answer = await vault(`vault operator unseal ${key}`);
    expect(answer).toMatchObject({ exitCode: 2 });
    expect(answer.stderr).toBe(
      `Error unsealing: Error making API request.\n\nURL: PUT http://127.0.0.1:8220/v1/sys/unseal\nCode: 400. Errors:\n\n* ${says}\n`,
    );
  });

  it('is needed again after a restart', async () => {
    const { vault } = await talk();
    expect((await vault('vault status > /dev/null; echo $?')).stdout).toBe('0\n');
    const after = await vault('sudo systemctl restart vault; vault status > /dev/null; echo $?');
    expect(after.stdout).toBe('2\n');
  });
});

describe('tokens of the vault client', () => {
  it('are made, looked up and revoked, and then good for nothing', async () => {
    const { vault, world } = await talk();
    const env = { VAULT_TOKEN: secretsOf(world, 'root token')[0] ?? '' };
    const table = await vault('vault token create -ttl=10m', { env });
    expect(table.stdout).toMatch(/^token {16}s\.\w{24}$/m);
    expect(table.stdout).toMatch(/^token_duration {7}10m$/m);
    expect(table.stdout).toMatch(/^policies {13}\["root"\]$/m);
    const made = await vault('vault token create -ttl=10m -field=token', { env });
    expect(made.stdout).toMatch(/^s\.\w{24}$/);
    const child = { VAULT_TOKEN: made.stdout };
    expect((await vault('vault token lookup -field=ttl', { env: child })).stdout).toBe('600');
    await vault('vault token revoke -self', { env: child });
    expect(await vault('vault token lookup', { env: child })).toMatchObject({ exitCode: 2 });
  });

  it('end by themselves, and with the one that made them', async () => {
    const { vault, world } = await talk();
    const env = { VAULT_TOKEN: secretsOf(world, 'root token')[0] ?? '' };
    const make = async (by: Record<string, string>) => {
      const { stdout } = await vault('vault token create -ttl=10m -field=token', { env: by });
      return { VAULT_TOKEN: stdout };
    };
    const parent = await make(env);
    const child = await make(parent);
    await vault(`vault token revoke ${parent.VAULT_TOKEN}`, { env });
    expect((await vault('vault token lookup', { env: child })).stderr).toContain('Code: 403');
    const short = await make(env);
    await world.clock.sleep(600_000);
    expect((await vault('vault token lookup', { env: short })).stderr).toContain('Code: 403');
  });

  it('are kept by a login, and one that is missing is told apart from a wrong one', async () => {
    const { vault, world } = await talk();
    expect((await vault('vault token create')).stderr).toContain('* missing client token');
    const wrong = await vault('vault login -', { stdin: 's.nobody' });
    expect(wrong.stderr).toContain('* permission denied');
    const root = secretsOf(world, 'root token')[0] ?? '';
    expect(await vault('vault login -', { stdin: root })).toMatchObject({ exitCode: 0 });
    expect((await vault('vault token lookup -field=id')).stdout).toBe(root);
    expect((await vault('vault operator seal')).stdout).toBe('Success! Vault is sealed.\n');
    expect((await vault('vault token lookup')).stderr).toContain('Code: 503');
  });
});
