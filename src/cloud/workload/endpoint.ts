/** Where the API server of a workload cluster is reached: through a load balancer of its own. */
import { apiBalancerOf } from '../cluster-api/build.ts';
import type { Cluster, CloudModel } from '../model.ts';
import type { LoadBalancer } from '../openstack/model.ts';
import { floatingIpOf } from '../openstack/neutron.ts';
import type { UserService } from './model.ts';

/** Its floating address, as soon as there is one. */
export function endpointOf(model: CloudModel, cluster: Cluster): string | undefined {
  const balancer = apiBalancerOf(model, cluster);
  return balancer === undefined ? undefined : floatingIpOf(model, balancer.vipPort)?.address;
}

/** The cluster whose API server is meant by an address. */
export function clusterAt(model: CloudModel, address: string): Cluster | undefined {
  return model.magnum.clusters.find((cluster) => endpointOf(model, cluster) === address);
}

/** Whether a connection gets through: by the load balancer to a control plane that runs. */
export function apiAnswers(model: CloudModel, cluster: Cluster): boolean {
  const balancer = apiBalancerOf(model, cluster);
  const workload = model.workloads.find((one) => one.cluster === cluster.uuid);
  const up = workload?.nodes.some(
    (node) => node.role === 'control-plane' && node.downSince === null,
  );
  return balancer !== undefined && passes(balancer) && up === true;
}

/** The load balancer of a Service that takes connections at a floating address; undefined when none does. */
export function serviceAt(
  model: CloudModel,
  address: string,
  port: number,
): { readonly cluster: Cluster; readonly service: UserService } | undefined {
  for (const workload of model.workloads)
    for (const service of workload.services) {
      const balancer = model.octavia.loadBalancers.find(({ id }) => id === service.loadBalancer);
      if (balancer === undefined || !passes(balancer) || service.port !== port) continue;
      if (floatingIpOf(model, balancer.vipPort)?.address !== address) continue;
      const cluster = model.magnum.clusters.find(({ uuid }) => uuid === workload.cluster);
      if (cluster !== undefined) return { cluster, service };
    }
  return undefined;
}

/** A load balancer whose last change failed goes on with the amphora that it has. */
export function passes({ provisioning, operating }: LoadBalancer): boolean {
  return (
    operating === 'ONLINE' && provisioning !== 'PENDING_CREATE' && provisioning !== 'PENDING_DELETE'
  );
}
