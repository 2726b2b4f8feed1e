/** The token store: what a token may, how long it lives, and what goes with it when it is revoked. */
import { nextUuid } from '../identifiers.ts';
import type { World } from '../world.ts';
import { letters, newTokenId } from './create.ts';
import type { VaultModel, VaultToken } from './model.ts';
import { refusal, type Reply } from './server.ts';

/** A token that is known and has not ended; every other one is as good as none. */
export function liveToken(vault: VaultModel, id: string, now: number): VaultToken | undefined {
  return vault.tokens.find((one) => one.id === id && (one.expires ?? Infinity) > now);
}

export function isRoot(token: VaultToken): boolean {
  return token.policies.includes('root');
}

/** `POST auth/token/create` by `parent`: a child with its policies, unless others are asked for. */
export function createToken(
  world: World,
  vault: VaultModel,
  parent: VaultToken,
  asked: Record<string, unknown>,
): Reply {
  if (!isRoot(parent)) return refusal(403, '1 error occurred:\n\t* permission denied\n\n');
  const { model, clock } = world;
  const ttl = seconds(asked['ttl'] ?? asked['lease']);
  const limit = seconds(asked['explicit_max_ttl']);
  if (ttl === undefined || limit === undefined)
    return refusal(400, 'error parsing "ttl": time: invalid duration');
  const wanted = Array.isArray(asked['policies']) ? asked['policies'].map(String) : [];
  const policies = wanted.length === 0 ? parent.policies : [...new Set(['default', ...wanted])];
  const label = `vault/token/${model.nextId++}`;
  const id = newTokenId(model.seed, label);
  const noEnd = policies.includes('root') && ttl === 0 && limit === 0;
  const lasts = Math.min(ttl === 0 ? defaultTtl : ttl, limit === 0 ? Infinity : limit);
  const token: VaultToken = {
    id,
    accessor: letters(model.seed, `${label}/accessor`),
    displayName: nameFor(asked['display_name']),
    policies,
    parent: asked['no_parent'] === true ? undefined : parent.id,
    made: clock.now(),
    expires: noEnd ? undefined : clock.now() + lasts * 1000,
    explicitMaxTtl: limit,
    renewable: !noEnd && asked['renewable'] !== false,
  };
  vault.tokens.push(token);
  return wrapped(world, null, {
    client_token: id,
    accessor: token.accessor,
    policies,
    token_policies: policies,
    metadata: null,
    lease_duration: noEnd ? 0 : lasts,
    renewable: token.renewable,
    entity_id: '',
    token_type: 'service',
    orphan: token.parent === undefined,
  });
}

export function lookUpToken(world: World, token: VaultToken): Reply {
  const now = world.clock.now();
  const left = token.expires === undefined ? 0 : Math.floor((token.expires - now) / 1000);
  const whole = token.expires === undefined ? 0 : Math.floor((token.expires - token.made) / 1000);
  const data = {
    accessor: token.accessor,
    creation_time: Math.floor(token.made / 1000),
    creation_ttl: whole,
    display_name: token.displayName,
    entity_id: '',
    expire_time: token.expires === undefined ? null : new Date(token.expires).toISOString(),
    explicit_max_ttl: token.explicitMaxTtl,
    id: token.id,
    issue_time: new Date(token.made).toISOString(),
    meta: null,
    num_uses: 0,
    orphan: token.parent === undefined,
    path: token.parent === undefined ? 'auth/token/root' : 'auth/token/create',
    policies: token.policies,
    renewable: token.renewable,
    ttl: left,
    type: 'service',
  };
  return wrapped(world, data, null);
}

/** Ends a token and all that it made. */
export function revokeToken(vault: VaultModel, id: string): Reply {
  const gone = new Set([id]);
  // A child stands behind the one that made it.
  for (const token of vault.tokens)
    if (token.parent !== undefined && gone.has(token.parent)) gone.add(token.id);
  vault.tokens = vault.tokens.filter((token) => !gone.has(token.id));
  return { status: 204, body: undefined };
}

/** `10m`, `1h30m`, `90`; 0 when nothing was asked for, undefined when it is no duration. */
export function seconds(value: unknown): number | undefined {
  if (value === undefined || value === '') return 0;
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  if (!/^(\d+(h|m|s))+$/.test(value)) return undefined;
  const size = { h: 3600, m: 60, s: 1 };
  return [...value.matchAll(/(\d+)(h|m|s)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (size[unit as keyof typeof size] ?? 0),
    0,
  );
}

const defaultTtl = 768 * 3600;

function nameFor(asked: unknown): string {
  return typeof asked === 'string' && asked !== '' ? `token-${asked}` : 'token';
}

function wrapped(world: World, data: unknown, auth: unknown): Reply {
  const body = {
    request_id: nextUuid(world.model),
    lease_id: '',
    renewable: false,
    lease_duration: 0,
    data,
    wrap_info: null,
    warnings: null,
    auth,
  };
  return { status: 200, body };
}
