import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { becomeNewVault, becomeSealedVault, secretsOf } from '../../../src/cloud/index.ts';
import { talk } from '../unix/say.ts';

async function fresh(faults: readonly string[] = []) {
  const all = await talk({ faults });
  await becomeNewVault(all.world);
  const message = async () => {
    const { stdout } = await all.jump('juju status --format=json');
    const status = JSON.parse(stdout) as {
      applications: {
        vault: {
          units: { 'vault/0': { 'workload-status': { current: string; message: string } } };
        };
      };
    };
    const { current, message: text } =
      status.applications.vault.units['vault/0']['workload-status'];
    return `${current}: ${text}`;
  };
  const open = async () => {
    for (const share of secretsOf(all.world, 'unseal share').slice(0, 3))
      await all.vault(`vault operator unseal ${share}`);
  };
  /** The action with the root token, through a pipe. */
  const authorize = (token = secretsOf(all.world, 'root token')[0] ?? '') =>
    all.jump(
      `juju run vault/leader authorize-charm --format=json --params <(printf '{"token":"%s"}' '${token}') </dev/null`,
    );
  return { ...all, message, open, authorize };
}

describe('what the vault charm says', () => {
  it('comes in its order, and only when a hook has run', async () => {
    const { message, vault, world, open, authorize, jump } = await fresh();
    expect(await message()).toBe('blocked: Vault needs to be initialized');
    await vault('vault operator init');
    expect(await message()).toBe('blocked: Vault needs to be initialized');
    await world.clock.sleep(300_000);
    expect(await message()).toBe('blocked: Unit is sealed');
    await open();
    expect(await message()).toBe('blocked: Unit is sealed');
    await world.clock.sleep(300_000);
    const asked = 'Vault charm not yet authorized: run authorize-charm action.';
    expect(await message()).toBe(`blocked: ${asked}`);
    await authorize();
    expect(await message()).toBe('blocked: Missing CA cert');
    await jump('juju run vault/leader generate-root-ca');
    expect(await message()).toBe('active: Unit is ready (active: true, mlock: disabled)');
  });

  it('tells of a service that does not run, and of one that was paused', async () => {
    const { message, vault, world, jump } = await fresh();
    await vault('sudo systemctl stop vault');
    await world.clock.sleep(300_000);
    expect(await message()).toBe('blocked: Vault service not running');
    await jump('juju run vault/leader pause');
    expect(await message()).toMatch(/^maintenance: Paused\./);
    await jump('juju run vault/leader resume');
    expect(await message()).toBe('blocked: Vault needs to be initialized');
  });

  it('is ready in a cloud at work, until something seals the vault', async () => {
    const { jump, world } = await talk();
    const ready = (await jump('juju status vault')).stdout;
    expect(ready).toContain('Unit is ready (active: true, mlock: disabled)');
    await world.clock.sleep(3_600_000);
    expect((await jump('juju status vault')).stdout).toContain('Unit is ready');
    for (const action of ['restart', 'pause']) {
      await jump(`juju run vault/leader ${action}; juju run vault/leader resume`);
      expect((await jump('juju status vault')).stdout).toContain('Unit is sealed');
    }
  });
});

describe('authorize-charm', () => {
  it('wants a token: the schema says so, and so does juju', async () => {
    const { jump } = await fresh();
    const schema = await jump('juju actions vault --schema --format=json');
    expect(JSON.parse(schema.stdout)).toMatchObject({
      'authorize-charm': {
        properties: { token: { type: 'string' } },
        required: ['token'],
        additionalProperties: false,
      },
    });
    expect((await jump('juju actions vault --schema')).stdout).toContain('title: authorize-charm');
    expect((await jump('juju run vault/leader authorize-charm')).stderr).toContain(
      '"token" property is missing and required',
    );
    expect((await jump('juju run vault/leader authorize-charm token=a other=b')).stderr).toContain(
      'additional property "other" is not allowed',
    );
  });

  it('fails by its own word, with exit status 0, when vault does not let it in', async () => {
    const { authorize, vault, open } = await fresh();
    await vault('vault operator init');
    const closed = await authorize();
    expect(closed.exitCode).toBe(0);
    expect(closed.stdout).toMatch(/"message":"Vault is sealed, .*"status":"failed"/);
    await open();
    expect((await authorize('s.wrong')).stdout).toMatch(/permission denied.*"status":"failed"/);
    expect((await authorize()).stdout).toContain('"status":"completed"');
  });

  it('leaves its token in what juju remembers', async () => {
    const { jump } = await fresh();
    await jump('juju run vault/leader authorize-charm token=s.seen');
    expect((await jump('juju show-operation 1')).stdout).toContain('token: s.seen');
  });

  it('takes a file of parameters by any name that it has', async () => {
    const { jump, vault, open, world } = await fresh();
    await vault('vault operator init');
    await open();
    const [token = ''] = secretsOf(world, 'root token');
    const run = (how: string) => `juju run vault/leader authorize-charm --format=json ${how}`;
    const piped = await jump(`echo 'token: ${token}' | ${run('--params /dev/stdin')}`);
    expect(piped.stdout).toContain('"status":"completed"');
    const filed = await jump(`echo 'token: ${token}' > p.yaml; ${run('--params p.yaml')}`);
    expect(filed.stdout).toContain('"status":"completed"');
    expect(await jump(run('--params none.yaml'))).toMatchObject({
      stderr: 'ERROR open none.yaml: no such file or directory\n',
      exitCode: 1,
    });
    expect(await jump(`echo word | ${run('--params /dev/stdin')}`)).toMatchObject({ exitCode: 1 });
  });
});

describe('the root CA', () => {
  it('is made once, and a second time fails with exit status 0', async () => {
    const { jump, vault, open, authorize } = await fresh();
    await vault('vault operator init');
    await open();
    const make = 'juju run vault/leader generate-root-ca --format=json';
    expect((await jump(make)).stdout).toContain('not yet authorized');
    await authorize();
    const made = await jump(make);
    const again = await jump(make);
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toContain('"message":"PKI CA already configured"');
    const got = await jump('juju run vault/leader get-root-ca --format=json');
    const pem = (text: string) =>
      (JSON.parse(text) as { 'vault/0': { results: { output: string } } })['vault/0'].results
        .output;
    expect(pem(got.stdout)).toBe(pem(made.stdout));
    expect(new X509Certificate(pem(got.stdout)).ca).toBe(true);
    const plain = await jump('juju run vault/leader get-root-ca');
    expect(plain.stdout).toMatch(/^output: \|-\n {2}-----BEGIN CERTIFICATE-----\n {2}\S/);
  });

  it('is made by the charm itself where it was configured to', async () => {
    const { jump, vault, open, authorize, message } = await fresh(['root-ca-exists']);
    await vault('vault operator init');
    await open();
    await authorize();
    await jump('true');
    expect((await jump('juju run vault/leader generate-root-ca')).stdout).toContain(
      'PKI CA already configured',
    );
    expect(await message()).toContain('active');
  });

  it('is the one that the jumphost of a cloud at work trusts', async () => {
    const { jump, world } = await talk();
    const got = await jump(
      "juju run vault/leader get-root-ca --format=json | jq -er '.[].results.output' | cmp - ~/vault-ca.pem && echo same",
    );
    expect(got.stdout).toBe('same\n');
    await becomeSealedVault(world);
    expect((await jump('ls ~/vault-ca.pem')).exitCode).toBe(0);
  });
});
