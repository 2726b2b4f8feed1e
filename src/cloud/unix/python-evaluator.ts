import type { Call } from '../world.ts';
import type { Expression } from './python-syntax.ts';
import { NotKnown } from './python-syntax.ts';
import {
  attributeOf,
  callMethod,
  openFile,
  PythonError,
  render,
  SystemExit,
  truth,
} from './python-values.ts';
import type { Value } from './python-values.ts';

/** Computes expressions, with the names and the output of one script. */
export class Evaluator {
  stdout = '';
  stderr = '';
  readonly names = new Map<string, Value>();
  private readonly call: Call;
  private readonly argv: readonly string[];

  constructor(call: Call, argv: readonly string[]) {
    this.call = call;
    this.argv = argv;
  }

  bind(targets: readonly string[], item: Value): void {
    if (targets.length === 1) {
      this.names.set(targets[0] ?? '', item);
      return;
    }
    const parts = this.items(item);
    targets.forEach((name, index) => this.names.set(name, parts[index] ?? null));
  }

  items(value: Value): readonly Value[] {
    if (Array.isArray(value)) return value as readonly Value[];
    if (value instanceof Map) return [...value.keys()];
    if (typeof value === 'string') return [...value];
    throw new NotKnown('iteration');
  }

  value(node: Expression): Value {
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
    // It may be one of Python's own that is not simulated.
    throw new NotKnown(name);
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
      case 'open':
        if (args.length !== 1 || named.size > 0) throw new NotKnown('open');
        return openFile(this.call, render(first));
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

const builtins = [
  'print',
  'len',
  'sorted',
  'list',
  'set',
  'str',
  'int',
  'any',
  'all',
  'exit',
  'open',
];

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
