import type { Answer, Call } from '../world.ts';
import type { Expression } from './python-syntax.ts';
import { NotKnown, parseExpression } from './python-syntax.ts';
import {
  attributeOf,
  callMethod,
  importModule,
  PythonError,
  render,
  SystemExit,
  truth,
} from './python-values.ts';
import type { Value } from './python-values.ts';

/** Runs a small script. What it does not understand fails before anything was printed. */
export function runPython(call: Call, source: string, argv: readonly string[]): Answer {
  const run = new Run(call, argv);
  try {
    run.block(linesOf(source));
    return { stdout: run.stdout, stderr: run.stderr, exitCode: 0 };
  } catch (error) {
    if (error instanceof SystemExit)
      return { stdout: run.stdout, stderr: run.stderr + error.says, exitCode: error.status };
    if (error instanceof PythonError) {
      const trace = `Traceback (most recent call last):\n  File "<string>", line 1, in <module>\n${error.message}\n`;
      return { stdout: run.stdout, stderr: run.stderr + trace, exitCode: 1 };
    }
    if (error instanceof NotKnown) {
      const first = source.trim().split('\n')[0] ?? '';
      return { stdout: '', stderr: `simulated cloud: not known: python3: ${first}\n`, exitCode: 2 };
    }
    throw error;
  }
}

interface Line {
  readonly indent: number;
  readonly text: string;
}

/** Logical lines: an open bracket goes on with the next, `;` parts simple statements. */
function linesOf(source: string): Line[] {
  const lines: Line[] = [];
  let open = '';
  for (const raw of source.split('\n')) {
    const text = open === '' ? raw : `${open} ${raw.trim()}`;
    if (text.trim() === '' || text.trim().startsWith('#')) continue;
    if (depth(text) > 0) {
      open = text;
      continue;
    }
    open = '';
    const indent = /^[ \t]*/.exec(text)?.[0].length ?? 0;
    for (const part of split(text.trim(), ';')) if (part !== '') lines.push({ indent, text: part });
  }
  if (open !== '') throw new NotKnown('brackets');
  return lines;
}

function depth(text: string): number {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
  return (bare.match(/[([{]/g)?.length ?? 0) - (bare.match(/[)\]}]/g)?.length ?? 0);
}

function split(text: string, mark: string): string[] {
  const parts = text.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^"']/g) ?? [];
  const out = [''];
  for (const part of parts) {
    if (part === mark) out.push('');
    else out[out.length - 1] += part;
  }
  return out.map((one) => one.trim());
}

class Run {
  stdout = '';
  stderr = '';
  private readonly call: Call;
  private readonly argv: readonly string[];
  private readonly names = new Map<string, Value>();

  constructor(call: Call, argv: readonly string[]) {
    this.call = call;
    this.argv = argv;
  }

  block(lines: readonly Line[]): void {
    const queue = [...lines];
    let skipping: boolean | undefined;
    for (let line = queue.shift(); line !== undefined; line = queue.shift()) {
      const compound = /^(for|if|elif|else)\b([^]*)$/.exec(line.text);
      if (compound === null) {
        skipping = undefined;
        this.simple(line.text);
        continue;
      }
      const [head, inline] = cutHead(compound[2] ?? '');
      const body: Line[] = inline === '' ? [] : [{ indent: line.indent + 1, text: inline }];
      while (queue[0] !== undefined && queue[0].indent > line.indent)
        body.push(queue.shift() as Line);
      if (body.length === 0) throw new NotKnown(line.text);
      switch (compound[1]) {
        case 'for':
          this.loop(head, body);
          break;
        case 'if':
          skipping = truth(this.value(parseExpression(head)));
          if (skipping) this.block(body);
          break;
        case 'elif':
          if (skipping === false) {
            skipping = truth(this.value(parseExpression(head)));
            if (skipping) this.block(body);
          }
          break;
        default:
          if (skipping === false) this.block(body);
      }
    }
  }

  private loop(head: string, body: readonly Line[]): void {
    const match = /^([\w, ]+?) in ([^]+)$/.exec(head);
    if (match === null) throw new NotKnown(head);
    const targets = (match[1] ?? '').split(',').map((name) => name.trim());
    for (const item of this.items(this.value(parseExpression(match[2] ?? '')))) {
      this.bind(targets, item);
      this.block(body);
    }
  }

