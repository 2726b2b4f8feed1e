import type {
  AndOr,
  For,
  ArithmeticFor,
  Pipeline,
  Statement,
  SyntaxNode,
  While,
} from '../steps/shell-syntax.ts';
import { forEachChild, nodesBelow } from '../steps/shell-syntax.ts';
import type { Call } from './calls.ts';
import type { Shell } from './shells.ts';

/** The nodes that a call stands in, innermost first, up to the substitution that has its output, which is the last. */
export function around({ command: { path } }: Call): readonly SyntaxNode[] {
  const from = path.findLastIndex(({ type }) => SUBSTITUTIONS.has(type));
  return path.slice(Math.max(from, 0)).toReversed();
}

const SUBSTITUTIONS: ReadonlySet<string> = new Set([
  'CommandExpansion',
  'ProcessSubstitution',
  'ArithmeticCommandExpansion',
]);

/** Whether its output becomes a value: `$(...)`. */
export function isCaptured(call: Call): boolean {
  return around(call).at(-1)?.type === 'CommandExpansion';
}

/** The pipeline that a call is a stage of, on its own or in a group, and which stage. */
export function pipelineOf(call: Call): { pipeline: Pipeline; stage: number } | undefined {
  const pipeline = around(call).find((node) => node.type === 'Pipeline');
  if (pipeline === undefined || pipeline.commands.length < 2) return undefined;
  return { pipeline, stage: indexIn(pipeline.commands, call) };
}

/** The list of `&&` and `||` that a call is judged in, and which of its commands it belongs to. */
export function andOrOf(call: Call): { andOr: AndOr; index: number } | undefined {
  for (const node of around(call)) {
    if (node.type === 'AndOr') return { andOr: node, index: indexIn(node.commands, call) };
    if (node.type === 'CompoundList' || node.type === 'CommandExpansion') return undefined;
  }
  return undefined;
}

/** Whether it is what an `if`, a `while` or an `until` asks. */
export function isAsked(call: Call): 'if' | 'loop' | undefined {
  const nodes = around(call);
  for (const [index, node] of nodes.entries()) {
    const inside = nodes[index - 1];
    if (inside === undefined || !('clause' in node)) continue;
    if (node.clause !== inside) return undefined;
    return node.type === 'While' ? 'loop' : 'if';
  }
  return undefined;
}

function indexIn(nodes: readonly { pos: number; end: number }[], { command }: Call): number {
  return nodes.findIndex(({ pos, end }) => pos <= command.node.pos && command.node.end <= end);
}

export type Loop = For | ArithmeticFor | While;

export function loopsAround(call: Call): readonly Loop[] {
  return around(call).filter(isLoop);
}

export function isLoop(node: SyntaxNode): node is Loop {
  return node.type === 'For' || node.type === 'ArithmeticFor' || node.type === 'While';
}

/** Whether it happens in the shell of the script itself, so that what it does to that shell stays. */
export function staysInShell(call: Call): boolean {
  const nodes = around(call);
  return !nodes.some(
    (node) =>
      SUBSTITUTIONS.has(node.type) ||
      node.type === 'Subshell' ||
      node.type === 'Function' ||
      node.type === 'Coproc' ||
      (node.type === 'Pipeline' && node.commands.length > 1) ||
      (node.type === 'Statement' && node.background === true),
  );
}

/**
 * Where standard input is taken from instead of the shell's own; undefined when it is the shell's own. With `within` it
 * is that group's own input which counts as such.
 */
export function inputOf(
  call: Call,
  within?: SyntaxNode,
): 'file' | 'null' | 'text' | 'pipe' | undefined {
  const nodes = around(call);
  const inside = within === undefined ? nodes : nodes.slice(0, nodes.indexOf(within));
  const groups = inside.flatMap((node) => (node.type === 'Redirected' ? node.redirects : []));
  for (const redirect of [...call.redirects].reverse().concat(groups)) {
    const { descriptor } = redirect;
    if (
      descriptor !== undefined &&
      !(descriptor.type === 'FileDescriptor' && descriptor.value === 0)
    )
      continue;
    if (redirect.type !== 'Redirect') return 'text';
    if (redirect.operator === '<' || redirect.operator === '<&' || redirect.operator === '<>')
      return redirect.target?.text === '/dev/null' ? 'null' : 'file';
  }
  const pipeline = inside.find(
    (node): node is Pipeline => node.type === 'Pipeline' && node.commands.length > 1,
  );
  return pipeline !== undefined && indexIn(pipeline.commands, call) > 0 ? 'pipe' : undefined;
}

/** Whether its errors go nowhere: `2>/dev/null`, `>/dev/null 2>&1`, `&>/dev/null`. */
export function hidesErrors({ redirects }: Call): boolean {
  let outputGone = false;
  let errorsGone = false;
  for (const redirect of redirects) {
    if (redirect.type !== 'Redirect') continue;
    const { operator, target, descriptor } = redirect;
    const gone = target?.text === '/dev/null';
    const number = descriptor?.type === 'FileDescriptor' ? descriptor.value : 1;
    if (operator === '&>' || operator === '&>>') errorsGone = gone;
    else if (operator === '>&' && number === 2) errorsGone = target?.text === '1' && outputGone;
    else if (operator.startsWith('>')) {
      if (number === 1) outputGone = gone;
      if (number === 2) errorsGone = gone;
    }
  }
  return errorsGone;
}

/** Whether the option is on when `before` is reached: `set -o pipefail`, `set -euo pipefail`, `bash -e`. */
export function optionIsSet(shell: Shell, option: 'pipefail' | 'errexit', before: number): boolean {
  const letter = option === 'errexit' ? /^-[a-zA-Z]*e[a-zA-Z]*$/ : /(?!)/;
  const turnsOn = (args: readonly (string | undefined)[]) =>
    args.some((arg) => arg !== undefined && (arg === option || letter.test(arg)));
  if (
    shell.calls.some(
      ({ name, args, command }) => name === 'set' && command.node.pos < before && turnsOn(args),
    )
  )
    return true;
  const from = shell.from;
  return from?.by === 'words' && turnsOn(from.call.args.slice(0, -1));
}

/** The statements that run after a node, in its own list and in those around it up to its shell's end. */
export function statementsAfter(path: readonly SyntaxNode[], end: number): readonly Statement[] {
  return path
    .slice(
      Math.max(
        path.findLastIndex(({ type }) => SUBSTITUTIONS.has(type)),
        0,
      ),
    )
    .flatMap((node) =>
      node.type === 'Script' || node.type === 'CompoundList'
        ? node.commands.filter(({ pos }) => pos >= end)
        : [],
    );
}

/** Every node of a script with the nodes that it stands in, outermost first. */
export function nodesWithPath(
  script: SyntaxNode,
): readonly { readonly node: SyntaxNode; readonly path: readonly SyntaxNode[] }[] {
  const found: { node: SyntaxNode; path: readonly SyntaxNode[] }[] = [];
  const visit = (node: SyntaxNode, path: readonly SyntaxNode[]): void => {
    found.push({ node, path });
    const inside = [...path, node];
    forEachChild(node, (child) => visit(child, inside));
  };
  visit(script, []);
  return found;
}

/** The calls below a node of a script, and its own. */
export function callsBelow(shell: Shell, node: SyntaxNode): readonly Call[] {
  return [...nodesBelow(node)].flatMap((below) => shell.callAt(below) ?? []);
}
