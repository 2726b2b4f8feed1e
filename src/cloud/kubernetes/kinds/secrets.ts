import { secretKubeconfig } from '../../kubeconfig.ts';
import { endpointOf } from '../../workload/endpoint.ts';
import type { KubeApi, KubeObject, Resource } from '../object.ts';
import { dig, digText } from '../object.ts';
import { age, stamp } from '../time.ts';

/** The secrets that Cluster API makes of a workload cluster, on the management cluster. */
export const secrets: Resource = {
  names: ['secret', 'secrets'],
  plural: 'secrets',
  single: 'secret',
  namespaced: true,
  columns: ['NAME', 'TYPE', 'DATA', 'AGE'],
  wide: [],
  list: (api) => (api.workload === undefined ? kubeconfigs(api) : []),
  row: (object, now) => [
    object.metadata.name,
    digText(object, 'type'),
    String(Object.keys(dig(object, 'data') ?? {}).length),
    age(object.metadata.creationTimestamp, now),
  ],
};

function kubeconfigs({ world: { model } }: KubeApi): KubeObject[] {
  return model.mgmt.clusters.flatMap(({ name, namespace, createdAt }) => {
    const cluster = model.magnum.clusters.find(({ stackId }) => stackId === name);
    const address = cluster === undefined ? undefined : endpointOf(model, cluster);
    if (cluster === undefined || address === undefined) return [];
    const text = secretKubeconfig(model.seed, cluster, `https://${address}:6443`);
    return [
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          name: `${name}-kubeconfig`,
          namespace,
          labels: { 'cluster.x-k8s.io/cluster-name': name },
          creationTimestamp: stamp(createdAt),
        },
        type: 'cluster.x-k8s.io/secret',
        data: { value: Buffer.from(text).toString('base64') },
      },
    ];
  });
}
