/** What every command of the vault client shares: its flags, its server, and how it prints. */
import { fails, refuse } from '../answers.ts';
import type { Answer, Call } from '../world.ts';
import { askVault, isVaultAddress } from './api.ts';
import type { Reply } from './server.ts';

export interface Client {
  readonly call: Call;
  readonly flags: ReadonlyMap<string, string>;
  readonly words: readonly string[];
  readonly address: string;
}

/** Flags with a value, and flags that are true when they stand alone. One dash or two, as Go has it. */
export interface Flags {
  readonly values?: readonly string[];
  readonly switches?: readonly string[];
}

/** Reads the words after the command. Flags end at the first word that is none. */
export function clientFor(call: Call, skip: number, known: Flags): Client {
  const values = ['address', 'format', 'field', ...(known.values ?? [])];
  const queue = call.args.slice(skip);
  const flags = new Map<string, string>();
  for (let arg = queue[0]; arg?.startsWith('-') === true && arg !== '-'; arg = queue[0]) {
    queue.shift();
    if (arg === '--') break;
    const [, name = '', , value] = /^--?([\w-]+)(=([^]*))?$/.exec(arg) ?? [];
    if (values.includes(name)) flags.set(name, value ?? queue.shift() ?? '');
    else if (known.switches?.includes(name) === true) flags.set(name, value ?? 'true');
    else refuse(`simulated cloud: not known: vault ${call.args.join(' ')}`, 2);
  }
  const address = flags.get('address') ?? call.env.get('VAULT_ADDR') ?? 'https://127.0.0.1:8200';
  return { call, flags, words: queue, address };
}

export interface Ask {
  readonly method: 'GET' | 'PUT' | 'POST';
  /** `sys/unseal`. */
  readonly path: string;
  readonly token?: string | undefined;
  readonly body?: unknown;
}

/** One request to the server that the client was told of. An answer that is none ends the command. */
export function ask(client: Client, { method, path, token, body }: Ask, failing: Failing): Reply {
  const { call, address } = client;
  const url = `${address}/v1/${path}`;
  const server = /^(https?):\/\/([^/:]+):(\d+)$/.exec(address);
  const [, scheme, host = '', port = ''] = server ?? [];
  const verb = `${method.charAt(0)}${method.slice(1).toLowerCase()}`;
  const cut = (why: string) =>
    end(client, failing, `${verb} "${url}": ${why}`, failing.statusOfNoAnswer ?? 2);
  const refused = `dial tcp ${host}:${port}: connect: connection refused`;
  if (!isVaultAddress(call.world, call.host.name, host, Number(port))) {
    if (/^127\.|^localhost$/.test(host)) return cut(refused);
    return refuse(`simulated cloud: not known: vault at ${address}`, 2);
  }
  const reply = askVault(call.world, {
    method,
    path: `/v1/${path}`,
    token,
    body: body === undefined ? '' : JSON.stringify(body),
  });
  if (reply === 'refused') return cut(refused);
  if (scheme === 'https') return cut('http: server gave HTTP response to HTTPS client');
  if (reply === 'not-known') return refuse(`simulated cloud: not known: vault at ${url}`, 2);
  if (reply.status < 400 || failing.takes?.includes(reply.status) === true) return reply;
  const errors = (reply.body as { errors?: readonly string[] }).errors ?? [];
  const listed = errors.map((error) => `* ${error}`).join('\n');
  return end(
    client,
    failing,
    `Error making API request.\n\nURL: ${method} ${url}\nCode: ${reply.status}. Errors:\n\n${listed}`,
    2,
  );
}

export interface Failing {
  /** `Error unsealing`. */
  readonly says: string;
  /** Exit status when no server answers; default 2. */
  readonly statusOfNoAnswer?: number;
  /** Statuses from 400 on that are answers. */
  readonly takes?: readonly number[];
}

function end(client: Client, { says }: Failing, why: string, status: number): never {
  refuse(painted(client.call, `${says}: ${why}`, red), status);
}

/** What the client prints; on a terminal in its default colour, each piece by itself. */
export function prints(call: Call, pieces: readonly string[], exitCode = 0): Answer {
  const stdout = pieces.map((piece) => `${painted(call, piece, 0)}\n`).join('');
  return { stdout, stderr: '', exitCode };
}

/** An error of the client's own. */
export function complains(call: Call, text: string, exitCode = 1): Answer {
  return fails(painted(call, text, red), exitCode);
}

/** A bare value: on a terminal it is a line, in a pipe it has no line end. */
export function printsField(call: Call, value: string): Answer {
  return call.terminal === true
    ? prints(call, [value])
    : { stdout: value, stderr: '', exitCode: 0 };
}

/** Two columns, four blanks apart, with their heads ruled off. */
export function twoColumns(rows: readonly (readonly [string, string])[]): string {
  const all = [['Key', 'Value'], ['---', '-----'], ...rows] as const;
  const width = Math.max(...all.map(([key]) => key.length)) + 4;
  return all.map(([key, value]) => `${key.padEnd(width)}${value}`).join('\n');
}

/** The hidden line that somebody typed; undefined where there is no terminal to ask at. */
export function hiddenLine(call: Call): string | undefined {
  return call.terminal === true ? (/^[^\n\r]*/.exec(call.stdin)?.[0] ?? '') : undefined;
}

export function isJson({ flags, call }: Client): boolean {
  return (flags.get('format') ?? call.env.get('VAULT_FORMAT')) === 'json';
}

const red = 91;

function painted(call: Call, text: string, colour: number): string {
  const plain = call.terminal !== true || (call.env.get('VAULT_CLI_NO_COLOR') ?? '') !== '';
  return plain ? text : `\u001B[0;${colour}m${text}\u001B[0m`;
}
