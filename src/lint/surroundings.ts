import type {
  AndOr,
  For,
  ArithmeticFor,
  Pipeline,
  SyntaxNode,
  While,
} from '../steps/shell-syntax.ts';
import type { Call } from './calls.ts';
import type { Shell } from './shells.ts';

const surroundings = new WeakMap<Call, readonly SyntaxNode[]>();

/** The nodes that a call stands in, innermost first, up to the substitution that has its output, which is the last. */
export function around(call: Call): readonly SyntaxNode[] {
  const known = surroundings.get(call);
  if (known !== undefined) return known;
  const { path } = call.command;
  const from = path.findLastIndex(({ type }) => SUBSTITUTIONS.has(type));
  const nodes = path.slice(Math.max(from, 0)).toReversed();
  surroundings.set(call, nodes);
  return nodes;
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

const options = new WeakMap<Shell, Readonly<Record<'pipefail' | 'errexit', number>>>();

/** Whether the option is on when `before` is reached: `set -o pipefail`, `set -euo pipefail`, `bash -e`. */
export function optionIsSet(shell: Shell, option: 'pipefail' | 'errexit', before: number): boolean {
  const known = options.get(shell) ?? {
    pipefail: setAt(shell, /^pipefail$/),
    errexit: setAt(shell, /^errexit$|^-[a-zA-Z]*e[a-zA-Z]*$/),
  };
  options.set(shell, known);
  return known[option] < before;
}

/** Where it is turned on first; -1 where the shell begins with it. */
function setAt({ calls, from }: Shell, option: RegExp): number {
  const turnsOn = ({ args }: Call) => args.some((arg) => arg !== undefined && option.test(arg));
  if (from?.by === 'words' && turnsOn({ ...from.call, args: from.call.args.slice(0, -1) }))
    return -1;
  const set = calls.find((call) => call.name === 'set' && turnsOn(call));
  return set?.command.node.pos ?? Infinity;
}

/** Whether any statement runs after a node, in its own list or in one around it up to its shell's end. */
export function goesOnAfter({ command: { path, node } }: Call): boolean {
  return path
    .slice(
      Math.max(
        path.findLastIndex(({ type }) => SUBSTITUTIONS.has(type)),
        0,
      ),
    )
    .some(
      (one) =>
        (one.type === 'Script' || one.type === 'CompoundList') &&
        (one.commands.at(-1)?.pos ?? -1) >= node.end,
    );
}

/** The calls below a node of a script, and its own. */
export function callsBelow({ tree, callAt }: Shell, node: SyntaxNode): readonly Call[] {
  return tree.below(node).flatMap((below) => callAt(below) ?? []);
}

/** The calls in the stages of a pipeline behind its first. */
export function callsBehind(shell: Shell, pipeline: Pipeline): readonly Call[] {
  return pipeline.commands.slice(1).flatMap((node) => callsBelow(shell, node));
}
