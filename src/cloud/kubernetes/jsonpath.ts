/** `-o jsonpath=`: the subset of Kubernetes' JSONPath that runbooks use, carried out on an object. */
import {
  parsePath,
  parseTemplate,
  TemplateError,
  type Operand,
  type Part,
  type Step,
} from './jsonpath-parse.ts';

/**
 * What kubectl prints for a template. A key that is missing prints nothing; a place that is beyond the end
 * of a list, or a template that can not be read, throws TemplateError.
 */
export function printTemplate(template: string, object: unknown): string {
  return printed(parseTemplate(template), object, object);
}

/** Every value at a path, `{.a.b}` or `.a.b`. Throws TemplateError. */
export function findAll(path: string, object: unknown): readonly unknown[] {
  const bare = path.replace(/^\{(.*)\}$/, '$1');
  return walk(parsePath(bare.startsWith('.') || bare.startsWith('[') ? bare : `.${bare}`), [
    object,
  ]);
}

function printed(parts: readonly Part[], here: unknown, root: unknown): string {
  return parts
    .map((part) => {
      switch (part.type) {
        case 'text':
          return part.text;
        case 'path':
          return walk(part.steps, [here]).map(textOf).join(' ');
        case 'range':
          return walk(part.steps, [here])
            .map((value) => printed(part.body, value, root))
            .join('');
      }
    })
    .join('');
}

/** A value as kubectl prints it inside a line: texts bare, objects and lists as JSON. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function walk(steps: readonly Step[], from: readonly unknown[]): readonly unknown[] {
  return steps.reduce<readonly unknown[]>(
    (values, step) => values.flatMap((value) => taken(step, value)),
    from,
  );
}

function taken(step: Step, value: unknown): unknown[] {
  switch (step.type) {
    case 'key': {
      if (!isMap(value) || !(step.key in value)) return [];
      return [value[step.key]];
    }
    case 'every':
      return Array.isArray(value) ? (value as unknown[]) : isMap(value) ? Object.values(value) : [];
    case 'below':
      return below(step.key, value);
    case 'place':
      return Array.isArray(value) ? [placed(value, step.at)] : [];
    case 'slice':
      return Array.isArray(value)
        ? (value as unknown[]).slice(step.from, step.to).filter((_, at) => at % step.by === 0)
        : [];
    case 'filter':
      return Array.isArray(value) ? value.filter((one) => passes(step, one)) : [];
  }
}

function placed(list: readonly unknown[], at: number): unknown {
  const index = at < 0 ? list.length + at : at;
  if (index < 0 || index >= list.length)
    throw new TemplateError(`array index out of bounds: index ${at}, length ${list.length}`);
  return list[index];
}

function below(key: string, value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = isMap(value) && key in value ? [value[key]] : [];
  return [...own, ...Object.values(value).flatMap((one) => below(key, one))];
}

function passes(step: Extract<Step, { type: 'filter' }>, one: unknown): boolean {
  const left = valuesOf(step.left, one);
  if (step.by === 'exists') return left.length > 0;
  const right = valuesOf(step.right, one);
  if (left.length !== 1 || right.length !== 1) return false;
  const [a, b] = [left[0], right[0]];
  switch (step.by) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    default:
      return typeof a === typeof b && compares(step.by, a as string | number, b as string | number);
  }
}

function compares(by: string, a: string | number, b: string | number): boolean {
  return by === '<' ? a < b : by === '<=' ? a <= b : by === '>' ? a > b : a >= b;
}

function valuesOf(operand: Operand, one: unknown): readonly unknown[] {
  return operand.type === 'value' ? [operand.value] : walk(operand.steps, [one]);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
