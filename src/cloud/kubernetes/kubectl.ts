/** kubectl, as far as the runbooks look at the management cluster with it. It changes nothing. */
import { stringify } from 'yaml';
import { readArguments, type Arguments } from '../arguments.ts';
import { answering, fails, notKnown, refuse, says } from '../answers.ts';
import type { Answer, Call, Program } from '../world.ts';
import { connect, dialError, type Connection } from './connect.ts';
import type { KubeObject, Resource } from './object.ts';
import { resourceOf } from './resources.ts';

/** The Kubernetes client of the jumphost. */
export const kubectl: Program = {
  name: 'kubectl',
  path: '/usr/bin/kubectl',
  hosts: ['jumphost'],
  run: (call) =>
    answering(async () => {
      const read = readArguments(call.args, table);
      if (read.unknown !== undefined || read.valueless !== undefined)
        return notKnown('kubectl', call);
      switch (read.words[0] ?? '') {
        case 'api-versions':
          await requireServer(call, read, 'api-versions');
          return says([...call.world.model.mgmt.apiVersions].sort(coreLast).join('\n'));
        case 'version':
          return version(call, read);
        case 'get':
          return get(call, read);
        default:
          return notKnown('kubectl', call);
      }
    }),
};

async function version(call: Call, read: Arguments): Promise<Answer> {
  const json = read.options.get('output') === 'json';
  const client = { clientVersion: { gitVersion: clientVersion, platform: 'linux/amd64' } };
  const plain = `Client Version: ${clientVersion}\nKustomize Version: v5.5.0`;
  if (read.options.has('client')) return says(json ? JSON.stringify(client, null, 2) : plain);
  await requireServer(call, read, 'get');
  const gitVersion = call.world.model.mgmt.nodes[0]?.version ?? '';
  return says(
    json
      ? JSON.stringify({ ...client, serverVersion: { gitVersion } }, null, 2)
      : `${plain}\nServer Version: ${gitVersion}`,
  );
}

async function get(call: Call, read: Arguments): Promise<Answer> {
  const raw = read.options.get('raw');
  if (raw !== undefined) {
    if (!['/readyz', '/livez', '/healthz'].includes(raw)) return notKnown('kubectl', call);
    await requireServer(call, read, 'get');
    return { stdout: 'ok', stderr: '', exitCode: 0 };
  }
  const output = read.options.get('output') ?? '';
  if (!['', 'wide', 'name', 'json', 'yaml'].includes(output)) return notKnown('kubectl', call);
  const [kind = '', inline] = (read.words[1] ?? '').split('/');
  if (kind === '') return fails('error: Required resource not specified.');
  await requireServer(call, read, 'get');
  const resource = resourceOf(kind);
  if (!resource) return fails(`error: the server doesn't have a resource type "${kind}"`);
  const names = inline === undefined ? read.words.slice(2) : [inline];
  const all = read.options.has('all-namespaces');
  const namespace = read.options.get('namespace') ?? 'default';
  const inScope = resource
    .list({ world: call.world, now: call.world.clock.now() })
    .filter(({ metadata }) => !resource.namespaced || all || metadata.namespace === namespace);
  const missing = names.find((name) => !inScope.some(({ metadata }) => metadata.name === name));
  if (missing !== undefined) {
    return fails(`Error from server (NotFound): ${resource.plural} "${missing}" not found`);
  }
  const found =
    names.length === 0 ? inScope : inScope.filter(({ metadata }) => names.includes(metadata.name));
  return shown(call, resource, found, {
    output,
    all,
    single: names.length === 1,
    namespace,
    headless: read.options.has('no-headers'),
  });
}

interface Showing {
  readonly output: string;
  readonly all: boolean;
  readonly single: boolean;
  readonly namespace: string;
  readonly headless: boolean;
}

function shown(
  call: Call,
  resource: Resource,
  found: readonly KubeObject[],
  { output, all, single, namespace, headless }: Showing,
): Answer {
  if (output === 'json' || output === 'yaml') {
    const document = single
      ? found[0]
      : { apiVersion: 'v1', items: found, kind: 'List', metadata: { resourceVersion: '' } };
    return says(output === 'json' ? JSON.stringify(document, null, 4) : stringify(document));
  }
  if (found.length === 0) {
    const where = resource.namespaced && !all ? ` in ${namespace} namespace.` : '';
    return says('', `No resources found${where}`);
  }
  if (output === 'name') {
    return says(found.map(({ metadata }) => `${resource.single}/${metadata.name}`).join('\n'));
  }
  const columns = [...resource.columns, ...(output === 'wide' ? resource.wide : [])];
  const spaced = resource.namespaced && all;
  const rows = found.map((object) => {
    const cells = resource.row(object, call.world.clock.now()).slice(0, columns.length);
    return spaced ? [object.metadata.namespace ?? '', ...cells] : cells;
  });
  const head = spaced ? ['NAMESPACE', ...columns] : columns;
  return says(aligned(headless ? rows : [head, ...rows]));
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
        .join('   '),
    )
    .join('\n');
}

async function requireServer(call: Call, read: Arguments, command: string): Promise<void> {
  const connection = await connect(call, read.options.get('kubeconfig'));
  if (connection.type !== 'ready') refuse(complaint(call, connection, command));
}

function complaint(
  call: Call,
  connection: Exclude<Connection, { type: 'ready' }>,
  command: string,
): string {
  switch (connection.type) {
    case 'absent':
      return `error: stat ${connection.path}: no such file or directory`;
    case 'unreadable':
      return `error: error loading config file "${connection.path}": ${connection.reason}`;
    case 'unauthorised':
      return 'error: You must be logged in to the server (Unauthorized)';
    case 'refused':
    case 'timed-out':
    case 'no-route':
    case 'tls-timeout': {
      const dial = dialError(connection);
      if (command === 'api-versions') {
        const got = `Get "${connection.url}/api?timeout=32s": ${dial}`;
        return `${unhandled(call, got)}\nerror: couldn't get available api versions from server: ${got}`;
      }
      return connection.type === 'refused'
        ? `The connection to the server ${connection.server} was refused - did you specify the right host or port?`
        : `Unable to connect to the server: ${dial}`;
    }
  }
}

function unhandled(call: Call, got: string): string {
  const [date = '', time = ''] = new Date(call.world.clock.now())
    .toISOString()
    .slice(5, 23)
    .split('T');
  const escaped = got.replaceAll('"', '\\"');
  return `E${date.replace('-', '')} ${time}000    4711 memcache.go:265] "Unhandled Error" err="couldn't get current server API group list: ${escaped}"`;
}

function coreLast(a: string, b: string): number {
  if (a === 'v1' || b === 'v1') return a === b ? 0 : a === 'v1' ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

const clientVersion = 'v1.32.4';
const table = {
  values: {
    '--kubeconfig': 'kubeconfig',
    '-n': 'namespace',
    '--namespace': 'namespace',
    '-o': 'output',
    '--output': 'output',
    '--raw': 'raw',
    '--request-timeout': 'request-timeout',
  },
  flags: {
    '-A': 'all-namespaces',
    '--all-namespaces': 'all-namespaces',
    '--no-headers': 'no-headers',
    '--client': 'client',
  },
} as const;
