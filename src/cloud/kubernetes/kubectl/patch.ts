/** `kubectl patch` of the resources of Cluster API, and `kubectl taint` of nodes. */
import { fails, notKnown, refuse, says } from '../../answers.ts';
import type { ClusterResource } from '../../model.ts';
import type { Answer } from '../../world.ts';
import { find, findOne } from './find.ts';
import type { Request } from './request.ts';

/** `kubectl patch TYPE NAME --type=merge -p '{"metadata":{"finalizers":[]}}'`: finalizers, and nothing else. */
export function patch(request: Request): Answer {
  const { call, read, namespace } = request;
  const text = read.options.get('patch');
  if (text === undefined)
    return fails(
      'error: must specify --patch or --patch-file containing the contents of the patch',
    );
  const api = request.look();
  const { resource, object } = findOne(request, api);
  const { mgmt } = api.world.model;
  const lists: Readonly<Record<string, readonly ClusterResource[]>> = {
    OpenStackCluster: mgmt.openstackClusters,
    Cluster: mgmt.clusters,
  };
  const own = lists[object.kind]?.find(
    (one) => one.name === object.metadata.name && one.namespace === namespace,
  );
  if (own === undefined) return notKnown('kubectl', call);
  const type = read.options.get('type') ?? 'strategic';
  if (type === 'strategic')
    return fails(
      'Error from server (UnsupportedMediaType): the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
    );
  const wanted = type === 'merge' ? merged(text) : type === 'json' ? removed(text) : undefined;
  if (wanted === 'other') return notKnown('kubectl', call);
  if (wanted === undefined)
    return fails(
      `error: --type must be one of [json merge strategic], not ${JSON.stringify(type)}`,
    );
  const before = own.finalizers.join();
  own.finalizers = [...wanted];
  const change = before === own.finalizers.join() ? ' (no change)' : '';
  return says(`${resource.single}/${own.name} patched${change}`);
}

/** The finalizers that a merge patch leaves; `other` when it changes something else. */
function merged(text: string): readonly string[] | 'other' {
  const value = parsed(text);
  const metadata = soleEntry(value, 'metadata');
  const finalizers = metadata === undefined ? undefined : soleEntry(metadata, 'finalizers');
  if (finalizers === null) return [];
  return Array.isArray(finalizers) && finalizers.every((one) => typeof one === 'string')
    ? finalizers
    : 'other';
}

function removed(text: string): readonly string[] | 'other' {
  const value = parsed(text);
  const [only, more] = Array.isArray(value) ? (value as unknown[]) : [];
  const isRemoval =
    more === undefined &&
    JSON.stringify(only) === JSON.stringify({ op: 'remove', path: '/metadata/finalizers' });
  return isRemoval ? [] : 'other';
}

function soleEntry(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value);
  return entries.length === 1 && entries[0]?.[0] === key ? entries[0][1] : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse(`error: unable to parse "${text}": yaml: did not find expected node content`);
  }
}

/** `kubectl taint nodes NAME KEY[=VALUE][:EFFECT]-`: taking Cluster API's taint away by hand. */
export function taint(request: Request): Answer {
  const { call } = request;
  const [kind = '', ...rest] = request.words;
  const spec = rest.at(-1) ?? '';
  const names = rest.slice(0, -1);
  const key = /^([\w./-]+?)(?:=[\w.-]*)?(?::NoSchedule)?-$/.exec(spec)?.[1];
  const api = request.look();
  if (key === undefined || !['node', 'nodes', 'no'].includes(kind) || api.workload === undefined)
    return notKnown('kubectl', call);
  const all = request.read.options.has('all');
  const found = find(request, api, { kind, names: all ? [] : names });
  if (found.missing.length > 0) return fails(found.missing.join('\n'));
  const lines: string[] = [];
  const errors: string[] = [];
  for (const { metadata } of found.objects) {
    const node = api.workload.workload.nodes.find(({ name }) => name === metadata.name);
    const isThere = key === 'node.cluster.x-k8s.io/uninitialized' && node?.initializedAt === null;
    if (isThere) {
      node.initializedAt = api.now;
      lines.push(`node/${metadata.name} untainted`);
    } else errors.push(`error: taint "${key}" not found`);
  }
  return errors.length === 0
    ? says(lines.join('\n'))
    : fails(errors.join('\n'), 1, lines.join('\n'));
}
