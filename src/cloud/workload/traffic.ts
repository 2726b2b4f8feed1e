/** What answers behind the load balancer of a Service. */
import type { Cluster } from '../model.ts';
import type { World } from '../world.ts';
import type { UserDeployment, UserService } from './model.ts';
import { isReady } from './readiness.ts';
import { viewOf } from './view.ts';

/** A reply; undefined when the load balancer closes the connection: nothing ready listens behind it. */
export function askService(
  world: World,
  { cluster, service }: { readonly cluster: Cluster; readonly service: UserService },
  path: string,
): { readonly status: number; readonly text: string } | undefined {
  const { model, clock } = world;
  const workload = model.workloads.find((one) => one.cluster === cluster.uuid);
  if (workload === undefined) return undefined;
  const now = clock.now();
  const view = viewOf(world, cluster, workload, now);
  const wanted = Object.entries(service.selector);
  const pods = view.pods.filter(
    (pod) =>
      pod.app.namespace === service.namespace &&
      wanted.every(([key, value]) => pod.app.labels[key] === value) &&
      isReady(view, pod, now),
  );
  // One after the other: a new connection goes to the next pod.
  const pod = pods[workload.requests++ % Math.max(1, pods.length)];
  const deployment = workload.deployments.find((one) => one.name === pod?.app.name);
  if (pod === undefined || deployment === undefined) return undefined;
  return listensOn(deployment) === service.targetPort
    ? answerOf(deployment, pod.name, path, now)
    : undefined;
}

/** The port on which the container answers HTTP; undefined when it does not. */
function listensOn({ image, command }: UserDeployment): number | undefined {
  if (/(^|\/)nginx(:|$)/.test(image)) return 80;
  if (!image.includes('/agnhost:')) return undefined;
  const [program, ...rest] = command[0] === '/agnhost' ? command.slice(1) : command;
  if (program !== 'netexec') return undefined;
  const port = rest
    .map((one) => /^--http-port=(\d+)$/.exec(one)?.[1])
    .find((one) => one !== undefined);
  return Number(port ?? 8080);
}

function answerOf(
  { image }: UserDeployment,
  pod: string,
  path: string,
  now: number,
): { status: number; text: string } {
  if (!image.includes('/agnhost:'))
    return path === '/'
      ? { status: 200, text: 'Welcome to nginx\n' }
      : { status: 404, text: '404 Not Found\n' };
  const route = path.replace(/\/$/, '');
  switch (route) {
    case '/hostname':
    case '/hostName':
      return { status: 200, text: pod };
    case '/healthz':
      return { status: 200, text: '' };
    case '':
      return {
        status: 200,
        text: `NOW: ${new Date(now).toISOString().replace('T', ' ').replace('Z', '')} +0000 UTC`,
      };
    default:
      return { status: 404, text: '404 page not found\n' };
  }
}
