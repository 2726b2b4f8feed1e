import { describe, expect, it } from 'vitest';
import {
  becomeNewVault,
  becomeSealedVault,
  createWorld,
  saveWorld,
  secretsOf,
} from '../../../src/cloud/index.ts';

describe('how the vault stands when a walk begins', () => {
  it('is said once: a vault does not go back', async () => {
    const world = await createWorld();
    await becomeNewVault(world);
    await world.exec('vault/0', 'VAULT_ADDR=http://127.0.0.1:8220 vault operator init');
    const shares = secretsOf(world, 'unseal share');
    expect(shares).toHaveLength(5);
    await becomeNewVault(world);
    await becomeSealedVault(world);
    expect(secretsOf(world, 'unseal share')).toEqual(shares);
    const again = await createWorld({ saved: saveWorld(world) });
    await becomeNewVault(again);
    expect(secretsOf(again, 'unseal share')).toEqual(shares);
  });

  it('leaves a new one without secrets, and a sealed one with all of them', async () => {
    const fresh = await createWorld();
    await becomeNewVault(fresh);
    expect(secretsOf(fresh, 'unseal share')).toEqual([]);
    expect(secretsOf(fresh, 'root token')).toEqual([]);
    expect(fresh.hosts.get('jumphost')?.files.read('/home/jessea123/vault-ca.pem')).toBeUndefined();
    const sealed = await createWorld();
    await becomeSealedVault(sealed);
    expect(secretsOf(sealed, 'unseal share')).toHaveLength(5);
    expect(secretsOf(sealed, 'root token')).toHaveLength(1);
    expect(secretsOf(sealed, 'juju password')).toEqual(['training']);
    expect(secretsOf(sealed, 'something else')).toEqual([]);
  });

  it('is sealed, with an init behind it, under the fault vault-initialised', async () => {
    const world = await createWorld({ faults: ['vault-initialised'] });
    await becomeNewVault(world);
    expect(world.model.vault).toMatchObject({ sealed: true, scenario: 'sealed' });
    expect(world.model.vault.init).toBeDefined();
  });

  it('has holders with shares of another init under the fault vault-wrong-shares', async () => {
    const world = await createWorld({ faults: ['vault-wrong-shares'] });
    await becomeSealedVault(world);
    const right = new Set(world.model.vault.init?.shares);
    const brought = secretsOf(world, 'unseal share').map((share) =>
      Buffer.from(share, 'base64').toString('hex'),
    );
    expect(brought).toHaveLength(5);
    expect(brought.filter((share) => right.has(share))).toEqual([]);
  });

  it('counts one share before anybody came under the fault vault-repeated-share', async () => {
    const world = await createWorld({ faults: ['vault-repeated-share'] });
    await becomeSealedVault(world);
    const status = async () =>
      JSON.parse(
        (await world.exec('vault/0', 'VAULT_ADDR=http://127.0.0.1:8220 vault status -format=json'))
          .stdout,
      ) as { progress: number };
    expect(await status()).toMatchObject({ progress: 1 });
    await world.exec('vault/0', 'VAULT_ADDR=http://127.0.0.1:8220 vault operator unseal -reset');
    expect(await status()).toMatchObject({ progress: 0 });
  });

  it('has no running service under the fault vault-down, until somebody starts it', async () => {
    const world = await createWorld({ faults: ['vault-down'] });
    const state = () => world.exec('vault/0', 'systemctl is-active vault');
    expect(await state()).toMatchObject({ stdout: 'failed\n', exitCode: 3 });
    await world.exec('vault/0', 'sudo systemctl start vault');
    expect((await state()).stdout).toBe('active\n');
    expect(world.model.vault.sealed).toBe(true);
  });
});
