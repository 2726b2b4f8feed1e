/** The way from a client with a kubeconfig to the API server of the cluster that it names. */
import { readAs } from '../access.ts';
import { acceptedWorkloadKey, readKubeconfig } from '../kubeconfig.ts';
import type { Cluster } from '../model.ts';
import { apiState, reachable } from '../reachable.ts';
import { apiAnswers, clusterAt } from '../workload/endpoint.ts';
import { workloadOf } from '../workload/move.ts';
import { viewOf } from '../workload/view.ts';
import type { Call } from '../world.ts';
import type { KubeApi } from './object.ts';

/** How a client fares. `server` is `host:port`; `url` has the scheme too; `look` reads the cluster as it is then. */
export type Connection =
  | { readonly type: 'ready'; readonly server: string; look(): KubeApi }
  | {
      readonly type: 'refused' | 'timed-out' | 'no-route' | 'tls-timeout';
      readonly server: string;
      readonly url: string;
    }
  | { readonly type: 'unauthorised' }
  | { readonly type: 'unreadable'; readonly path: string; readonly reason: string }
  /** A kubeconfig named on the command line that is not there. */
  | { readonly type: 'absent'; readonly path: string };

/** Tries to reach the server of a kubeconfig, as the calling user. Waits out time-outs in virtual time. */
export async function connect(call: Call, option: string | undefined): Promise<Connection> {
  const home = call.env.get('HOME') ?? '/root';
  const asked = option ?? call.env.get('KUBECONFIG') ?? '';
  const path = absolute(asked === '' ? `${home}/.kube/config` : asked, call.cwd);
  const reading = readAs(call.host, path, call.user);
  if (reading.type === 'denied') {
    return { type: 'unreadable', path, reason: `open ${path}: permission denied` };
  }
  if (reading.type === 'absent') {
    if (option !== undefined) return { type: 'absent', path };
    return refusedLocally;
  }
  const kubeconfig = readKubeconfig(reading.text);
  if (kubeconfig.type === 'empty') return refusedLocally;
  if (kubeconfig.type === 'malformed') {
    return { type: 'unreadable', path, reason: `yaml: ${kubeconfig.reason}` };
  }
  const url = kubeconfig.server;
  const server = url.replace(/^https?:\/\//, '');
  const [address = '', port = '443'] = server.split(':');
  const { model, clock } = call.world;
  const cluster = clusterAt(model, address);
  if (cluster !== undefined && port === '6443')
    return connectWorkload(call, cluster, { server, url, keySha256: kubeconfig.keySha256 });
  const state = apiState(model.mgmt, clock.now());
  if (address === model.mgmt.fip && state === 'off') {
    await clock.sleep(3_000);
    return { type: 'no-route', server, url };
  }
  if (address === model.mgmt.fip && state === 'refusing') return { type: 'refused', server, url };
  if (!reachable(call.world, call.host.name, address, Number(port))) {
    await clock.sleep(30_000);
    return { type: 'timed-out', server, url };
  }
  if (state === 'starting') {
    await clock.sleep(10_000);
    return { type: 'tls-timeout', server, url };
  }
  if (kubeconfig.keySha256 !== model.mgmt.kubeconfigSha256) return { type: 'unauthorised' };
  const { world } = call;
  return { type: 'ready', server, look: () => ({ world, now: clock.now(), workload: undefined }) };
}

async function connectWorkload(
  { world }: Call,
  cluster: Cluster,
  { server, url, keySha256 }: { server: string; url: string; keySha256: string },
): Promise<Connection> {
  const workload = workloadOf(world, cluster);
  if (workload === undefined || !apiAnswers(world.model, cluster)) {
    await world.clock.sleep(30_000);
    return { type: 'timed-out', server, url };
  }
  if (keySha256 !== acceptedWorkloadKey(world.model.seed, cluster)) return { type: 'unauthorised' };
  const look = (): KubeApi => {
    const now = world.clock.now();
    return { world, now, workload: viewOf(world, cluster, workload, now) };
  };
  return { type: 'ready', server, look };
}

/** What Go's network code says about a connection that was not made. */
export function dialError({
  type,
  server,
}: {
  readonly type: 'refused' | 'timed-out' | 'no-route' | 'tls-timeout';
  readonly server: string;
}): string {
  const address = server.replace('localhost', '127.0.0.1');
  switch (type) {
    case 'refused':
      return `dial tcp ${address}: connect: connection refused`;
    case 'timed-out':
      return `dial tcp ${address}: i/o timeout`;
    case 'no-route':
      return `dial tcp ${address}: connect: no route to host`;
    case 'tls-timeout':
      return 'net/http: TLS handshake timeout';
  }
}

function absolute(path: string, cwd: string): string {
  return path.startsWith('/') ? path : `${cwd}/${path}`;
}

/** Without a cluster in their configuration clients try this address. */
const refusedLocally: Connection = {
  type: 'refused',
  server: 'localhost:8080',
  url: 'http://localhost:8080',
};
