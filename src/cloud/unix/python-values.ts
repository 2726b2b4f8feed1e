import type { Call } from '../world.ts';
import { actorOf } from './accounts.ts';
import { readBytes } from './file-operations.ts';
import { machineOf } from './machine.ts';
import { resolve } from './paths.ts';
import { driverPackage, installedVersion } from './pip.ts';
import { NotKnown } from './python-syntax.ts';
import { errorText } from './unix-error.ts';

export type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | Map<string, Value>
  | { readonly type: 'module'; readonly name: string }
  | { readonly type: 'function'; readonly name: string; readonly of?: Value }
  | { readonly type: 'stream'; readonly name: string; readonly text: string }
  | {
      readonly type: 'object';
      readonly shown: string;
      readonly attributes: ReadonlyMap<string, Value>;
    };

/** An exception nobody caught: the last line of its traceback. */
export class PythonError extends Error {}

export class SystemExit extends Error {
  readonly status: number;
  readonly says: string;

  constructor(value: Value) {
    super('exit');
    this.status = typeof value === 'number' ? value : value === null ? 0 : 1;
    this.says = typeof value === 'string' ? `${value}\n` : '';
  }
}

interface Around {
  readonly call: Call;
  readonly argv: readonly string[];
}

export function importModule(call: Call, path: string): Value {
  if (['json', 'sys', 'importlib', 'importlib.metadata'].includes(path))
    return { type: 'module', name: path };
  const [top = ''] = path.split('.');
  const packaged = top.replaceAll('_', '-');
  if (path === top && [driverPackage, 'magnum'].includes(packaged)) {
    if (installedVersion(call, packaged) !== undefined) return { type: 'module', name: path };
    throw new PythonError(`ModuleNotFoundError: No module named '${path}'`);
  }
  throw new NotKnown(`import ${path}`);
}

export function attributeOf(call: Call, of: Value, name: string): Value {
  if (typeof of === 'object' && of !== null && 'type' in of) {
    if (of.type === 'object') {
      const value = of.attributes.get(name);
      if (value === undefined) throw new NotKnown(name);
      return value;
    }
    if (of.type === 'module') {
      if (of.name === 'importlib' && name === 'metadata')
        return { type: 'module', name: 'importlib.metadata' };
      if (of.name === 'sys' && name === 'stdin')
        return { type: 'stream', name: 'sys.stdin', text: call.stdin };
      if (of.name === 'sys' && (name === 'stderr' || name === 'stdout'))
        return { type: 'stream', name: `sys.${name}`, text: '' };
      if (name === '__file__' && of.name.startsWith('magnum')) {
        const site = of.name === 'magnum' ? '/usr/lib/python3' : '/usr/local/lib/python3.10';
        return `${site}/dist-packages/${of.name}/__init__.py`;
      }
    }
  }
  return { type: 'function', name, of };
}

export function callMethod(
  around: Around,
  of: Value,
  name: string,
  args: readonly Value[],
  named: ReadonlyMap<string, Value>,
): Value {
  const [first = null, second = null] = args;
  if (typeof of === 'string') return ofString(of, name, args);
  if (of instanceof Map) {
    if (name === 'get') return of.get(render(first)) ?? second;
    if (name === 'keys') return [...of.keys()];
    if (name === 'values') return [...of.values()];
    if (name === 'items') return [...of.entries()];
    throw new NotKnown(name);
  }
  if (typeof of !== 'object' || of === null || !('type' in of)) throw new NotKnown(name);
  if (of.type === 'stream') {
    if (name === 'read') return of.text;
    if (name === 'readlines') return of.text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    throw new NotKnown(name);
  }
  if (of.type !== 'module') throw new NotKnown(name);
  switch (`${of.name}.${name}`) {
    case 'json.load':
      if (typeof first === 'object' && first !== null && 'type' in first && first.type === 'stream')
        return fromJson(first.text);
      throw new NotKnown(name);
    case 'json.loads':
      return fromJson(render(first));
    case 'json.dumps':
      if ([...named.keys()].some((name) => name !== 'indent' && name !== 'sort_keys'))
        throw new NotKnown(name);
      return dumped(first, named.get('sort_keys') === true, Number(named.get('indent') ?? 0), '\n');
    case 'sys.exit':
      throw new SystemExit(first);
    case 'importlib.metadata.version': {
      const version = installedVersion(around.call, render(first));
      if (version === undefined)
        throw new PythonError(
          `importlib.metadata.PackageNotFoundError: No package metadata was found for ${render(first)}`,
        );
      return version;
    }
    case 'importlib.metadata.entry_points':
      return entryPoints(around.call, named);
    default:
      throw new NotKnown(`${of.name}.${name}`);
  }
}

