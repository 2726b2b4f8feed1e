/** What kubectl changes: deployments and services that are made, scaled and taken away. */
import { fails, notKnown, refuse, says } from '../../answers.ts';
import { pick } from '../../identifiers.ts';
import type { UserDeployment, UserService } from '../../workload/model.ts';
import type { Answer } from '../../world.ts';
import type { KubeApi } from '../object.ts';
import { namesIn } from '../kinds/namespaces.ts';
import { asked, find, findOne, type Found } from './find.ts';
import { goDuration, interruption, waitUntil } from './patience.ts';
import type { Request } from './request.ts';

/** `kubectl create deployment NAME --image=IMAGE [--replicas=N] [-- COMMAND]`. */
export function create(request: Request): Answer {
  const { call, read, words, namespace } = request;
  const [kind = '', name, ...more] = words;
  if (!['deploy', 'deployment', 'dep'].includes(kind)) return notKnown('kubectl', call);
  if (name === undefined || more.length > 0)
    return fails(
      `error: exactly one NAME is required, got ${name === undefined ? 0 : more.length + 1}\nSee 'kubectl create deployment -h' for help and examples`,
    );
  const image = read.options.get('image');
  if (image === undefined) return fails('error: required flag(s) "image" not set');
  const replicas = count(read.options.get('replicas') ?? '1', 'replicas');
  const api = request.look();
  const { workload } = api;
  if (workload === undefined) return notKnown('kubectl', call);
  requireNamespace(api, namespace, 'failed to create deployment: ');
  requireName(name, 'Deployment.apps');
  if (
    workload.apps.some(
      (app) => app.name === name && app.namespace === namespace && app.deletedAt === null,
    )
  )
    return fails(`error: failed to create deployment: deployments.apps "${name}" already exists`);
  const made: UserDeployment = {
    namespace,
    name,
    image,
    command: read.rest ?? [],
    replicas,
    createdAt: api.now,
    deletedAt: null,
  };
  workload.workload.deployments.push(made);
  return says(`deployment.apps/${name} created`);
}

/** `kubectl expose deployment NAME --port=P [--target-port=T] [--type=TYPE] [--name=SERVICE]`. */
export function expose(request: Request): Answer {
  const { call, read, namespace } = request;
  const api = request.look();
  const { workload } = api;
  const { resource, object } = findOne(request, api);
  if (workload === undefined || resource.single !== 'deployment.apps')
    return notKnown('kubectl', call);
  const port = read.options.get('port');
  if (port === undefined)
    return fails(
      "error: couldn't find port via --port flag or introspection\nSee 'kubectl expose -h' for help and examples",
    );
  const type = read.options.get('type') ?? 'ClusterIP';
  if (type !== 'ClusterIP' && type !== 'NodePort' && type !== 'LoadBalancer')
    return fails(`error: invalid service type: ${type}`);
  const { name } = object.metadata;
  const own = read.options.get('name') ?? name;
  if (workload.workload.services.some((one) => one.name === own && one.namespace === namespace))
    return fails(`Error from server (AlreadyExists): services "${own}" already exists`);
  const { seed } = api.world.model;
  const label = `service/${workload.cluster.uuid}/${namespace}/${own}/${api.now}`;
  const made: UserService = {
    namespace,
    name: own,
    type,
    port: count(port, 'port'),
    targetPort: count(read.options.get('target-port') ?? port, 'target-port'),
    nodePort: pick(seed, `${label}/node-port`, 30_000, 32_767),
    clusterIp: `172.24.${pick(seed, `${label}/ip`, 1, 254)}.${pick(seed, `${label}/ip2`, 1, 254)}`,
    selector: { app: name },
    createdAt: api.now,
    seenAt: null,
    loadBalancer: null,
    ingress: null,
    trouble: null,
    deletedAt: null,
  };
  workload.workload.services.push(made);
  return says(`service/${own} exposed`);
}

