/** What the Cluster API driver inside the conductor meets when it goes to the management cluster. */
import { readAs } from '../access.ts';
import { readKubeconfig } from '../kubeconfig.ts';
import type { RunningConductor } from '../model.ts';
import { apiState, reachable } from '../reachable.ts';
import type { World } from '../world.ts';
import { helmOnInitPath } from './conductor.ts';

/** Why the driver can not use the management cluster, as its exception reads; undefined when it can. */
export function mgmtTrouble(world: World, conductor: RunningConductor): string | undefined {
  const host = world.hosts.get('magnum/0');
  if (!host) return 'no conductor host';
  const path = conductor.options['kubeconfig_file'] ?? '/var/lib/magnum/.kube/config';
  const reading = readAs(host, path, 'magnum');
  if (reading.type === 'absent') return `[Errno 2] No such file or directory: '${path}'`;
  if (reading.type === 'denied') return `[Errno 13] Permission denied: '${path}'`;
  const kubeconfig = readKubeconfig(reading.text);
  if (kubeconfig.type === 'empty') return `'NoneType' object is not subscriptable`;
  if (kubeconfig.type === 'malformed') return kubeconfig.reason;
  const { hostname, port } = new URL(kubeconfig.server);
  const ready = apiState(world.model.mgmt, world.clock.now()) === 'ready';
  if (!reachable(world, 'magnum/0', hostname, Number(port)) || !ready) {
    return (
      `HTTPSConnectionPool(host='${hostname}', port=${port}): Max retries exceeded with url: ` +
      `/api/v1/namespaces (Caused by NewConnectionError('Failed to establish a new connection: ` +
      `[Errno 110] Connection timed out'))`
    );
  }
  if (kubeconfig.keySha256 !== world.model.mgmt.kubeconfigSha256) {
    return `401 Client Error: Unauthorized for url: ${kubeconfig.server}/api/v1/namespaces`;
  }
  return undefined;
}

/** Why installing the cluster's charts fails, as the exception reads; undefined when it works. */
export function helmTrouble(world: World, conductor: RunningConductor): string | undefined {
  const host = world.hosts.get('magnum/0');
  if (!host || !helmOnInitPath(host)) return `[Errno 2] No such file or directory: 'helm'`;
  const { options } = conductor;
  const chart = options['default_helm_chart_version'] ?? driverChart;
  const repository = options['helm_chart_repo'] ?? driverRepository;
  const failed = (stderr: string) =>
    `Unexpected error while running command.\nCommand: helm upgrade --install --version ${chart}\n` +
    `Exit code: 1\nStderr: '${stderr}'`;
  if (repository !== 'https://azimuth-cloud.github.io/capi-helm-charts') {
    return failed(`Error: looks like "${repository}" is not a valid chart repository`);
  }
  if (!world.model.internet.chartsReachable) {
    return failed(
      `Error: looks like "${repository}" is not a valid chart repository or cannot be reached: Get ` +
        `"${repository}/index.yaml": dial tcp: lookup azimuth-cloud.github.io: i/o timeout`,
    );
  }
  if (chart !== '0.25.1') {
    return failed(
      'Error: unable to build kubernetes objects from release manifest: resource mapping not found: ' +
        'no matches for kind "OpenStackCluster" in version "infrastructure.cluster.x-k8s.io/v1alpha6"',
    );
  }
  return undefined;
}

export type Kind = 'Cluster' | 'OpenstackCluster' | 'K8sControlPlane' | 'MachineDeployment';

/** The API version in which this driver asks for a kind. */
export function askedVersion(conductor: RunningConductor, kind: Kind): string {
  // Up to 1.3.0 the driver asked for a version that is not served any more; it has no option for it.
  const generalised = (conductor.driver ?? '') >= '1.4.0';
  if (!generalised) {
    return kind === 'OpenstackCluster'
      ? 'infrastructure.cluster.x-k8s.io/v1alpha6'
      : codeDefault[kind];
  }
  const overrides = JSON.parse(conductor.options['api_resources'] ?? '{}') as Record<
    string,
    { api_version?: string }
  >;
  return overrides[kind]?.api_version ?? codeDefault[kind];
}

const driverChart = '0.10.1';
const driverRepository = 'https://azimuth-cloud.github.io/capi-helm-charts';
const codeDefault: Record<Kind, string> = {
  Cluster: 'cluster.x-k8s.io/v1beta1',
  OpenstackCluster: 'infrastructure.cluster.x-k8s.io/v1beta1',
  K8sControlPlane: 'controlplane.cluster.x-k8s.io/v1beta1',
  MachineDeployment: 'cluster.x-k8s.io/v1beta1',
};
