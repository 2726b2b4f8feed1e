/** `vault token create`, `lookup`, `revoke`, and `vault login`. */
import type { Answer, Call } from '../world.ts';
import {
  ask,
  clientFor,
  complains,
  hiddenLine,
  isJson,
  prints,
  printsField,
  twoColumns,
  type Client,
} from './client.ts';
import { seconds } from './tokens.ts';

/** The token of the environment, else the one that `vault login` has kept. */
export function currentToken(call: Call): string | undefined {
  return call.env.get('VAULT_TOKEN') ?? call.host.files.read(keptToken(call))?.trim();
}

export function createToken(call: Call): Answer {
  const client = clientFor(call, 2, {
    values: ['ttl', 'explicit-max-ttl', 'display-name', 'policy', 'renewable'],
    switches: ['orphan'],
  });
  const { flags } = client;
  const policy = flags.get('policy');
  const body = {
    ttl: flags.get('ttl'),
    explicit_max_ttl: flags.get('explicit-max-ttl'),
    display_name: flags.get('display-name'),
    renewable: flags.get('renewable') !== 'false',
    no_parent: flags.has('orphan'),
    policies: policy === undefined ? [] : [policy],
  };
  const reply = ask(
    client,
    { method: 'POST', path: 'auth/token/create', token: currentToken(call), body },
    { says: 'Error creating token' },
  );
  return authShown(client, reply.body as Wrapped);
}

export function lookUp(call: Call): Answer {
  const client = clientFor(call, 2, {});
  const [other] = client.words;
  const token = currentToken(call);
  const reply = ask(
    client,
    other === undefined
      ? { method: 'GET', path: 'auth/token/lookup-self', token }
      : { method: 'POST', path: 'auth/token/lookup', token, body: { token: other } },
    { says: 'Error looking up token' },
  );
  const { data } = reply.body as { data: Record<string, Plain> };
  const field = client.flags.get('field');
  if (field !== undefined)
    return field in data
      ? printsField(call, goText(data[field]))
      : complains(call, `Field "${field}" not present in secret`);
  if (isJson(client)) return prints(call, [JSON.stringify(reply.body, null, 2)]);
  return prints(call, [
    twoColumns(Object.entries(data).map(([key, value]) => [key, goText(value)] as const)),
  ]);
}

export function revoke(call: Call): Answer {
  const client = clientFor(call, 2, { switches: ['self'] });
  const [other] = client.words;
  const token = currentToken(call);
  if (client.flags.has('self'))
    ask(
      client,
      { method: 'PUT', path: 'auth/token/revoke-self', token },
      { says: 'Error revoking token' },
    );
  else if (other === undefined) return complains(call, 'Not enough arguments (expected 1, got 0)');
  else
    ask(
      client,
      { method: 'PUT', path: 'auth/token/revoke', token, body: { token: other } },
      { says: 'Error revoking token' },
    );
  return prints(call, ['Success! Revoked token (if it existed)']);
}

/** Keeps a token for the commands that follow, in a file of its own. */
export function login(call: Call): Answer {
  const client = clientFor(call, 1, { values: ['method'], switches: ['no-print'] });
  const [word] = client.words;
  const token = word === '-' ? call.stdin.trim() : (word ?? hiddenLine(call));
  if (token === undefined)
    return complains(
      call,
      'Error authenticating: An error occurred attempting to ask for a token. The raw error message is\nshown below, but usually this is because you attempted to pipe a value into the\ncommand. If you want to pipe the value, please pass a "-" as the first argument to\nthe command. The raw error was:\n\nfile descriptor 0 is not a terminal',
      2,
    );
  const reply = ask(
    client,
    { method: 'GET', path: 'auth/token/lookup-self', token },
    { says: 'Error authenticating: error looking up token' },
  );
  call.host.files.write(keptToken(call), token, { owner: call.user, mode: 0o600 });
  const prompt = word === undefined ? 'Token (will be hidden): \n' : '';
  if (client.flags.has('no-print')) return { stdout: prompt, stderr: '', exitCode: 0 };
  const { data } = reply.body as { data: Record<string, Plain> };
  const told = prints(call, [
    'Success! You are now authenticated. The token information displayed below\nis already stored in the token helper. You do NOT need to run "vault login"\nagain. Future Vault requests will automatically use this token.\n',
    twoColumns([
      ['token', token],
      ['token_accessor', goText(data['accessor'])],
      ['token_policies', goText(data['policies'], true)],
    ]),
  ]);
  return { ...told, stdout: prompt + told.stdout };
}

interface Wrapped {
  readonly auth: {
    readonly client_token: string;
    readonly accessor: string;
    readonly policies: readonly string[];
    readonly lease_duration: number;
    readonly renewable: boolean;
  };
}

function authShown(client: Client, body: Wrapped): Answer {
  const { call } = client;
  const { auth } = body;
  const rows: readonly (readonly [string, string])[] = [
    ['token', auth.client_token],
    ['token_accessor', auth.accessor],
    ['token_duration', duration(auth.lease_duration)],
    ['token_renewable', String(auth.renewable)],
    ['token_policies', goText(auth.policies, true)],
    ['identity_policies', '[]'],
    ['policies', goText(auth.policies, true)],
  ];
  const field = client.flags.get('field');
  if (field !== undefined) {
    const value = rows.find(([name]) => name === field)?.[1];
    return value === undefined
      ? complains(call, `Field "${field}" not present in secret`)
      : printsField(call, value);
  }
  if (isJson(client)) return prints(call, [JSON.stringify(body, null, 2)]);
  return prints(call, [twoColumns(rows)]);
}

/** `10m`, `768h`, `1h30m`; one that never ends has no number. */
function duration(count: number): string {
  if (count === 0) return '∞';
  const parts = [
    [Math.floor(count / 3600), 'h'],
    [Math.floor((count % 3600) / 60), 'm'],
    [count % 60, 's'],
  ] as const;
  const text = parts.map(([number, unit]) => (number === 0 ? '' : `${number}${unit}`)).join('');
  return seconds(text) === count ? text : `${count}s`;
}

/** As Go prints it; in the tables of `create` and `login` the members of a list stand in quotes. */
function goText(value: Plain, quoted = false): string {
  if (value === null || value === undefined || value === '') return 'n/a';
  if (typeof value !== 'object') return String(value);
  return `[${value.map((one) => (quoted ? JSON.stringify(one) : one)).join(' ')}]`;
}

type Plain = string | number | boolean | null | undefined | readonly string[];

function keptToken(call: Call): string {
  return `${call.env.get('HOME') ?? '/root'}/.vault-token`;
}
