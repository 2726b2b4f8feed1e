/** `-l` and `--field-selector`: which of the objects are meant. */
import { refuse } from '../../answers.ts';
import type { KubeObject, Resource } from '../object.ts';
import { digText } from '../object.ts';

/** A test of an object's labels. Ends the program when the selector can not be read. */
export function labelTest(selector: string): (object: KubeObject) => boolean {
  const tests = requirementsOf(selector).map(requirement);
  return (object) => tests.every((test) => test(object.metadata.labels ?? {}));
}

/** A test of an object's fields; only those that the API server knows of the kind. */
export function fieldTest(selector: string, resource: Resource): (object: KubeObject) => boolean {
  const tests = selector.split(',').map((text) => {
    const [, key = '', sign = '', value = ''] = /^([^=!]+?)(==|=|!=)(.*)$/.exec(text.trim()) ?? [];
    if (sign === '')
      refuse(`Error from server (BadRequest): invalid selector: "${text}"; can't understand it`);
    if (!fieldsOf(resource).includes(key))
      refuse(
        `Error from server (BadRequest): Unable to find "${resource.plural}" that match label selector "", field selector "${selector}": field label not supported: ${key}`,
      );
    return (object: KubeObject) =>
      (digText(object, ...key.split('.')) === value) === (sign !== '!=');
  });
  return (object) => tests.every((test) => test(object));
}

function fieldsOf({ single, namespaced }: Resource): readonly string[] {
  const common = ['metadata.name', ...(namespaced ? ['metadata.namespace'] : [])];
  return single === 'pod'
    ? [...common, 'spec.nodeName', 'spec.restartPolicy', 'status.phase', 'status.podIP']
    : common;
}

/** Commas part requirements, but not inside the brackets of a set. */
function requirementsOf(selector: string): string[] {
  return selector.split(/,(?![^(]*\))/).map((text) => text.trim());
}

function requirement(text: string): (labels: Readonly<Record<string, string>>) => boolean {
  const set = /^([\w./-]+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(text);
  if (set !== null) {
    const [, key = '', word, list = ''] = set;
    const values = list.split(',').map((value) => value.trim());
    return (labels) => values.includes(labels[key] ?? '\0') === (word === 'in');
  }
  const equal = /^([\w./-]+)\s*(==|=|!=)\s*([\w.-]*)$/.exec(text);
  if (equal !== null) {
    const [, key = '', sign, value] = equal;
    return (labels) => (labels[key] === value) === (sign !== '!=');
  }
  const exists = /^(!?)\s*([\w./-]+)$/.exec(text);
  if (exists !== null) {
    const [, not, key = ''] = exists;
    return (labels) => key in labels === (not === '');
  }
  return refuse(`error: unable to parse requirement: found '${text}', expected: identifier`);
}
