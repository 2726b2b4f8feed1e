/** `kubectl get`: objects in the form that is asked for, once or as they change. */
import { fails, notKnown, refuse, says } from '../../answers.ts';
import type { Answer } from '../../world.ts';
import { findAll, textOf } from '../jsonpath.ts';
import type { KubeObject, Resource } from '../object.ts';
import { dig, digList } from '../object.ts';
import { asked, find, type Found } from './find.ts';
import { interruption, waitUntil } from './patience.ts';
import { nothingFound, shown, tableText, type Showing } from './print.ts';
import type { Request } from './request.ts';

export async function get(request: Request): Promise<Answer> {
  const { call, read } = request;
  const raw = read.options.get('raw');
  if (raw !== undefined) {
    if (!['/readyz', '/livez', '/healthz'].includes(raw)) return notKnown('kubectl', call);
    request.look();
    return { stdout: 'ok', stderr: '', exitCode: 0 };
  }
  const kinds = asked(request.words);
  const [only] = kinds;
  if (read.options.has('watch') && only !== undefined) return watch(request, only);
  const api = request.look();
  const wanted = only?.kind === 'all' ? everyKind.map((kind) => ({ kind, names: [] })) : kinds;
  const found = merged(wanted.map((one) => sorted(request, find(request, api, one))));
  const how = showing(request, found, api.now);
  const missing = read.options.has('ignore-not-found') ? [] : found.flatMap((one) => one.missing);
  const answer =
    found.length === 1 && found[0] ? one(request, found[0], how) : several(request, found, how);
  if (missing.length === 0) return answer;
  const all = found.flatMap(({ objects }) => objects);
  return fails(missing.join('\n'), 1, all.length === 0 ? '' : answer.stdout);
}

function one({ call }: Request, { resource, objects, names }: Found, how: Showing): Answer {
  // Names that are not there are told by themselves.
  if (names.length > 0 && objects.length === 0) return says('');
  return shown(call, resource, objects, how);
}

/** Several kinds: a table each, with a line between them, and names that tell the kind. */
function several({ call }: Request, found: readonly Found[], how: Showing): Answer {
  const objects = found.flatMap((each) => each.objects);
  const [first] = found;
  if (first === undefined || objects.length === 0)
    return says('', `No resources found${how.all ? '' : ` in ${how.namespace} namespace.`}`);
  if (!['', 'wide'].includes(how.output)) {
    if (how.output === 'name')
      return says(
        found
          .flatMap(({ resource, objects: own }) =>
            own.map(({ metadata }) => `${resource.single}/${metadata.name}`),
          )
          .join('\n'),
      );
    return shown(call, first.resource, objects, { ...how, single: false });
  }
  const tables = found
    .filter((each) => each.objects.length > 0)
    .map(({ resource, objects: own }) => tableText(prefixed(resource), own, how));
  return says(tables.join('\n\n'));
}

function prefixed(resource: Resource): Resource {
  return {
    ...resource,
    row: (object, now) => {
      const [name = '', ...rest] = resource.row(object, now);
      return [`${resource.single}/${name}`, ...rest];
    },
  };
}

/** `svc/a svc/b` is one table. */
function merged(found: readonly Found[]): Found[] {
  const kinds = [...new Set(found.map(({ resource }) => resource))];
  return kinds.map((resource) => {
    const own = found.filter((each) => each.resource === resource);
    return {
      resource,
      names: own.flatMap((each) => each.names),
      objects: own.flatMap((each) => each.objects),
      missing: own.flatMap((each) => each.missing),
    };
  });
}

function sorted({ read }: Request, found: Found): Found {
  const path = read.options.get('sort-by');
  if (path === undefined) return found;
  const key = (object: KubeObject) => findAll(path, object)[0];
  const objects = [...found.objects].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (typeof x === 'number' && typeof y === 'number') return x - y;
    return textOf(x) < textOf(y) ? -1 : 1;
  });
  return { ...found, objects };
}

function showing({ read, namespace }: Request, found: readonly Found[], now: number): Showing {
  const output = read.options.get('output') ?? '';
  return {
    output,
    all: read.options.has('all-namespaces'),
    single: found.length === 1 && found[0]?.names.length === 1,
    namespace,
    headless: read.options.has('no-headers'),
    labels: read.options.has('show-labels'),
    now,
  };
}

/**
 * Prints each row again when it changes. A watch never ends by itself; here it ends, as by Ctrl-C, when
 * what is watched has settled, or when nothing has changed for ten minutes.
 */
async function watch(
  request: Request,
  wanted: { readonly kind: string; readonly names: readonly string[] },
): Promise<Answer> {
  const { call } = request;
  const { clock } = call.world;
  const began = clock.now();
  const first = find(request, request.look(), wanted);
  if (first.missing.length > 0) refuse(first.missing.join('\n'));
  const how = showing(request, [first], began);
  if (!['', 'wide'].includes(how.output)) return notKnown('kubectl', call);
  const { resource } = first;
  const lines = [tableText(resource, first.objects, how)];
  const last = new Map(
    first.objects.map((object) => [keyOf(object), changing(resource, object, how)]),
  );
  let changedAt = began;
  let objects = first.objects;
  const look = () => {
    const { now } = request.look();
    const found = find(request, request.look(), { kind: wanted.kind, names: [] });
    objects = found.objects.filter(
      ({ metadata }) => wanted.names.length === 0 || wanted.names.includes(metadata.name),
    );
    for (const object of objects) {
      const row = changing(resource, object, how);
      if (last.get(keyOf(object)) === row) continue;
      last.set(keyOf(object), row);
      // As wide as under its head, which is printed once.
      lines.push(
        tableText(resource, [object], { ...how, headless: false, now }).split('\n')[1] ?? '',
      );
      changedAt = now;
    }
    return objects.every(isSettled) || now - changedAt >= 600_000;
  };
  if (objects.length === 0) return nothingFound(resource, how);
  const end = await waitUntil(call, look, 3_600_000);
  const seconds = Math.round((clock.now() - began) / 1000);
  const why = objects.every(isSettled) ? 'what is watched has settled' : 'nothing changed any more';
  const stderr = end === 'interrupted' ? '' : interruption(seconds, why);
  return fails(stderr, 130, lines.join('\n'));
}

/** The cells of a row but its age, which changes all the time. */
function changing(resource: Resource, object: KubeObject, { now }: Showing): string {
  const place = resource.columns.indexOf('AGE');
  return resource
    .row(object, now)
    .filter((_, at) => at !== place)
    .join('\t');
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

/** Whether nothing more is to come of it: an address that is pending, a pod that starts or goes. */
function isSettled(object: KubeObject): boolean {
  if (object.metadata.deletionTimestamp !== undefined) return false;
  switch (object.kind) {
    case 'Service':
      return (
        dig(object, 'spec', 'type') !== 'LoadBalancer' ||
        digList(object, 'status', 'loadBalancer', 'ingress').length > 0
      );
    case 'Deployment':
      return dig(object, 'status', 'readyReplicas') === dig(object, 'spec', 'replicas');
    default:
      return digList(object, 'status', 'conditions').every(
        (one) => dig(one, 'type') !== 'Ready' || dig(one, 'status') === 'True',
      );
  }
}

const everyKind = ['pods', 'services', 'daemonsets', 'deployments'];
