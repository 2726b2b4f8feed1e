import { connectTimeoutMs } from '../network.ts';
import { reachable } from '../reachable.ts';
import type { Answer, Call } from '../world.ts';
import { askVault, isVaultAddress, type Request } from '../vault/api.ts';
import { readBytes, standFor, writeBytes } from './file-operations.ts';
import { askHere } from './curl-services.ts';
import type { Reply } from './internet.ts';
import { fetchPage } from './internet.ts';
import type { Tool } from './tool-kit.ts';
import { failed, tool } from './tool-kit.ts';
import { errorText } from './unix-error.ts';

/** curl against the simulated internet and the services here. A site that is not simulated fails loudly. */
export const curl = tool(
  'curl',
  {
    letters: 'sSfLOIko:w:m:H:A:X:d:',
    words: [
      'silent',
      'show-error',
      'fail',
      'fail-with-body',
      'location',
      'remote-name',
      'head',
      'insecure',
      'output=',
      'write-out=',
      'max-time=',
      'connect-timeout=',
      'retry=',
      'retry-delay=',
      'retry-connrefused',
      'speed-limit=',
      'speed-time=',
      'no-progress-meter',
      'noproxy=',
      'cacert=',
      'proto=',
      'tlsv1.2',
      'request=',
      'header=',
      'data=',
      'data-binary=',
      'data-raw=',
      'user-agent=',
    ],
  },
  runCurl,
);

type Result =
  | { readonly type: 'reply'; readonly reply: Reply }
  | { readonly type: 'error'; readonly code: number; readonly says: string }
  | { readonly type: 'not-known' };

async function runCurl(it: Tool): Promise<Answer> {
  const { options, operands } = it;
  if (operands.length !== 1 || operands[0] === undefined)
    return failed(`simulated cloud: not known: curl with ${operands.length} URLs`, 2);
  const has = (letter: string, word: string) => options.has(letter) || options.has(word);
  const url = parseUrl(operands[0]);
  if (url === undefined) return failed(`curl: (3) URL using bad/illegal format or missing URL`, 3);
  const limits = ['m', 'max-time', 'connect-timeout']
    .map((name) => Number(options.get(name) ?? 0))
    .filter((seconds) => seconds > 0);
  const limit = limits.length === 0 ? 0 : Math.min(...limits);
  const sent = sentBy(it);
  if (typeof sent === 'string') return failed(sent, 26);
  const here = askHere(it.call, {
    ...url,
    insecure: has('k', 'insecure'),
    authority: trusted(it),
    follows: has('L', 'location'),
  });
  const result = here ?? (await request(it.call, url, limit * 1000, sent));
  if (result.type === 'not-known')
    return failed(`simulated cloud: not known: curl ${operands[0]}`, 2);
  const silent = has('s', 'silent') && !has('S', 'show-error');
  const status = result.type === 'reply' ? result.reply.status : 0;
  const format = options.get('w') ?? options.get('write-out') ?? '';
  const written = writeOut(format, status);
  if (result.type === 'error')
    return { stdout: written, stderr: silent ? '' : `${result.says}\n`, exitCode: result.code };
  const failing = `curl: (22) The requested URL returned error: ${status}\n`;
  const fails = status >= 400 && (has('f', 'fail') || options.has('fail-with-body'));
  if (fails && !options.has('fail-with-body')) {
    const says = failing;
    return { stdout: written, stderr: silent ? '' : says, exitCode: 22 };
  }
  const body = has('I', 'head') ? Buffer.from(`HTTP/2 ${status} \r\n\r\n`) : result.reply.body;
  const name = has('O', 'remote-name')
    ? url.path.split('/').pop()
    : (options.get('o') ?? options.get('output'));
  const end = fails && !silent ? failing : '';
  const exitCode = fails ? 22 : 0;
  if (name === undefined || name === '-')
    return { stdout: Buffer.from(body).toString('utf8') + written, stderr: end, exitCode };
  try {
    const { standIn } = result.reply;
    if (standIn !== undefined) await it.call.world.clock.sleep(standIn.size / bytesPerMs);
    writeBytes(it.machine.disk, it.at(name), Uint8Array.from(body), it.doer);
    if (standIn !== undefined && !has('I', 'head')) {
      standFor(it.machine.disk, it.at(name), standIn, it.doer.actor);
    }
  } catch (error) {
    const says = `curl: (23) Failure writing output to destination: ${errorText(error)}\n`;
    return { stdout: written, stderr: silent ? '' : says, exitCode: 23 };
  }
  return { stdout: written, stderr: end, exitCode };
}

