/** How kubectl prints what it got: a table, names, JSON, YAML, a template, columns of one's own. */
import { stringify } from 'yaml';
import { fails, notKnown, refuse, says } from '../../answers.ts';
import type { Answer, Call } from '../../world.ts';
import { findAll, printTemplate, textOf } from '../jsonpath.ts';
import { TemplateError } from '../jsonpath-parse.ts';
import type { KubeObject, Resource } from '../object.ts';

export interface Showing {
  /** What `-o` says; empty for the table. */
  readonly output: string;
  readonly all: boolean;
  /** One object was asked for by its name: it comes bare and not in a list. */
  readonly single: boolean;
  readonly namespace: string;
  readonly headless: boolean;
  readonly labels: boolean;
  /** Virtual milliseconds. */
  readonly now: number;
}

/** Prints objects of one kind. */
export function shown(
  call: Call,
  resource: Resource,
  found: readonly KubeObject[],
  how: Showing,
): Answer {
  const [form = '', template] = split(how.output);
  const document = how.single
    ? found[0]
    : { apiVersion: 'v1', items: found, kind: 'List', metadata: { resourceVersion: '' } };
  switch (form) {
    case 'json':
      return says(JSON.stringify(document, null, 4));
    case 'yaml':
      return says(stringify(document));
    case 'jsonpath':
    case 'jsonpath-as-json':
      if (template === undefined)
        return fails('error: template format specified but no template given');
      return templated(document, template, form);
    case 'name':
      return named(resource, found, how);
    case 'custom-columns':
      return columns(found, template ?? '', how);
    case '':
    case 'wide':
      return table(resource, found, how);
    default:
      return notKnown('kubectl', call);
  }
}

/** The rows of the table, with its head unless it is not wanted; empty without objects. */
export function tableText(
  resource: Resource,
  found: readonly KubeObject[],
  { output, all, headless, labels, now }: Showing,
): string {
  const names = [...resource.columns, ...(output === 'wide' ? resource.wide : [])];
  const spaced = resource.namespaced && all;
  const rows = found.map((object) => [
    ...(spaced ? [object.metadata.namespace ?? ''] : []),
    ...resource.row(object, now).slice(0, names.length),
    ...(labels ? [labelText(object)] : []),
  ]);
  const head = [...(spaced ? ['NAMESPACE'] : []), ...names, ...(labels ? ['LABELS'] : [])];
  return aligned(headless ? rows : [head, ...rows]);
}

/** Columns as wide as their widest cell, three blanks apart. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
        .join('   '),
    )
    .join('\n');
}

/** What kubectl says on standard error where there is nothing to print. */
export function nothingFound(resource: Resource, { all, namespace }: Showing): Answer {
  const where = resource.namespaced && !all ? ` in ${namespace} namespace.` : '';
  return says('', `No resources found${where}`);
}

function table(resource: Resource, found: readonly KubeObject[], how: Showing): Answer {
  return found.length === 0 ? nothingFound(resource, how) : says(tableText(resource, found, how));
}

function named(resource: Resource, found: readonly KubeObject[], how: Showing): Answer {
  if (found.length === 0) return nothingFound(resource, how);
  return says(found.map(({ metadata }) => `${resource.single}/${metadata.name}`).join('\n'));
}

function templated(document: unknown, template: string, form: string): Answer {
  try {
    if (form === 'jsonpath-as-json')
      return says(JSON.stringify(findAll(template, document), null, 4));
    return { stdout: printTemplate(template, document), stderr: '', exitCode: 0 };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return fails(`error: error parsing jsonpath ${template}, ${error.message}`);
  }
}

function columns(found: readonly KubeObject[], spec: string, how: Showing): Answer {
  if (spec === '')
    return fails('error: custom-columns format specified but no custom columns given');
  const parts = spec.split(',').map((one) => {
    const [, name, path] = /^([^:]+):(.+)$/.exec(one) ?? [];
    if (name === undefined || path === undefined)
      refuse(`error: unexpected custom-columns spec: ${one}, expected <header>:<json-path-expr>`);
    return { name, path };
  });
  if (found.length === 0 && how.headless) return says('');
  const rows = found.map((object) => parts.map(({ path }) => cell(object, path)));
  return says(aligned(how.headless ? rows : [parts.map(({ name }) => name), ...rows]));
}

function cell(object: KubeObject, path: string): string {
  try {
    const values = findAll(path, object).map(textOf);
    return values.length === 0 ? '<none>' : values.join(',');
  } catch (error) {
    // A place beyond the end of a list is an empty cell and no error.
    if (error instanceof TemplateError) return '<none>';
    throw error;
  }
}

function labelText({ metadata }: KubeObject): string {
  const pairs = Object.entries(metadata.labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.length === 0 ? '<none>' : pairs.map(([key, value]) => `${key}=${value}`).join(',');
}

function split(output: string): [string, string | undefined] {
  const at = output.indexOf('=');
  return at < 0 ? [output, undefined] : [output.slice(0, at), output.slice(at + 1)];
}