/** `kubectl scale deployment NAME --replicas=N`. */
export function scale(request: Request): Answer {
  const api = request.look();
  const { object } = findOne(request, api);
  const wanted = request.read.options.get('replicas');
  if (wanted === undefined) return fails('error: required flag(s) "replicas" not set');
  const own = deploymentOf(api, request.namespace, object.metadata.name);
  if (own === undefined) return notKnown('kubectl', request.call);
  own.replicas = count(wanted, 'replicas');
  return says(`deployment.apps/${own.name} scaled`);
}

/** `kubectl delete TYPE NAME...`. It waits until what it deletes is really gone. */
export async function remove(request: Request): Promise<Answer> {
  const { call, read, namespace } = request;
  const all = read.options.has('all') || read.options.has('selector');
  const api = request.look();
  const { workload } = api;
  const found: Found[] = asked(request.words).map((one) => find(request, api, one));
  if (!all && found.some(({ names }) => names.length === 0))
    return fails('error: resource(s) were provided, but no name was specified');
  const known = ['service', 'deployment.apps'];
  if (workload === undefined || found.some(({ resource }) => !known.includes(resource.single)))
    return notKnown('kubectl', call);
  const lines: string[] = [];
  const leaving: { kind: string; names: string[] }[] = [];
  for (const { resource, objects } of found)
    for (const { metadata } of objects) {
      if (resource.single === 'service') {
        if (!removeService(api, namespace, metadata.name)) return notKnown('kubectl', call);
        leaving.push({ kind: 'service', names: [metadata.name] });
      } else {
        const own = deploymentOf(api, namespace, metadata.name);
        if (own === undefined) return notKnown('kubectl', call);
        own.deletedAt = api.now;
      }
      lines.push(`${resource.single} "${metadata.name}" deleted`);
    }
  const missing = read.options.has('ignore-not-found') ? [] : found.flatMap((one) => one.missing);
  const gone = () => {
    const later = request.look();
    return leaving.every((one) => find(request, later, one).objects.length === 0);
  };
  const limit = goDuration(read.options.get('timeout') ?? '0') || 3_600_000;
  const waits = read.options.get('wait') !== 'false' && leaving.length > 0;
  const end = waits ? await waitUntil(call, gone, limit) : 'true';
  const late =
    end !== 'limit'
      ? []
      : read.options.has('timeout')
        ? leaving.map(
            ({ names }) => `error: timed out waiting for the condition on services/${names.join()}`,
          )
        : [interruption(limit / 1000, 'its finalizer is not taken away')];
  const stderr = [...missing, ...late].join('\n');
  const exitCode = late.length > 0 && !read.options.has('timeout') ? 130 : 1;
  if (stderr !== '') return fails(stderr, exitCode, lines.join('\n'));
  return all && lines.length === 0 ? says('No resources found') : says(lines.join('\n'));
}

function removeService(api: KubeApi, namespace: string, name: string): boolean {
  const workload = api.workload?.workload;
  const own = workload?.services.find((one) => one.name === name && one.namespace === namespace);
  if (workload === undefined || own === undefined) return false;
  own.deletedAt ??= api.now;
  // Nobody has put a finalizer on it: it goes at once.
  if (own.seenAt === null) workload.services = workload.services.filter((one) => one !== own);
  return true;
}

function deploymentOf(
  { workload }: KubeApi,
  namespace: string,
  name: string,
): UserDeployment | undefined {
  return workload?.workload.deployments.find(
    (one) => one.name === name && one.namespace === namespace && one.deletedAt === null,
  );
}

function requireNamespace(api: KubeApi, namespace: string, doing: string): void {
  if (namesIn(api).includes(namespace)) return;
  refuse(`error: ${doing}namespaces "${namespace}" not found`);
}

function requireName(name: string, kind: string): void {
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) && name.length <= 63) return;
  refuse(
    `The ${kind} "${name}" is invalid: metadata.name: Invalid value: "${name}": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character`,
  );
}

function count(text: string, flag: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  return refuse(
    `error: invalid argument "${text}" for "--${flag}" flag: strconv.ParseInt: parsing "${text}": invalid syntax`,
  );
}
