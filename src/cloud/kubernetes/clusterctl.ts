/** clusterctl: the kubeconfig that Cluster API keeps for a workload cluster, from the management cluster. */
import { answering, fails, notKnown, refuse, says } from '../answers.ts';
import { readArguments } from '../arguments.ts';
import { secretKubeconfig } from '../kubeconfig.ts';
import { endpointOf } from '../workload/endpoint.ts';
import type { Program } from '../world.ts';
import { connect, dialError, type Connection } from './connect.ts';

export const clusterctl: Program = {
  name: 'clusterctl',
  path: '/usr/local/bin/clusterctl',
  hosts: ['jumphost'],
  run: (call) =>
    answering(async () => {
      const read = readArguments(call.args, {
        values: { '-n': 'namespace', '--namespace': 'namespace', '--kubeconfig': 'kubeconfig' },
      });
      const [verb, what, name, ...more] = read.words;
      if (
        read.unknown !== undefined ||
        read.valueless !== undefined ||
        verb !== 'get' ||
        what !== 'kubeconfig'
      )
        return notKnown('clusterctl', call);
      if (name === undefined || more.length > 0)
        return fails('Error: please specify a cluster name');
      const connection = await connect(call, read.options.get('kubeconfig'));
      if (connection.type !== 'ready') refuse(`Error: ${complaint(connection)}`);
      const { world, workload } = connection.look();
      const namespace = read.options.get('namespace') ?? 'default';
      const { model } = world;
      const isThere =
        workload === undefined &&
        model.mgmt.clusters.some((one) => one.name === name && one.namespace === namespace);
      const cluster = model.magnum.clusters.find(({ stackId }) => isThere && stackId === name);
      const address = cluster === undefined ? undefined : endpointOf(model, cluster);
      if (cluster === undefined || address === undefined)
        return fails(
          `Error: failed to get kubeconfig for cluster "${name}": "${name}-kubeconfig" not found in namespace "${namespace}": secrets "${name}-kubeconfig" not found`,
        );
      return says(secretKubeconfig(model.seed, cluster, `https://${address}:6443`));
    }),
};

function complaint(connection: Exclude<Connection, { type: 'ready' }>): string {
  switch (connection.type) {
    case 'absent':
      return `invalid kubeconfig file; clusterctl requires a valid kubeconfig file to connect to the management cluster: stat ${connection.path}: no such file or directory`;
    case 'unreadable':
      return `invalid kubeconfig file; clusterctl requires a valid kubeconfig file to connect to the management cluster: ${connection.reason}`;
    case 'unauthorised':
      return 'the server has asked for the client to provide credentials';
    case 'refused':
    case 'timed-out':
    case 'no-route':
    case 'tls-timeout':
      return `failed to connect to the management cluster: Get "${connection.url}/api?timeout=10s": ${dialError(connection)}`;
  }
}