  private simple(text: string): void {
    const imported = /^import ([\w., ]+)$/.exec(text);
    if (imported !== null) {
      for (const one of (imported[1] ?? '').split(',')) this.importName(one.trim());
      return;
    }
    const from = /^from ([\w.]+) import ([\w, ]+)$/.exec(text);
    if (from !== null) {
      const module = importModule(this.call, from[1] ?? '');
      for (const name of (from[2] ?? '').split(',').map((one) => one.trim())) {
        if (!/^\w+$/.test(name)) throw new NotKnown(text);
        this.names.set(name, attributeOf(this.call, module, name));
      }
      return;
    }
    const assigned = /^([A-Za-z_]\w*)\s*=(?!=)\s*([^]+)$/.exec(text);
    if (assigned !== null) {
      this.names.set(assigned[1] ?? '', this.value(parseExpression(assigned[2] ?? '')));
      return;
    }
    const asserted = /^assert ([^]+)$/.exec(text);
    if (asserted !== null) {
      const [condition = '', says] = split(asserted[1] ?? '', ',');
      if (truth(this.value(parseExpression(condition)))) return;
      const detail = says === undefined ? '' : `: ${render(this.value(parseExpression(says)))}`;
      throw new PythonError(`AssertionError${detail}`);
    }
    this.value(parseExpression(text));
  }

  private importName(text: string): void {
    const match = /^([\w.]+)(?: as (\w+))?$/.exec(text);
    if (match === null) throw new NotKnown(text);
    const [, path = '', alias] = match;
    const module = importModule(this.call, path);
    if (alias !== undefined) this.names.set(alias, module);
    else
      this.names.set(path.split('.')[0] ?? '', importModule(this.call, path.split('.')[0] ?? ''));
  }

  private bind(targets: readonly string[], item: Value): void {
    if (targets.length === 1) {
      this.names.set(targets[0] ?? '', item);
      return;
    }
    const parts = this.items(item);
    targets.forEach((name, index) => this.names.set(name, parts[index] ?? null));
  }

  private items(value: Value): readonly Value[] {
    if (Array.isArray(value)) return value as readonly Value[];
    if (value instanceof Map) return [...value.keys()];
    if (typeof value === 'string') return [...value];
    throw new NotKnown('iteration');
  }

  private value(node: Expression): Value {
    switch (node.type) {
      case 'literal':
        return node.value;
      case 'name':
        return this.named(node.name);
      case 'attribute':
        return attributeOf(this.call, this.value(node.of), node.name);
      case 'item':
        return this.item(this.value(node.of), this.value(node.key));
      case 'call':
        return this.called(node);
      case 'list':
        return node.items.map((item) => this.value(item));
      case 'dict':
        return new Map(
          node.items.map(([key, item]) => [render(this.value(key)), this.value(item)]),
        );
      case 'comprehension': {
        const out: Value[] = [];
        for (const item of this.items(this.value(node.over))) {
          this.bind(node.targets, item);
          if (node.condition === undefined || truth(this.value(node.condition)))
            out.push(this.value(node.item));
        }
        return out;
      }
      case 'not':
        return !truth(this.value(node.of));
      case 'choice':
        return this.value(truth(this.value(node.condition)) ? node.yes : node.no);
      case 'format':
        return node.parts
          .map((part) => (typeof part === 'string' ? part : render(this.value(part))))
          .join('');
      case 'binary':
        return this.binary(node.operator, node.left, node.right);
    }
  }

  private binary(operator: string, first: Expression, second: Expression): Value {
    const left = this.value(first);
    if (operator === 'or') return truth(left) ? left : this.value(second);
    if (operator === 'and') return truth(left) ? this.value(second) : left;
    const right = this.value(second);
    switch (operator) {
      case '==':
      case 'is':
        return render(left, 'quoted') === render(right, 'quoted');
      case '!=':
        return render(left, 'quoted') !== render(right, 'quoted');
      case 'in':
        if (typeof right === 'string') return typeof left === 'string' && right.includes(left);
        return this.items(right).some((item) => render(item, 'quoted') === render(left, 'quoted'));
      case '+':
        if (typeof left === 'string' && typeof right === 'string') return left + right;
        if (typeof left === 'number' && typeof right === 'number') return left + right;
        if (Array.isArray(left) && Array.isArray(right))
          return [...(left as Value[]), ...(right as Value[])];
        throw new NotKnown('+');
      default:
        return compared(operator, left, right);
    }
  }

