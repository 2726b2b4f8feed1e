/** `kubectl wait` and `kubectl rollout status`: until something holds, or the time is up. */
import { fails, notKnown, refuse, says } from '../../answers.ts';
import type { Answer } from '../../world.ts';
import { findAll, textOf } from '../jsonpath.ts';
import { TemplateError } from '../jsonpath-parse.ts';
import type { KubeObject } from '../object.ts';
import { conditionOf, digText } from '../object.ts';
import { asked, find, findOne } from './find.ts';
import { goDuration, interruption, waitUntil } from './patience.ts';
import type { Request } from './request.ts';

/** `kubectl wait TYPE NAME --for=condition=X|jsonpath=P[=V]|delete|create [--timeout=T]`. */
export async function wait(request: Request): Promise<Answer> {
  const { call, read } = request;
  const wanted = read.options.get('for');
  if (wanted === undefined) return fails('error: required flag(s) "for" not set');
  const timeout = goDuration(read.options.get('timeout') ?? '30s');
  if (timeout === undefined)
    return fails(
      `error: invalid argument "${read.options.get('timeout') ?? ''}" for "--timeout" flag: time: invalid duration "${read.options.get('timeout') ?? ''}"`,
    );
  const kinds = asked(request.words);
  const look = () => kinds.map((one) => find(request, request.look(), one));
  const first = look();
  const named = first.some(({ names }) => names.length > 0);
  if (!named && !read.options.has('all') && !read.options.has('selector'))
    return fails('error: resource(s) were provided, but no name was specified');
  const objects = first.flatMap((one) => one.objects.map((object) => ({ ...one, object })));
  const titles = objects.map(
    ({ resource, object }) => `${resource.single}/${object.metadata.name}`,
  );
  if (wanted === 'delete') {
    const gone = () => look().every((one) => one.objects.length === 0);
    const end = await waitUntil(call, gone, timeout);
    return ended(
      end === 'true',
      titles.map((title) => `${title} condition met`),
      first,
      request,
    );
  }
  const isCreate = wanted === 'create';
  if (!isCreate && first.some(({ missing }) => missing.length > 0))
    return fails(first.flatMap(({ missing }) => missing).join('\n'));
  if (!isCreate && objects.length === 0) return fails('error: no matching resources found');
  const test = isCreate ? () => true : conditionTest(wanted);
  if (test === undefined) return notKnown('kubectl', call);
  // Each is met once; what it becomes afterwards does not matter.
  const met = new Set<string>();
  const lines: string[] = [];
  const holds = () => {
    const now = look();
    for (const { resource, objects: own } of now)
      for (const object of own) {
        const title = `${resource.single}/${object.metadata.name}`;
        if (met.has(title) || !test(object)) continue;
        met.add(title);
        lines.push(`${title} condition met`);
      }
    return isCreate
      ? now.every(({ missing }) => missing.length === 0)
      : titles.every((title) => met.has(title));
  };
  const end = await waitUntil(call, holds, timeout);
  return ended(end === 'true', lines, first, request, met);
}

function ended(
  isMet: boolean,
  lines: readonly string[],
  first: ReturnType<typeof find>[],
  request: Request,
  met: ReadonlySet<string> = new Set(),
): Answer {
  if (isMet) return says(lines.join('\n'));
  const left = first.flatMap(({ resource, objects, names }) =>
    (objects.length > 0 ? objects.map(({ metadata }) => metadata.name) : names)
      .filter((name) => !met.has(`${resource.single}/${name}`))
      .map(
        (name) =>
          `error: timed out waiting for the condition on ${resource.plural.split('.')[0] ?? ''}/${name}`,
      ),
  );
  const shown = request.read.options.get('for') === 'delete' ? [] : lines;
  return fails(left.join('\n'), 1, shown.join('\n'));
}

/** `condition=Ready`, `condition=Ready=false`, `jsonpath={.a}`, `jsonpath={.a}=b`; undefined for anything else. */
function conditionTest(wanted: string): ((object: KubeObject) => boolean) | undefined {
  const condition = /^condition=([^=]+)(?:=(.*))?$/.exec(wanted);
  if (condition !== null) {
    const [, type = '', value = 'true'] = condition;
    return (object) => conditionOf(object, type).toLowerCase() === value.toLowerCase();
  }
  if (!wanted.startsWith('jsonpath=')) return undefined;
  const [, path = '', value] =
    /^'?(\{.*\}|[^=]+)'?(?:=(.*))?$/.exec(wanted.slice('jsonpath='.length)) ?? [];
  if (path === '')
    refuse(
      "error: jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    );
  return (object) => {
    const [found, ...more] = valuesAt(path, object);
    if (found === undefined || more.length > 0) return false;
    return value === undefined || textOf(found) === value.replace(/^(['"])(.*)\1$/, '$2');
  };
}

function valuesAt(path: string, object: KubeObject): readonly unknown[] {
  try {
    return findAll(path, object);
  } catch (error) {
    if (error instanceof TemplateError) return [];
    throw error;
  }
}

/** `kubectl rollout status deployment|daemonset NAME [--timeout=T]`. */
export async function rollout(request: Request): Promise<Answer> {
  const { call, read } = request;
  if (request.words[0] !== 'status') return notKnown('kubectl', call);
  const named = { ...request, words: request.words.slice(1) };
  const given = read.options.get('timeout');
  const limit = goDuration(given ?? '0') || 3_600_000;
  const lines: string[] = [];
  let isDone = false;
  const holds = () => {
    const { resource, object } = findOne(named, request.look());
    const { kind, metadata } = object;
    if (kind !== 'Deployment' && kind !== 'DaemonSet') {
      refuse(`error: no status viewer has been implemented for ${resource.plural}`);
    }
    const progress = kind === 'Deployment' ? deploymentProgress(object) : daemonSetProgress(object);
    isDone = progress === undefined;
    const noun = kind === 'Deployment' ? 'deployment' : 'daemon set';
    const line = progress ?? `${noun} "${metadata.name}" successfully rolled out`;
    if (lines.at(-1) !== line) lines.push(line);
    return isDone;
  };
  const end = await waitUntil(call, holds, limit);
  if (isDone || end === 'interrupted') return says(lines.join('\n'));
  return given === undefined
    ? fails(interruption(limit / 1000, 'the rollout does not end'), 130, lines.join('\n'))
    : fails('error: timed out waiting for the condition', 1, lines.join('\n'));
}

function deploymentProgress(object: KubeObject): string | undefined {
  const wanted = Number(digText(object, 'spec', 'replicas') || 0);
  const available = Number(digText(object, 'status', 'availableReplicas') || 0);
  return available >= wanted
    ? undefined
    : `Waiting for deployment "${object.metadata.name}" rollout to finish: ${available} of ${wanted} updated replicas are available...`;
}

function daemonSetProgress(object: KubeObject): string | undefined {
  const wanted = Number(digText(object, 'status', 'desiredNumberScheduled') || 0);
  const available = Number(digText(object, 'status', 'numberAvailable') || 0);
  return available >= wanted
    ? undefined
    : `Waiting for daemon set "${object.metadata.name}" rollout to finish: ${available} of ${wanted} updated pods are available...`;
}
