/** One step of a path: a key, an index, every element, or the number of elements. */
export type JsonStep =
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'index'; readonly index: number }
  | { readonly type: 'each' }
  | { readonly type: 'length' };

/**
 * Reads `.a.b[0].c`, `.["key with - or /"]`, `.a[]` and `.a | length`. Anything fancier of jq's
 * language is not understood and gives undefined.
 */
export function parseJsonPath(path: string): readonly JsonStep[] | undefined {
  const piped = /^(.*?)\s*\|\s*length\s*$/s.exec(path.trim());
  let rest = (piped?.[1] ?? path).trim();
  if (!rest.startsWith('.')) return undefined;
  const steps: JsonStep[] = [];
  if (rest === '.') rest = '';
  while (rest !== '') {
    const found = STEP.exec(rest);
    if (found === null) return undefined;
    const [whole, name, quoted, index, each] = found;
    if (name !== undefined) steps.push({ type: 'key', key: name });
    else if (quoted !== undefined) {
      const key = unquote(quoted);
      if (key === undefined) return undefined;
      steps.push({ type: 'key', key });
    } else if (index !== undefined) steps.push({ type: 'index', index: Number(index) });
    else if (each !== undefined) steps.push({ type: 'each' });
    rest = rest.slice(whole.length);
  }
  if (piped !== null) steps.push({ type: 'length' });
  return steps;
}

const STEP = /^(?:\.([A-Za-z_]\w*)|\.?\[("(?:[^"\\]|\\.)*")\]|\.?\[(\d{1,9})\]|\.?(\[\]))/;

function unquote(quoted: string): string | undefined {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}

/** What stands at a path: each value found, and whether every place that was asked for was there. */
export interface JsonFound {
  readonly values: readonly unknown[];
  readonly missing: boolean;
}

/** Follows a path. A place that does not exist, or is null, is missing; nothing throws. */
export function followJsonPath(root: unknown, steps: readonly JsonStep[]): JsonFound {
  let values: unknown[] = [root];
  let missing = false;
  for (const step of steps) {
    const next: unknown[] = [];
    for (const value of values) {
      const reached = reach(value, step);
      if (reached === undefined) missing = true;
      else for (const each of reached) next.push(each);
    }
    values = next;
  }
  const present = values.filter((value) => value !== undefined && value !== null);
  return { values: present, missing: missing || present.length < values.length };
}

function reach(value: unknown, step: JsonStep): readonly unknown[] | undefined {
  switch (step.type) {
    case 'key':
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
      return Object.hasOwn(value, step.key)
        ? [(value as Record<string, unknown>)[step.key]]
        : undefined;
    case 'index':
      return Array.isArray(value) && step.index < value.length ? [value[step.index]] : undefined;
    case 'each':
      if (Array.isArray(value)) return value as unknown[];
      return typeof value === 'object' && value !== null ? Object.values(value) : undefined;
    case 'length': {
      const count = countOf(value);
      return count === undefined ? undefined : [count];
    }
  }
}

/** Elements of a list, keys of an object; undefined for anything else. */
export function countOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
}

/** A value as a gate compares it: strings bare, everything else as JSON writes it. */
export function jsonText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
