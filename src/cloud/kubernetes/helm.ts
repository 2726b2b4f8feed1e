/** helm, of whichever version its file is: its version, and the releases of a cluster. */
import { stringify } from 'yaml';
import { readArguments, type Arguments } from '../arguments.ts';
import { answering, fails, notKnown, refuse, says } from '../answers.ts';
import { firstInstant } from '../first-instant.ts';
import type { MgmtCluster } from '../model.ts';
import type { Answer, Call, Program } from '../world.ts';
import { connect, dialError, type Connection } from './connect.ts';
import type { KubeApi } from './object.ts';

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
  const releases = releasesOf(connection.look())
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

/** On a workload cluster those that the addon provider installed; their charts are of capi-helm-charts 0.25.1. */
function releasesOf({ world, workload }: KubeApi): MgmtCluster['releases'] {
  if (workload === undefined) return world.model.mgmt.releases;
  const { networkDriver, addonsAt } = workload.workload;
  if (addonsAt === null) return [];
  const network = networks[networkDriver];
  return [...(network === undefined ? [] : [network]), ...addons].map(
    ([name, namespace, chart, appVersion]) => ({
      name,
      namespace,
      chart,
      appVersion,
      status: 'deployed',
    }),
  );
}

type Release = readonly [name: string, namespace: string, chart: string, appVersion: string];

const networks: Readonly<Record<string, Release>> = {
  calico: ['cni-calico', 'tigera-operator', 'tigera-operator-v3.30.4', 'v3.30.4'],
  cilium: ['cni-cilium', 'kube-system', 'cilium-1.17.0', '1.17.0'],
};
const addons: readonly Release[] = [
  ['ccm-openstack', 'openstack-system', 'openstack-cloud-controller-manager-2.34.1', 'v1.34.1'],
  ['csi-cinder', 'openstack-system', 'openstack-cinder-csi-2.34.1', 'v1.34.1'],
  ['kubernetes-dashboard', 'kubernetes-dashboard', 'kubernetes-dashboard-6.0.8', '2.7.0'],
  ['mellanox-network-operator', 'network-operator', 'network-operator-25.1.0', 'v25.1.0'],
  ['metrics-server', 'kube-system', 'metrics-server-3.12.2', '0.7.2'],
  ['node-feature-discovery', 'node-feature-discovery', 'node-feature-discovery-0.17.3', 'v0.17.3'],
  ['node-problem-detector', 'node-problem-detector', 'node-problem-detector-2.3.14', 'v0.8.20'],
  ['nvidia-gpu-operator', 'gpu-operator', 'gpu-operator-v25.3.4', 'v25.3.4'],
];

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