/** `--cacert`, or the variable of the same meaning. */
function trusted(it: Tool): string | undefined {
  const named = it.options.get('cacert') ?? it.call.env.get('CURL_CA_BUNDLE') ?? '';
  return named === '' ? undefined : it.at(named);
}

interface Url {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

function parseUrl(text: string): Url | undefined {
  const match = /^(?:(https?):\/\/)?([^/:?#]+)(?::(\d+))?([/?#][^]*)?$/.exec(text);
  if (match === null) return undefined;
  const [, scheme = 'http', host = '', port, path = '/'] = match;
  return {
    scheme,
    host,
    port: Number(port ?? (scheme === 'https' ? 443 : 80)),
    path: path.split(/[?#]/)[0] ?? '/',
  };
}

async function request(
  call: Call,
  { host, port, path }: Url,
  limitMs: number,
  sent: Sent,
): Promise<Result> {
  if (isVaultAddress(call.world, call.host.name, host, port)) {
    const answer = askVault(call.world, { ...sent, path });
    if (answer === 'not-known') return { type: 'not-known' };
    if (answer !== 'refused') {
      const text = answer.body === undefined ? '' : `${JSON.stringify(answer.body)}\n`;
      return { type: 'reply', reply: { status: answer.status, body: Buffer.from(text) } };
    }
  }
  const { internet } = call.world.model;
  const reply = fetchPage(internet, host, path, sent.agent);
  const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(host) || host === 'localhost';
  if (reply === undefined && !isAddress)
    return { type: 'error', code: 6, says: `curl: (6) Could not resolve host: ${host}` };
  if (reachable(call.world, call.host.name, host, port))
    return reply === undefined ? { type: 'not-known' } : { type: 'reply', reply };
  if (host === 'localhost' || host.startsWith('127.'))
    return {
      type: 'error',
      code: 7,
      says: `curl: (7) Failed to connect to ${host} port ${port} after 0 ms: Connection refused`,
    };
  const wait = limitMs > 0 ? Math.min(limitMs, connectTimeoutMs) : connectTimeoutMs;
  await call.world.clock.sleep(wait);
  const says =
    limitMs > 0
      ? `curl: (28) Connection timed out after ${wait} milliseconds`
      : `curl: (28) Failed to connect to ${host} port ${port} after ${wait} ms: Connection timed out`;
  return { type: 'error', code: 28, says };
}

interface Sent extends Pick<Request, 'method' | 'token' | 'body'> {
  readonly agent: string;
}

/** Method, token and body of the request; the sentence of an error when what they name can not be read. */
function sentBy(it: Tool): Sent | string {
  let isRead = false;
  const named = (value: string): string => {
    if (!value.startsWith('@')) return value;
    const file = value.slice(1);
    if (file !== '-' && file !== '/dev/stdin')
      return Buffer.from(readBytes(it.machine.disk, it.at(file), it.doer.actor)).toString('utf8');
    // Standard input can be read only once, and only by who asks for it.
    if (isRead) return '';
    isRead = true;
    return it.call.stdin;
  };
  const values = (...names: string[]) =>
    it.given.filter(([name]) => names.includes(name)).map(([, value]) => value);
  try {
    const headers = values('H', 'header').flatMap((value) => named(value).split(/\r?\n/));
    const bodies = values('d', 'data', 'data-binary').map(named).concat(values('data-raw'));
    const token = headers
      .map((line) => /^x-vault-token:\s*(.*?)\s*$/i.exec(line)?.[1])
      .find((value) => value !== undefined);
    const method = values('X', 'request').at(-1) ?? (bodies.length > 0 ? 'POST' : 'GET');
    const agent =
      values('A', 'user-agent').at(-1) ??
      headers.map((line) => /^user-agent:\s*(.*?)\s*$/i.exec(line)?.[1]).find(Boolean) ??
      'curl/7.81.0';
    return { method, token, body: bodies.join('&'), agent };
  } catch (error) {
    return `curl: (26) Failed to open/read local data from file/application (${errorText(error)})`;
  }
}

function writeOut(format: string, status: number): string {
  return format
    .replace(/%\{(http_code|response_code)\}/g, String(status).padStart(3, '0'))
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t');
}

/** What the line of the jumphost brings in. */
const bytesPerMs = 40_000;
