/** How the vault stands when a walk begins, and which secrets people hold then. */
import type { World } from '../world.ts';
import { assess } from './charm.ts';
import { newInit, shareText } from './create.ts';
import { close, runningVault, vaultHost } from './server.ts';

/** Before `operator init`: nothing is in its storage, and no other phase has used it. Said once only. */
export async function becomeNewVault(world: World): Promise<void> {
  const { model, hosts } = world;
  if (!begins(world, 'new')) return;
  Object.assign(model.vault, { init: undefined, tokens: [] });
  Object.assign(model.vault.charm, { authorized: false, rootCa: undefined });
  close(model.vault);
  hosts.get('jumphost')?.files.remove('/home/jessea123/vault-ca.pem');
  assess(world);
}

/** After a reboot of its machine: all is in its storage, and it is sealed. Said once only. */
export async function becomeSealedVault(world: World): Promise<void> {
  if (!begins(world, 'sealed')) return;
  close(world.model.vault);
  assess(world);
}

function begins(world: World, scenario: 'new' | 'sealed'): boolean {
  const { vault } = world.model;
  if (vault.scenario !== undefined) return false;
  runningVault(world);
  vault.scenario = scenario;
  return true;
}

/** The shares that the holders bring are of an init before the one that counts. */
export function bringOtherShares(world: World): void {
  world.model.vault.otherShares = newInit(world.model.seed, 'vault/lost', 5, 3).shares;
}

/** A colleague who has given the first holder's share already, as soon as vault could take it. */
export function giveFirstShare(world: World): boolean {
  const vault = runningVault(world);
  const share = vault?.init?.shares[0];
  if (vault === undefined || share === undefined || !vault.sealed) return false;
  if (vault.given.length > 0) return false;
  vault.given.push(share);
  vault.nonce = vault.init?.clusterId ?? '';
  return true;
}

/**
 * What people hold, by the name that a runbook asks for it with; empty while there is none. Shares come in the
 * order of their holders.
 */
export function secretsOf(world: World, name: string): readonly string[] {
  const { vault, juju } = world.model;
  if (vault.init === undefined && name !== 'juju password') return [];
  switch (name) {
    case 'unseal share':
      return (vault.otherShares ?? vault.init?.shares ?? []).map(shareText);
    case 'root token':
      return vault.init === undefined ? [] : [vault.init.rootToken];
    case 'juju password':
      return [juju.password];
    default:
      return [];
  }
}

/** Whether the process of the vault runs on its unit. */
export function stopVault(world: World): void {
  const service = world.hosts.get(vaultHost)?.services.get('vault');
  if (service === undefined) return;
  Object.assign(service, { state: 'failed', mainPid: 0, args: [] });
  close(world.model.vault);
  assess(world);
}