/** Reads a file as the user who runs the script. */
export function openFile(call: Call, path: string): Value {
  const machine = machineOf(call.host);
  try {
    const bytes = readBytes(
      machine.disk,
      resolve(call.cwd, path),
      actorOf(machine.accounts, call.user),
    );
    return { type: 'stream', name: path, text: Buffer.from(bytes).toString('utf8') };
  } catch (error) {
    const denied = errorText(error) === 'Permission denied';
    throw new PythonError(
      `${denied ? 'PermissionError: [Errno 13]' : 'FileNotFoundError: [Errno 2]'} ${errorText(error)}: '${path}'`,
    );
  }
}

/** The drivers of Magnum that the installed packages bring. */
function entryPoints(call: Call, named: ReadonlyMap<string, Value>): Value {
  if (named.get('group') !== 'magnum.drivers' || named.size > 1) throw new NotKnown('entry_points');
  const drivers: [string, string][] = [];
  if (installedVersion(call, driverPackage) !== undefined)
    drivers.push(['k8s_capi_helm_v1', 'magnum_capi_helm.driver:Driver']);
  if (installedVersion(call, 'magnum') !== undefined)
    drivers.push(['k8s_fedora_coreos_v1', 'magnum.drivers.k8s_fedora_coreos_v1.driver:Driver']);
  return drivers.map(([name, value]) => ({
    type: 'object',
    shown: `EntryPoint(name='${name}', value='${value}', group='magnum.drivers')`,
    attributes: new Map<string, Value>([
      ['name', name],
      ['value', value],
      ['group', 'magnum.drivers'],
    ]),
  }));
}

function ofString(text: string, name: string, args: readonly Value[]): Value {
  const [first = null] = args;
  switch (name) {
    case 'strip':
      return text.trim();
    case 'lower':
      return text.toLowerCase();
    case 'upper':
      return text.toUpperCase();
    case 'startswith':
      return text.startsWith(render(first));
    case 'endswith':
      return text.endsWith(render(first));
    case 'split':
      return first === null ? text.trim().split(/\s+/) : text.split(render(first));
    case 'splitlines':
      return text.replace(/\n$/, '').split('\n');
    case 'join':
      if (Array.isArray(first))
        return (first as readonly Value[]).map((one) => render(one)).join(text);
      throw new NotKnown('join');
    case 'replace':
      return text.replaceAll(render(first), render(args[1] ?? ''));
    default:
      throw new NotKnown(name);
  }
}

export function truth(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  return typeof value === 'object' ? value !== null : Boolean(value);
}

/** As `str` shows a value, or with `quoted` as `repr` does. */
export function render(value: Value, how: 'plain' | 'quoted' = 'plain'): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    if (how === 'plain') return value;
    const mark = value.includes("'") && !value.includes('"') ? '"' : "'";
    const escaped = value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
    return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
  }
  if (Array.isArray(value))
    return `[${(value as readonly Value[]).map((one) => render(one, 'quoted')).join(', ')}]`;
  if (value instanceof Map)
    return `{${[...value].map(([key, one]) => `${render(key, 'quoted')}: ${render(one, 'quoted')}`).join(', ')}}`;
  if ('shown' in value) return value.shown;
  throw new NotKnown('text of it');
}

function fromJson(text: string): Value {
  try {
    return converted(JSON.parse(text));
  } catch {
    throw new PythonError(
      'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)',
    );
  }
}

function converted(value: unknown): Value {
  if (Array.isArray(value)) return value.map(converted);
  if (typeof value === 'object' && value !== null)
    return new Map(Object.entries(value).map(([key, one]) => [key, converted(one)]));
  return value as string | number | boolean | null;
}

/** JSON as Python writes it: a space after each comma and colon, nothing but ASCII. */
function dumped(value: Value, sorted: boolean, indent: number, margin: string): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number')
    return JSON.stringify(value);
  if (typeof value === 'string')
    return JSON.stringify(value).replace(
      /[\u0080-\uffff]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  const inner = margin + ' '.repeat(indent);
  const joined = (open: string, parts: readonly string[], close: string) => {
    if (parts.length === 0) return open + close;
    return indent === 0
      ? open + parts.join(', ') + close
      : open + inner + parts.join(`,${inner}`) + margin + close;
  };
  if (Array.isArray(value))
    return joined(
      '[',
      (value as readonly Value[]).map((one) => dumped(one, sorted, indent, inner)),
      ']',
    );
  if (!(value instanceof Map)) throw new NotKnown('json.dumps');
  const entries = [...value];
  if (sorted) entries.sort(([first], [second]) => (first < second ? -1 : 1));
  const shown = entries.map(
    ([key, one]) => `${dumped(key, sorted, 0, '')}: ${dumped(one, sorted, indent, inner)}`,
  );
  return joined('{', shown, '}');
}
