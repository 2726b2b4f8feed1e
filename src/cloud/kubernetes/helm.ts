/** helm, of whichever version its file is: its version, and the releases of the management cluster. */
import { stringify } from 'yaml';
import { readArguments, type Arguments } from '../arguments.ts';
import { answering, fails, notKnown, refuse, says } from '../answers.ts';
import { firstInstant } from '../first-instant.ts';
import type { Answer, Call, Program } from '../world.ts';
import { connect, dialError, type Connection } from './connect.ts';

/** On a conductor helm is only there once someone has put its file there. */
export const helm: Program = {
  name: 'helm',
  path: '/usr/local/bin/helm',
  hosts: ['jumphost'],
  run: (call) =>
    answering(async () => {
      const read = readArguments(call.args, table);
      if (read.unknown !== undefined || read.valueless !== undefined) return notKnown('helm', call);
      switch (read.words[0] ?? '') {
        case 'version':
          return version(call, read);
        case 'list':
        case 'ls':
          return list(call, read);
        default:
          return notKnown('helm', call);
      }
    }),
};

function version(call: Call, read: Arguments): Answer {
  const tag = call.version ?? 'v3.17.3';
  const commit = commits[tag] ?? '0000000000000000000000000000000000000000';
  if (read.options.has('short')) return says(`${tag}+g${commit.slice(0, 7)}`);
  return says(
    `version.BuildInfo{Version:"${tag}", GitCommit:"${commit}", GitTreeState:"clean", GoVersion:"go1.23.7"}`,
  );
}

/** Without a filter only deployed and failed releases are listed: one that hangs is not seen. */
async function list(call: Call, read: Arguments): Promise<Answer> {
  const connection = await connect(call, read.options.get('kubeconfig'));
  if (connection.type !== 'ready') refuse(`Error: ${complaint(connection)}`);
  const namespace = read.options.get('namespace') ?? 'default';
  const releases = call.world.model.mgmt.releases
    .filter((release) => read.options.has('all-namespaces') || release.namespace === namespace)
    .filter(({ status }) => read.options.has('all') || ['deployed', 'failed'].includes(status))
    .map((release) => ({
      name: release.name,
      namespace: release.namespace,
      revision: '1',
      updated: `${new Date(firstInstant - 86_400_000).toISOString().slice(0, 19).replace('T', ' ')}.123456789 +0000 UTC`,
      status: release.status,
      chart: release.chart,
      app_version: release.appVersion,
    }));
  switch (read.options.get('output') ?? 'table') {
    case 'json':
      return says(JSON.stringify(releases));
    case 'yaml':
      return says(stringify(releases));
    case 'table':
      return says(grid([header, ...releases.map((release) => Object.values(release))]));
    default:
      return fails('Error: invalid argument for "-o, --output" flag: invalid format type');
  }
}

/** Columns padded to one width and then parted by tabs. */
function grid(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows
    .map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('\t'))
    .join('\n');
}

function complaint(connection: Exclude<Connection, { type: 'ready' }>): string {
  const unreachable = 'Kubernetes cluster unreachable: ';
  switch (connection.type) {
    case 'absent':
      // helm takes a kubeconfig that is not there for an empty one.
      return `${unreachable}Get "http://localhost:8080/version": dial tcp 127.0.0.1:8080: connect: connection refused`;
    case 'unreadable':
      return `${unreachable}error loading config file "${connection.path}": ${connection.reason}`;
    case 'unauthorised':
      return `${unreachable}the server has asked for the client to provide credentials`;
    case 'refused':
    case 'timed-out':
    case 'no-route':
    case 'tls-timeout':
      return `${unreachable}Get "${connection.url}/version": ${dialError(connection)}`;
  }
}

const header = ['NAME', 'NAMESPACE', 'REVISION', 'UPDATED', 'STATUS', 'CHART', 'APP VERSION'];
const commits: Readonly<Record<string, string>> = {
  'v3.17.3': 'e4da49785aa6e6ee2b86efd5dd9e43400318262b',
};
const table = {
  values: {
    '--kubeconfig': 'kubeconfig',
    '-n': 'namespace',
    '--namespace': 'namespace',
    '-o': 'output',
    '--output': 'output',
  },
  flags: {
    '-A': 'all-namespaces',
    '--all-namespaces': 'all-namespaces',
    '-a': 'all',
    '--all': 'all',
    '--short': 'short',
  },
} as const;
