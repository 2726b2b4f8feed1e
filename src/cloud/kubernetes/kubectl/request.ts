/** One command of kubectl: what it was given, and the cluster that it speaks to. */
import { refuse } from '../../answers.ts';
import { readArguments, type Arguments } from '../../arguments.ts';
import type { Call } from '../../world.ts';
import { connect, dialError, type Connection } from '../connect.ts';
import type { KubeApi } from '../object.ts';

export interface Request {
  readonly call: Call;
  readonly read: Arguments;
  /** The words after the verb. */
  readonly words: readonly string[];
  readonly namespace: string;
  /** The cluster as it is at this instant; ends the program when it can not be asked. */
  look(): KubeApi;
}

/** Reads a command line; undefined when it has options that are not known here. */
export function readRequest(call: Call): Arguments | undefined {
  const read = readArguments(call.args, table);
  return read.unknown === undefined && read.valueless === undefined ? read : undefined;
}

/** Goes to the server. Ends the program with kubectl's words when it is not let in. */
export async function open(call: Call, read: Arguments): Promise<Request> {
  const verb = read.words[0] ?? '';
  const connection = await connect(call, read.options.get('kubeconfig'));
  if (connection.type !== 'ready') refuse(complaint(call, connection, verb));
  return {
    call,
    read,
    words: read.words.slice(1),
    namespace: read.options.get('namespace') ?? 'default',
    look: () => connection.look(),
  };
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

const table = {
  values: {
    '--kubeconfig': 'kubeconfig',
    '-n': 'namespace',
    '--namespace': 'namespace',
    '-o': 'output',
    '--output': 'output',
    '--raw': 'raw',
    '--request-timeout': 'request-timeout',
    '-l': 'selector',
    '--selector': 'selector',
    '--field-selector': 'field-selector',
    '--sort-by': 'sort-by',
    '--image': 'image',
    '-r': 'replicas',
    '--replicas': 'replicas',
    '--port': 'port',
    '--target-port': 'target-port',
    '--type': 'type',
    '--name': 'name',
    '--protocol': 'protocol',
    '--for': 'for',
    '--timeout': 'timeout',
    '-p': 'patch',
    '--patch': 'patch',
    '-c': 'container',
    '--container': 'container',
    '--tail': 'tail',
    '--since': 'since',
    '--grace-period': 'grace-period',
  },
  flags: {
    '-A': 'all-namespaces',
    '--all-namespaces': 'all-namespaces',
    '--all': 'all',
    '--no-headers': 'no-headers',
    '--show-labels': 'show-labels',
    '--client': 'client',
    '-w': 'watch',
    '--watch': 'watch',
    '--watch-only': 'watch-only',
    '--ignore-not-found': 'ignore-not-found',
    '--wait': 'wait',
    '--now': 'now',
    '--force': 'force',
    '--previous': 'previous',
    '--all-containers': 'all-containers',
    '--prefix': 'prefix',
  },
} as const;
