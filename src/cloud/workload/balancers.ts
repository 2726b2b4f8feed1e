/** What the cloud controller manager does for Services of type LoadBalancer. */
import type { Cluster } from '../model.ts';
import {
  createServiceLoadBalancer,
  removeServiceLoadBalancer,
  serviceAddress,
  serviceLoadBalancer,
} from '../openstack/service-balancers.ts';
import type { World } from '../world.ts';
import type { UserService, WorkloadCluster } from './model.ts';
import { hasCloudController, viewOf, type WorkloadView } from './view.ts';

/** Makes what is wanted, takes away what is not. Without a cloud controller manager nothing happens. */
export function moveServices(
  world: World,
  cluster: Cluster,
  workload: WorkloadCluster,
  untilMs: number,
): void {
  const own = workload.services.filter(({ type }) => type === 'LoadBalancer');
  if (own.length === 0) return;
  const view = viewOf(world, cluster, workload, untilMs);
  if (!hasCloudController(view, untilMs)) return;
  for (const service of own) {
    if (service.deletedAt === null) provide(world, view, service, untilMs);
    else if (isCleanedUp(world, cluster, service, untilMs))
      workload.services = workload.services.filter((one) => one !== service);
  }
}

function provide(world: World, view: WorkloadView, service: UserService, untilMs: number): void {
  // It is told of a new service at once, and takes it up some seconds later.
  if (untilMs < service.createdAt + 3_000) return;
  service.seenAt ??= service.createdAt + 3_000;
  const request = {
    ...nameOf(view.cluster, service),
    ports: [{ port: service.port, nodePort: service.nodePort }],
    nodes: view.nodes.filter(({ role }) => role === 'worker'),
  };
  const made = createServiceLoadBalancer(world, request, untilMs);
  if (typeof made === 'string') {
    service.trouble = made;
    return;
  }
  service.trouble = made.provisioning === 'ERROR' ? `loadbalancer has gone into ERROR state` : null;
  service.loadBalancer = made.id;
  if (made.provisioning === 'ACTIVE') service.ingress = serviceAddress(world.model, made) ?? null;
}

/** Once octavia has taken the request the service goes; its load balancer is still there for a while. */
function isCleanedUp(
  world: World,
  cluster: Cluster,
  service: UserService,
  untilMs: number,
): boolean {
  if (service.seenAt === null) return true;
  const name = nameOf(cluster, service);
  removeServiceLoadBalancer(world, name, untilMs);
  const left = serviceLoadBalancer(world.model, name);
  return left === undefined || left.provisioning === 'PENDING_DELETE';
}

function nameOf({ stackId }: Cluster, { namespace, name }: UserService) {
  return { cluster: stackId, namespace, service: name };
}
