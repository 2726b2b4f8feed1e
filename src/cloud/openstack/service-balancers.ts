/** What the cloud controller manager of a workload cluster asks octavia for: a Service of type LoadBalancer. */
import { nextUuid } from '../identifiers.ts';
import type { CloudModel } from '../model.ts';
import type { World } from '../world.ts';
import { mayUseOctavia, octaviaForbids } from './credentials.ts';
import type { LoadBalancer } from './model.ts';
import { floatingIpOf } from './neutron.ts';
import { isImmutable, requestBalancerDeletion, requestLoadBalancer } from './octavia.ts';

/** A Service of a workload cluster. `cluster` is its stack id, the name that Cluster API gives it. */
export interface ServiceName {
  readonly cluster: string;
  readonly namespace: string;
  readonly service: string;
}

export interface ServiceBalancerRequest extends ServiceName {
  readonly ports: readonly { readonly port: number; readonly nodePort: number }[];
  /** The nodes that take the traffic. */
  readonly nodes: readonly { readonly name: string; readonly address: string }[];
}

/**
 * Begins to make the load balancer of a Service, or answers with the one that is there. It is usable when
 * `provisioning` is ACTIVE; `serviceAddress` then tells its address. A string is why octavia refused: the
 * credential of the cluster lacks the role, or the cluster has no network.
 */
export function createServiceLoadBalancer(
  world: World,
  request: ServiceBalancerRequest,
  at: number,
): LoadBalancer | string {
  const { model } = world;
  const there = serviceLoadBalancer(model, request);
  if (there !== undefined) return there;
  const cluster = model.magnum.clusters.find((one) => one.stackId === request.cluster);
  if (!mayUseOctavia(model, cluster?.credential)) return octaviaForbids;
  const subnet = model.network.subnets.find(
    (one) => one.name.endsWith(`-${request.cluster}`) && one.project === cluster?.project,
  );
  const external = model.catalog.networks.find((one) => one.external);
  if (cluster === undefined || subnet === undefined || external === undefined) {
    return `no subnet of the cluster ${request.cluster} was found`;
  }
  const name = serviceBalancerName(request);
  return requestLoadBalancer(
    world,
    {
      name,
      description: `Kubernetes external service ${request.namespace}/${request.service} from cluster ${request.cluster}`,
      project: cluster.project,
      subnet,
      floatingFrom: external.id,
      listeners: request.ports.map(({ port, nodePort }, place) => ({
        id: nextUuid(model),
        name: `listener_${place}_${name}`,
        protocol: 'TCP',
        port,
        pool: {
          id: nextUuid(model),
          name: `pool_${place}_${name}`,
          members: request.nodes.map((node) => ({
            id: nextUuid(model),
            name: `node_${place}_${node.name}`,
            address: node.address,
            port: nodePort,
            operating: 'NO_MONITOR',
          })),
        },
      })),
    },
    at,
  );
}

/** Begins to take it away again, with its floating IP. One that is busy is left until the next call. */
export function removeServiceLoadBalancer({ model }: World, name: ServiceName, at: number): void {
  const balancer = serviceLoadBalancer(model, name);
  if (balancer === undefined || isImmutable(balancer)) return;
  const cluster = model.magnum.clusters.find((one) => one.stackId === name.cluster);
  if (!mayUseOctavia(model, cluster?.credential)) return;
  const { network } = model;
  network.floatingIps = network.floatingIps.filter((ip) => ip.port !== balancer.vipPort);
  requestBalancerDeletion(balancer, at);
}

/** The load balancer of a Service, in whatever state; undefined when octavia has none. */
export function serviceLoadBalancer(
  { octavia }: CloudModel,
  name: ServiceName,
): LoadBalancer | undefined {
  return octavia.loadBalancers.find((one) => one.name === serviceBalancerName(name));
}

/** The floating address of a load balancer; undefined before it has one. */
export function serviceAddress(model: CloudModel, balancer: LoadBalancer): string | undefined {
  return floatingIpOf(model, balancer.vipPort)?.address;
}

function serviceBalancerName({ cluster, namespace, service }: ServiceName): string {
  return `${servicePrefix}${cluster}_${namespace}_${service}`;
}

export const servicePrefix = 'kube_service_';
