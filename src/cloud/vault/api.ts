/** The HTTP API of the simulated vault, as far as it is known here. Every client of it comes in here. */
import type { World } from '../world.ts';
import type { VaultModel, VaultToken } from './model.ts';
import {
  close,
  health,
  initialise,
  refusal,
  runningVault,
  sealStatus,
  unseal,
  type Reply,
} from './server.ts';
import { createToken, isRoot, liveToken, lookUpToken, revokeToken } from './tokens.ts';

export interface Request {
  readonly method: string;
  /** With its first slash: `/v1/sys/health`. */
  readonly path: string;
  readonly token: string | undefined;
  readonly body: string;
}

/** What the server answers; `refused` when none listens, `not-known` for what is not simulated. */
export function askVault(world: World, request: Request): Reply | 'refused' | 'not-known' {
  const vault = runningVault(world);
  if (vault === undefined) return 'refused';
  const method = request.method === 'POST' ? 'PUT' : request.method;
  const route = `${method} ${request.path.replace(/\/$/, '')}`;
  const body = request.body.trim() === '' ? {} : parsed(request.body);
  switch (route) {
    case 'GET /v1/sys/seal-status':
      return { status: 200, body: sealStatus(vault) };
    case 'GET /v1/sys/health':
      return health(vault, world.clock.now());
    case 'GET /v1/sys/init':
      return { status: 200, body: { initialized: vault.init !== undefined } };
    case 'GET /v1/sys/leader':
      return { status: 200, body: { ha_enabled: false, is_self: false, leader_address: '' } };
    case 'PUT /v1/sys/init':
      return body === undefined ? badJson : initialise(world, vault, body);
    case 'PUT /v1/sys/unseal':
      return body === undefined ? badJson : unseal(world, vault, body);
    default:
      if (!asToken.has(route)) return 'not-known';
      if (vault.sealed) return refusal(503, 'Vault is sealed');
      if (body === undefined) return badJson;
      return authorized(world, vault, route, request.token, body);
  }
}

const asToken = new Set([
  'PUT /v1/sys/seal',
  'PUT /v1/auth/token/create',
  'GET /v1/auth/token/lookup-self',
  'PUT /v1/auth/token/lookup',
  'PUT /v1/auth/token/revoke-self',
  'PUT /v1/auth/token/revoke',
]);

function authorized(
  world: World,
  vault: VaultModel,
  route: string,
  id: string | undefined,
  body: Record<string, unknown>,
): Reply {
  if (id === undefined || id === '') return refusal(400, 'missing client token');
  const now = world.clock.now();
  const self = liveToken(vault, id, now);
  if (self === undefined) return refusal(403, 'permission denied');
  switch (route) {
    case 'PUT /v1/auth/token/create':
      return createToken(world, vault, self, body);
    case 'GET /v1/auth/token/lookup-self':
      return lookUpToken(world, self);
    case 'PUT /v1/auth/token/revoke-self':
      return revokeToken(vault, self.id);
    case 'PUT /v1/sys/seal':
      if (!isRoot(self)) return refusal(403, '1 error occurred:\n\t* permission denied\n\n');
      close(vault);
      return { status: 204, body: undefined };
    default:
      return aboutAnother(world, vault, route, self, liveToken(vault, String(body['token']), now));
  }
}

function aboutAnother(
  world: World,
  vault: VaultModel,
  route: string,
  self: VaultToken,
  other: VaultToken | undefined,
): Reply {
  if (!isRoot(self)) return refusal(403, '1 error occurred:\n\t* permission denied\n\n');
  if (route === 'PUT /v1/auth/token/lookup')
    return other === undefined ? refusal(403, 'bad token') : lookUpToken(world, other);
  return other === undefined ? refusal(400, 'token not found') : revokeToken(vault, other.id);
}

const badJson = refusal(400, 'failed to parse JSON input: invalid character');

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null) return {};
    return typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Where it listens: on its own unit without TLS on two ports, for others on the public one. */
export function isVaultAddress(world: World, from: string, host: string, port: number): boolean {
  const local = host === '127.0.0.1' || host === 'localhost';
  if (local) return from === 'vault/0' && (port === 8200 || port === 8220);
  const unit = world.model.juju.units.find((one) => one.name === 'vault/0');
  return port === 8200 && host === unit?.address;
}
