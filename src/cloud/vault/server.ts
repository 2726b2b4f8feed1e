/** The vault server on its unit: what it keeps on disk, what its process has in memory, and its answers. */
import { nextUuid } from '../identifiers.ts';
import type { World } from '../world.ts';
import { nextInit, rootTokenOf, shareText } from './create.ts';
import type { VaultModel } from './model.ts';

/** An answer of the HTTP API: 204 has no body. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export const vaultHost = 'vault/0';

/** The running server; undefined when no process listens. A process started anew is sealed. */
export function runningVault(world: World): VaultModel | undefined {
  const service = world.hosts.get(vaultHost)?.services.get('vault');
  if (service?.state !== 'active') return undefined;
  const { vault } = world.model;
  if (vault.pid !== service.mainPid) {
    // The one that a cloud begins with has been opened long ago.
    if (vault.pid !== 0) close(vault);
    vault.pid = service.mainPid;
  }
  return vault;
}

export function close(vault: VaultModel): void {
  vault.sealed = true;
  startOver(vault);
}

export function sealStatus(vault: VaultModel): Record<string, unknown> {
  const { init, sealed, version } = vault;
  return {
    type: 'shamir',
    initialized: init !== undefined,
    sealed,
    t: init?.threshold ?? 0,
    n: init?.shares.length ?? 0,
    progress: vault.given.length,
    nonce: vault.nonce,
    version,
    migration: false,
    ...(sealed ? {} : { cluster_name: init?.clusterName, cluster_id: init?.clusterId }),
    recovery_seal: false,
    storage_type: 'mysql',
  };
}

export function health(vault: VaultModel, now: number): Reply {
  const initialized = vault.init !== undefined;
  const status = !initialized ? 501 : vault.sealed ? 503 : 200;
  const body = {
    initialized,
    sealed: vault.sealed,
    standby: vault.sealed,
    performance_standby: false,
    replication_performance_mode: vault.sealed ? 'unknown' : 'disabled',
    replication_dr_mode: vault.sealed ? 'unknown' : 'disabled',
    server_time_utc: Math.floor(now / 1000),
    version: vault.version,
    ...(vault.sealed
      ? {}
      : { cluster_name: vault.init?.clusterName, cluster_id: vault.init?.clusterId }),
  };
  return { status, body };
}

/** Makes key shares and a root token, once. It stays sealed. */
export function initialise(world: World, vault: VaultModel, asked: Record<string, unknown>): Reply {
  const shares = Number(asked['secret_shares'] ?? 0);
  const threshold = Number(asked['secret_threshold'] ?? 0);
  if (vault.init !== undefined) return refusal(400, 'Vault is already initialized');
  const wrong = wrongCounts(shares, threshold);
  if (wrong !== undefined) return refusal(400, `invalid seal configuration: ${wrong}`);
  const { model, clock } = world;
  const init = nextInit(model, shares, threshold);
  vault.init = init;
  vault.tokens = [rootTokenOf(model.seed, init, clock.now())];
  close(vault);
  return {
    status: 200,
    body: {
      keys: init.shares,
      keys_base64: init.shares.map(shareText),
      root_token: init.rootToken,
    },
  };
}

function wrongCounts(shares: number, threshold: number): string | undefined {
  if (!(shares >= 1)) return 'shares must be at least one';
  if (!(threshold >= 1)) return 'threshold must be at least one';
  if (shares > 1 && threshold === 1)
    return 'threshold must be greater than one for multiple shares';
  if (shares > 255) return 'shares must be less than 256';
  return threshold > shares ? 'threshold cannot be larger than shares' : undefined;
}

/** Takes a share, or starts over. Whether the shares are right shows at the threshold, not before. */
export function unseal(world: World, vault: VaultModel, asked: Record<string, unknown>): Reply {
  if (asked['reset'] === true) {
    if (vault.init !== undefined && !vault.sealed) return refusal(400, 'vault is unsealed');
    startOver(vault);
    return { status: 200, body: sealStatus(vault) };
  }
  const text = asked['key'];
  if (typeof text !== 'string' || text === '')
    return refusal(400, "'key' must be specified in request body as JSON, or 'reset' set to true");
  const share = shareIn(text);
  if (share === undefined) return refusal(400, "'key' must be a valid hex or base64 string");
  if (share.length < 32) return refusal(400, 'invalid key: key is shorter than minimum 16 bytes');
  if (share.length > 66) return refusal(400, 'invalid key: key is longer than maximum 33 bytes');
  if (vault.init === undefined) return refusal(400, 'Vault is not initialized');
  if (!vault.sealed || vault.given.includes(share)) return { status: 200, body: sealStatus(vault) };
  if (vault.nonce === '') vault.nonce = nextUuid(world.model);
  vault.given.push(share);
  if (vault.given.length < vault.init.threshold) return { status: 200, body: sealStatus(vault) };
  const { shares } = vault.init;
  const fits = vault.given.every((one) => shares.includes(one));
  startOver(vault);
  if (!fits)
    return refusal(
      500,
      'unable to retrieve stored keys: failed to decrypt keys from storage: cipher: message authentication failed',
    );
  vault.sealed = false;
  return { status: 200, body: sealStatus(vault) };
}

/** Hexadecimal digits of a share that is written in them or in base64; undefined when it is in neither. */
function shareIn(text: string): string | undefined {
  if (/^([0-9a-fA-F]{2})+$/.test(text)) return text.toLowerCase();
  const isBase64 = text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  return isBase64 ? Buffer.from(text, 'base64').toString('hex') : undefined;
}

export function refusal(status: number, ...errors: string[]): Reply {
  return { status, body: { errors } };
}

function startOver(vault: VaultModel): void {
  vault.given = [];
  vault.nonce = '';
}
