import type { IncomingMessage } from 'node:http';
import type { VaultAnswer, VaultModel } from './vault-model.ts';

/** Answers a request as vault's API does. `body` is what came with it, as text. */
export function vaultAnswer(
  vault: VaultModel,
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  body: string,
): VaultAnswer {
  const path = (request.url ?? '').split('?')[0] ?? '';
  const writes = request.method === 'PUT' || request.method === 'POST';
  const token = String(request.headers['x-vault-token'] ?? '');
  const sent = parsed(body);
  if (sent === undefined) return { status: 400, body: { errors: ['failed to parse JSON input'] } };
  switch (`${writes ? 'write' : 'read'} ${path}`) {
    case 'read /v1/sys/seal-status':
      return vault.sealStatus();
    case 'read /v1/sys/health':
      return vault.health();
    case 'read /v1/sys/leader':
      return { status: 200, body: { ha_enabled: false, is_self: false } };
    case 'read /v1/sys/init':
      return { status: 200, body: { initialized: vault.isInitialised } };
    case 'write /v1/sys/init':
      return vault.init();
    case 'write /v1/sys/unseal':
      return vault.unseal(sent);
    case 'write /v1/sys/seal':
      return vault.sealBy(token);
    case 'write /v1/auth/token/create':
      return vault.createToken(token, seconds(sent['ttl']), policiesIn(sent['policies']));
    case 'read /v1/auth/token/lookup-self':
      return vault.lookUp(token);
    case 'write /v1/auth/token/revoke-self':
      return vault.revoke(token);
    default:
      return { status: 404, body: { errors: [] } };
  }
}

function parsed(body: string): Readonly<Record<string, unknown>> | undefined {
  if (body.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function policiesIn(policies: unknown): readonly string[] {
  return Array.isArray(policies) && policies.length > 0 ? policies.map(String) : ['root'];
}

/** `10m`, `600s`, `600` or a number; 32 days when nothing is said, as vault has it. */
function seconds(ttl: unknown): number {
  const text = typeof ttl === 'number' || typeof ttl === 'string' ? String(ttl) : '';
  const found = /^(\d+)(s|m|h)?$/.exec(text);
  if (found === null) return 768 * 3600;
  return Number(found[1]) * ({ s: 1, m: 60, h: 3600 }[found[2] ?? 's'] ?? 1);
}