  private named(name: string): Value {
    const value = this.names.get(name);
    if (value !== undefined) return value;
    if (builtins.includes(name)) return { type: 'function', name };
    throw new PythonError(`NameError: name '${name}' is not defined`);
  }

  private item(of: Value, key: Value): Value {
    if (of instanceof Map) {
      const value = of.get(render(key));
      if (value === undefined) throw new PythonError(`KeyError: ${render(key, 'quoted')}`);
      return value;
    }
    if ((Array.isArray(of) || typeof of === 'string') && typeof key === 'number') {
      const value = (of as readonly Value[]).at(key);
      if (value === undefined) throw new PythonError('IndexError: list index out of range');
      return value;
    }
    throw new NotKnown('subscript');
  }

  private called(node: Expression & { type: 'call' }): Value {
    const args = node.args.map((arg) => this.value(arg));
    const named = new Map([...node.named].map(([name, arg]) => [name, this.value(arg)]));
    if (node.of.type === 'attribute') {
      const of = this.value(node.of.of);
      return callMethod({ call: this.call, argv: this.argv }, of, node.of.name, args, named);
    }
    const callee = this.value(node.of);
    if (
      typeof callee !== 'object' ||
      callee === null ||
      !('type' in callee) ||
      callee.type !== 'function'
    )
      throw new NotKnown('call');
    if (callee.of !== undefined)
      return callMethod({ call: this.call, argv: this.argv }, callee.of, callee.name, args, named);
    return this.builtin(callee.name, args, named);
  }

  private builtin(name: string, args: readonly Value[], named: ReadonlyMap<string, Value>): Value {
    const [first = null] = args;
    switch (name) {
      case 'print': {
        const text = args.map((arg) => render(arg)).join(render(named.get('sep') ?? ' '));
        const line = text + render(named.get('end') ?? '\n');
        const target = named.get('file');
        if (target === undefined) this.stdout += line;
        else if (
          typeof target === 'object' &&
          target !== null &&
          'name' in target &&
          target.name === 'sys.stderr'
        )
          this.stderr += line;
        else throw new NotKnown('print to a file');
        return null;
      }
      case 'len':
        return this.items(first).length;
      case 'sorted':
        return [...this.items(first)].sort((a, b) => (compared('<', a, b) ? -1 : 1));
      case 'list':
        return [...this.items(first)];
      case 'set':
        return [...new Set(this.items(first))];
      case 'str':
        return render(first);
      case 'int':
        if (typeof first === 'string' && !/^\s*-?\d+\s*$/.test(first))
          throw new PythonError(
            `ValueError: invalid literal for int() with base 10: ${render(first, 'quoted')}`,
          );
        return Math.trunc(Number(first));
      case 'any':
        return this.items(first).some(truth);
      case 'all':
        return this.items(first).every(truth);
      case 'exit':
        throw new SystemExit(first);
      default:
        throw new NotKnown(name);
    }
  }
}

const builtins = ['print', 'len', 'sorted', 'list', 'set', 'str', 'int', 'any', 'all', 'exit'];

function compared(operator: string, left: Value, right: Value): boolean {
  const same =
    (typeof left === 'number' && typeof right === 'number') ||
    (typeof left === 'string' && typeof right === 'string');
  if (!same) throw new NotKnown(operator);
  const [first, second] = [left as number, right as number];
  switch (operator) {
    case '<':
      return first < second;
    case '>':
      return first > second;
    case '<=':
      return first <= second;
    case '>=':
      return first >= second;
    default:
      throw new NotKnown(operator);
  }
}

/** `x in y: body` cut at the colon that ends the head. */
function cutHead(text: string): [string, string] {
  const parts = text.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^"']/g) ?? [];
  let level = 0;
  let head = '';
  for (const [index, part] of parts.entries()) {
    if ('([{'.includes(part)) level++;
    if (')]}'.includes(part)) level--;
    if (part === ':' && level === 0)
      return [
        head.trim(),
        parts
          .slice(index + 1)
          .join('')
          .trim(),
      ];
    head += part;
  }
  throw new NotKnown(text);
}
