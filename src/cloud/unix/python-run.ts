import type { Answer, Call } from '../world.ts';
import { Evaluator } from './python-evaluator.ts';
import type { Line } from './python-lines.ts';
import { cutHead, linesOf, split } from './python-lines.ts';
import { NotKnown, parseExpression } from './python-syntax.ts';
import {
  attributeOf,
  importModule,
  PythonError,
  render,
  SystemExit,
  truth,
} from './python-values.ts';

/** Runs a small script. What it does not understand fails before anything was printed. */
export function runPython(call: Call, source: string, argv: readonly string[]): Answer {
  const run = new Run(call, argv);
  try {
    run.block(linesOf(source));
    return { stdout: run.on.stdout, stderr: run.on.stderr, exitCode: 0 };
  } catch (error) {
    if (error instanceof SystemExit)
      return { stdout: run.on.stdout, stderr: run.on.stderr + error.says, exitCode: error.status };
    if (error instanceof PythonError) {
      const trace = `Traceback (most recent call last):\n  File "<string>", line 1, in <module>\n${error.message}\n`;
      return { stdout: run.on.stdout, stderr: run.on.stderr + trace, exitCode: 1 };
    }
    if (error instanceof NotKnown) {
      const first = source.trim().split('\n')[0] ?? '';
      return { stdout: '', stderr: `simulated cloud: not known: python3: ${first}\n`, exitCode: 2 };
    }
    throw error;
  }
}

class Run {
  readonly on: Evaluator;
  private readonly call: Call;

  constructor(call: Call, argv: readonly string[]) {
    this.call = call;
    this.on = new Evaluator(call, argv);
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
      switch (compound[1] ?? '') {
        case 'for':
          this.loop(head, body);
          break;
        case 'if':
          skipping = truth(this.on.value(parseExpression(head)));
          if (skipping) this.block(body);
          break;
        case 'elif':
          if (skipping === false) {
            skipping = truth(this.on.value(parseExpression(head)));
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
    for (const item of this.on.items(this.on.value(parseExpression(match[2] ?? '')))) {
      this.on.bind(targets, item);
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
        this.on.names.set(name, attributeOf(this.call, module, name));
      }
      return;
    }
    const assigned = /^([A-Za-z_]\w*)\s*=(?!=)\s*([^]+)$/.exec(text);
    if (assigned !== null) {
      this.on.names.set(assigned[1] ?? '', this.on.value(parseExpression(assigned[2] ?? '')));
      return;
    }
    const asserted = /^assert ([^]+)$/.exec(text);
    if (asserted !== null) {
      const [condition = '', says] = split(asserted[1] ?? '', ',');
      if (truth(this.on.value(parseExpression(condition)))) return;
      const detail = says === undefined ? '' : `: ${render(this.on.value(parseExpression(says)))}`;
      throw new PythonError(`AssertionError${detail}`);
    }
    this.on.value(parseExpression(text));
  }

  private importName(text: string): void {
    const match = /^([\w.]+)(?: as (\w+))?$/.exec(text);
    if (match === null) throw new NotKnown(text);
    const [, path = '', alias] = match;
    const module = importModule(this.call, path);
    if (alias !== undefined) this.on.names.set(alias, module);
    else
      this.on.names.set(
        path.split('.')[0] ?? '',
        importModule(this.call, path.split('.')[0] ?? ''),
      );
  }
}
