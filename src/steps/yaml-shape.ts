import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type ParsedNode,
  type YAMLError,
} from 'yaml';
import { distance } from './nearest.ts';

/** What a YAML document has to look like. `what` says it to a person: `a list of runbooks`. */
export type Shape =
  | {
      readonly type: 'text';
      readonly what: string;
      /** What is wrong with a text, in words that follow its name; undefined when nothing is. */
      readonly check?: (text: string) => string | undefined;
    }
  | { readonly type: 'list'; readonly what: string; readonly of: Shape }
  /** A map with keys that are known. */
  | { readonly type: 'map'; readonly what: string; readonly keys: Readonly<Record<string, Shape>> }
  /** A map with keys of one's own. */
  | {
      readonly type: 'record';
      readonly what: string;
      readonly checkKey?: (key: string) => string | undefined;
      readonly of: Shape;
    };

/** What stands where: every value is text as it was written, so that `1.10` stays `1.10` and `no` stays `no`. */
export type Read =
  | { readonly type: 'text'; readonly at: Position; readonly text: string }
  | { readonly type: 'list'; readonly at: Position; readonly items: readonly Read[] }
  | { readonly type: 'map'; readonly at: Position; readonly entries: readonly Entry[] };

export interface Entry {
  readonly key: string;
  readonly at: Position;
  readonly value: Read;
}

/** 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Something that is not as it has to be. */
export interface ShapeProblem extends Position {
  /** The keys that lead there: `literals.chart-ver`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
}

/**
 * Reads YAML and holds it against a shape. Never throws. An empty document is undefined with no problems; with a
 * problem nothing is read.
 */
export function readShape(
  text: string,
  shape: Shape,
): { readonly read: Read | undefined; readonly problems: readonly ShapeProblem[] } {
  try {
    return readWhole(text, shape);
  } catch {
    // The parser goes as deep as the document does.
    const message = 'is nested too deep, or is no YAML at all';
    return { read: undefined, problems: [{ line: 1, column: 1, path: '', message }] };
  }
}

function readWhole(text: string, shape: Shape): ReturnType<typeof readShape> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    // In this one no word means more than itself.
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    // Silent, it would not mind a second document.
    logLevel: 'error',
  });
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const broken = [...document.errors, ...document.warnings].map((error) => ({
    ...place(error.pos[0]),
    path: '',
    message: wordsOf(error),
  }));
  if (broken.length > 0) return { read: undefined, problems: broken };
  const { contents } = document;
  if (contents === null || isEmpty(contents)) return { read: undefined, problems: [] };
  const problems: ShapeProblem[] = [];
  const read = check(contents, shape, '', { place, problems });
  return problems.length > 0 ? { read: undefined, problems } : { read, problems };
}

interface Checking {
  readonly place: (offset: number) => Position;
  readonly problems: ShapeProblem[];
}

function check(node: ParsedNode, shape: Shape, path: string, on: Checking): Read | undefined {
  const at = on.place(node.range[0]);
  const wrong = (message: string, where: Position = at, of = path): undefined => {
    on.problems.push({ ...where, path: of, message });
  };
  if (isAlias(node)) return wrong('refers to another place; write the value out here');
  if (node.tag !== undefined)
    return wrong('has a tag (!...), which is not taken; write plain text');
  const came = kindOf(node);
  switch (shape.type) {
    case 'text': {
      if (!isScalar(node)) return wrong(`has to be ${shape.what}, and is ${came}`);
      const text = typeof node.value === 'string' ? node.value : '';
      const problem = shape.check?.(text);
      return problem === undefined ? { type: 'text', at, text } : wrong(problem);
    }
    case 'list': {
      if (!isSeq(node)) return wrong(`has to be ${shape.what}, and is ${came}`);
      const items = node.items.map((item, index) =>
        check(item, shape.of, `${path}[${index + 1}]`, on),
      );
      return { type: 'list', at, items: items.filter((item) => item !== undefined) };
    }
    case 'map':
    case 'record': {
      if (!isMap(node)) return wrong(`has to be ${shape.what}, and is ${came}`);
      const entries: Entry[] = [];
      for (const { key, value } of node.items) {
        const where = on.place(key.range[0]);
        if (!isScalar(key) || typeof key.value !== 'string') {
          wrong('has a key that is no text', where);
          continue;
        }
        const name = key.value;
        const of = path === '' ? name : `${path}.${name}`;
        const problem = shape.type === 'record' ? shape.checkKey?.(name) : unknownKey(name, shape);
        const next = shape.type === 'record' ? shape.of : shape.keys[name];
        if (problem !== undefined || next === undefined) {
          wrong(problem ?? 'is no known key', where, of);
          continue;
        }
        const isMissing = value === null || isEmpty(value);
        if (isMissing && next.type !== 'text') continue;
        const read =
          value === null
            ? wrong(`has to be ${next.what}, and is nothing`, where, of)
            : check(value, next, of, on);
        if (read !== undefined) entries.push({ key: name, at: where, value: read });
      }
      return { type: 'map', at, entries };
    }
  }
}

function unknownKey(name: string, { keys }: Extract<Shape, { type: 'map' }>): string | undefined {
  if (Object.hasOwn(keys, name)) return undefined;
  const known = Object.keys(keys);
  const nearest = known
    .map((key) => ({ key, far: distance(name.toLowerCase(), key) }))
    .sort((one, other) => one.far - other.far)[0];
  return nearest !== undefined && nearest.far <= 2
    ? `is no known key; nearest is ${nearest.key}`
    : `is no known key; there are ${known.join(', ')}`;
}

/** `literals:` with nothing behind it, as it is left when all below it is a comment. */
function isEmpty(node: ParsedNode): boolean {
  return isScalar(node) && (node.value === null || node.value === '') && node.type === 'PLAIN';
}

function kindOf(node: ParsedNode): string {
  if (isMap(node)) return 'a map';
  if (isSeq(node)) return 'a list';
  return isEmpty(node) ? 'nothing' : 'a text';
}

function wordsOf({ code, message }: YAMLError | { code: string; message: string }): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'is indented with a tab; YAML takes blanks only';
    case 'DUPLICATE_KEY':
      return 'has the same key twice; keep one of them';
    case 'BAD_INDENT':
      return 'is indented as nothing around it';
    case 'MULTIPLE_DOCS':
      return 'begins a second document; one is read';
    case 'TAG_RESOLVE_FAILED':
      return 'has a tag (!...), which is not taken; write plain text';
    case 'BAD_ALIAS':
      return 'refers to a place that is not there';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'goes on over several lines where a key stands; is a colon or a quote missing?';
    default:
      return `is not understood as YAML: ${(message.split('\n')[0] ?? '').replace(/[.:]$/, '')}`;
  }
}
