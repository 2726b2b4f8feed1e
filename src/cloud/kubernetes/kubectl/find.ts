/** Which objects a command names: `svc`, `svc rr`, `svc/rr deploy/rr`, `deploy,svc`. */
import { refuse } from '../../answers.ts';
import type { KubeApi, KubeObject, Resource } from '../object.ts';
import { resourceOf } from '../resources.ts';
import type { Request } from './request.ts';
import { fieldTest, labelTest } from './selectors.ts';

export interface Found {
  readonly resource: Resource;
  /** Names that were asked for; empty when all are meant. */
  readonly names: readonly string[];
  readonly objects: readonly KubeObject[];
  /** One line for each name that is not there. */
  readonly missing: readonly string[];
}

/** What is asked for, by kind: `names` empty means every object of the kind. Ends the program when none is named. */
export function asked(words: readonly string[]): { kind: string; names: string[] }[] {
  const [first = ''] = words;
  if (first === '') refuse('error: Required resource not specified.');
  if (words.some((word) => word.includes('/'))) {
    const wrong = words.find((word) => !word.includes('/'));
    if (wrong !== undefined)
      refuse(
        "error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
      );
    return words.map((word) => {
      const [kind = '', name = ''] = word.split('/');
      return { kind, names: [name] };
    });
  }
  return first.split(',').map((kind) => ({ kind, names: words.slice(1) }));
}

/** Finds the objects of one kind, as they are now. Ends the program when the kind is not served. */
export function find(
  { read, namespace }: Request,
  api: KubeApi,
  { kind, names }: { readonly kind: string; readonly names: readonly string[] },
): Found {
  const resource = resourceOf(kind);
  const all = resource?.list(api);
  if (resource === undefined || all === undefined)
    return refuse(`error: the server doesn't have a resource type "${kind}"`);
  const everywhere = read.options.has('all-namespaces');
  if (everywhere && names.length > 0 && resource.namespaced)
    refuse('error: a resource cannot be retrieved by name across all namespaces');
  const labels = read.options.get('selector');
  const fields = read.options.get('field-selector');
  const tests = [
    ...(labels === undefined ? [] : [labelTest(labels)]),
    ...(fields === undefined ? [] : [fieldTest(fields, resource)]),
  ];
  const inScope = all
    .filter(
      ({ metadata }) => !resource.namespaced || everywhere || metadata.namespace === namespace,
    )
    .filter((object) => tests.every((test) => test(object)))
    .sort(byPlace);
  if (names.length === 0) return { resource, names, objects: inScope, missing: [] };
  const named = names.map((name) => inScope.find(({ metadata }) => metadata.name === name));
  return {
    resource,
    names,
    objects: named.filter((object) => object !== undefined),
    missing: names
      .filter((_, at) => named[at] === undefined)
      .map((name) => `Error from server (NotFound): ${resource.plural} "${name}" not found`),
  };
}

/** The one object of a `kind/name` or `kind name`; ends the program when it is not there. */
export function findOne(
  request: Request,
  api: KubeApi,
): { resource: Resource; object: KubeObject } {
  const [first] = asked(request.words);
  const found = find(request, api, first ?? { kind: '', names: [] });
  const [object] = found.objects;
  if (found.names.length !== 1) refuse('error: you must specify the name of one resource');
  if (object === undefined) refuse(found.missing[0] ?? '');
  return { resource: found.resource, object };
}

function byPlace(a: KubeObject, b: KubeObject): number {
  const key = ({ metadata }: KubeObject) => `${metadata.namespace ?? ''}/${metadata.name}`;
  return key(a) < key(b) ? -1 : 1;
}
