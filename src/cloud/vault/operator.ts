/** `vault status`, and `vault operator init`, `unseal` and `seal`. */
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
import { currentToken } from './token-command.ts';

/** 0 when it is open, 2 when it is sealed, 1 when it could not be asked. */
export function status(call: Call): Answer {
  const client = clientFor(call, 1, {});
  const reply = ask(
    client,
    { method: 'GET', path: 'sys/seal-status' },
    { says: 'Error checking seal status', statusOfNoAnswer: 1 },
  );
  const found = reply.body as SealStatus;
  return { ...shown(client, found), exitCode: found.sealed ? 2 : 0 };
}

export function init(call: Call): Answer {
  const client = clientFor(call, 2, {
    values: ['key-shares', 'key-threshold', 'n', 't'],
    switches: ['status'],
  });
  const { flags } = client;
  if (flags.has('status')) {
    const failing = { says: 'Error checking init status', statusOfNoAnswer: 1 };
    const { body } = ask(client, { method: 'GET', path: 'sys/init' }, failing);
    const is = (body as { initialized: boolean }).initialized;
    return prints(call, [`Vault is ${is ? '' : 'not '}initialized`], is ? 0 : 2);
  }
  const shares = Number(flags.get('key-shares') ?? flags.get('n') ?? 5);
  const threshold = Number(flags.get('key-threshold') ?? flags.get('t') ?? 3);
  const request = { secret_shares: shares, secret_threshold: threshold };
  const { body } = ask(
    client,
    { method: 'PUT', path: 'sys/init', body: request },
    { says: 'Error initializing' },
  );
  const made = body as { keys: string[]; keys_base64: string[]; root_token: string };
  if (flags.get('field') === 'root_token') return printsField(call, made.root_token);
  if (isJson(client)) {
    const document = {
      unseal_keys_b64: made.keys_base64,
      unseal_keys_hex: made.keys,
      unseal_shares: shares,
      unseal_threshold: threshold,
      recovery_keys_b64: [],
      recovery_keys_hex: [],
      recovery_keys_shares: 0,
      recovery_keys_threshold: 0,
      root_token: made.root_token,
    };
    return prints(call, [JSON.stringify(document, null, 2)]);
  }
  return prints(call, [
    ...made.keys_base64.map((key, place) => `Unseal Key ${place + 1}: ${key}`),
    '',
    `Initial Root Token: ${made.root_token}`,
    '',
    `Vault initialized with ${shares} key shares and a key threshold of ${threshold}. Please securely
distribute the key shares printed above. When the Vault is re-sealed,
restarted, or stopped, you must supply at least ${threshold} of these keys to unseal it
before it can start servicing requests.`,
    '',
    `Vault does not store the generated master key. Without at least ${threshold} key to
reconstruct the master key, Vault will remain permanently sealed!`,
    '',
    `It is possible to generate new unseal keys, provided you have a quorum of
existing unseal keys shares. See "vault operator rekey" for more information.`,
  ]);
}

/** A share as an argument, or at a hidden prompt on a terminal; there is no way through a pipe. */
export function unseal(call: Call): Answer {
  const client = clientFor(call, 2, { switches: ['reset', 'migrate'] });
  const put = (body: unknown) =>
    ask(client, { method: 'PUT', path: 'sys/unseal', body }, { says: 'Error unsealing' })
      .body as SealStatus;
  if (client.flags.has('reset')) return shown(client, put({ reset: true }));
  const [word] = client.words;
  if (word !== undefined) return shown(client, put({ key: word }));
  const key = hiddenLine(call);
  if (key === undefined) return complains(call, notTerminal);
  const answer = shown(client, put({ key }));
  return { ...answer, stdout: `${prompt}\n${answer.stdout}` };
}

export function seal(call: Call): Answer {
  const client = clientFor(call, 2, {});
  const token = currentToken(call);
  ask(client, { method: 'PUT', path: 'sys/seal', token }, { says: 'Error sealing' });
  return prints(call, ['Success! Vault is sealed.']);
}

interface SealStatus {
  readonly type: string;
  readonly initialized: boolean;
  readonly sealed: boolean;
  readonly t: number;
  readonly n: number;
  readonly progress: number;
  readonly nonce: string;
  readonly version: string;
  readonly cluster_name?: string;
  readonly cluster_id?: string;
  readonly storage_type: string;
}

type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

function shown(client: Client, found: SealStatus): Answer {
  const { call, flags } = client;
  const field = flags.get('field');
  if (field !== undefined) {
    const value = ({ ...found } as Fields)[field];
    return value === undefined
      ? complains(call, `Field "${field}" not present in secret`)
      : printsField(call, String(value));
  }
  if (isJson(client)) {
    const document = {
      type: found.type,
      initialized: found.initialized,
      sealed: found.sealed,
      t: found.t,
      n: found.n,
      progress: found.progress,
      nonce: found.nonce,
      version: found.version,
      migration: false,
      ...(found.cluster_name === undefined
        ? {}
        : { cluster_name: found.cluster_name, cluster_id: found.cluster_id }),
      recovery_seal: false,
      storage_type: found.storage_type,
      ha_enabled: false,
      active_time: '0001-01-01T00:00:00Z',
    };
    return prints(call, [JSON.stringify(document, null, 2)]);
  }
  const opening: readonly (readonly [string, string])[] = [
    ['Unseal Progress', `${found.progress}/${found.t}`],
    ['Unseal Nonce', found.nonce === '' ? 'n/a' : found.nonce],
  ];
  const table = twoColumns([
    ['Seal Type', found.type],
    ['Initialized', String(found.initialized)],
    ['Sealed', String(found.sealed)],
    ['Total Shares', String(found.n)],
    ['Threshold', String(found.t)],
    ...(found.sealed ? opening : []),
    ['Version', found.version],
    ['Storage Type', found.storage_type],
    ...(found.cluster_name === undefined
      ? []
      : ([
          ['Cluster Name', found.cluster_name],
          ['Cluster ID', found.cluster_id ?? ''],
        ] as const)),
    ['HA Enabled', 'false'],
  ]);
  return prints(call, [table]);
}

const prompt = 'Unseal Key (will be hidden): ';

const notTerminal = `An error occurred attempting to ask for an unseal key. The raw error message is
shown below, but usually this is because you attempted to pipe a value into the
unseal command or you are executing outside of a terminal (tty). You should run
the unseal command from a terminal for maximum security. If this is not an
option, the unseal can be provided as the first argument to the unseal command.
The raw error was:

file descriptor 0 is not a terminal`;
