/**
 * Mends, in the syntax tree, what just-bash lacks or does otherwise than bash:
 *
 * - A redirection that can not be opened ends the whole script there; inside a group it only fails the
 *   command. So a command that writes to a file is put in a group of its own.
 * - `set -e` ends the script inside `{ ...; } || other` and `function || other`; in an `if` it does
 *   not. So such lists become the `if` that they mean.
 * - `x=1` gives the status of the command before, so that `set -e` ends at `cmd || status=$?`.
 * - `"${x:-d}"` is unbound under `set -u`, `for x; do` splits its words, `$UID` and `$SECONDS` are fixed.
 * - A program found outside of /usr/bin is read as a shell script and loses its tenth argument. So a
 *   program of ours is called through one command that finds it by PATH itself.
 * - `umask` and `trap` are missing, and `command -v` looks at names rather than files; the same command
 *   has them all.
 */
import type {
  CommandNode,
  PipelineNode,
  ScriptNode,
  SimpleCommandNode,
  StatementNode,
  WordNode,
} from 'just-bash';
import { offTheTerminal } from './rewrite-terminal.ts';
import { rewriteQuoted, rewriteVariable } from './rewrite-variables.ts';

type ForNode = Extract<CommandNode, { type: 'For' }>;
type FunctionNode = Extract<CommandNode, { type: 'FunctionDef' }>;

/** Where our own entrance stands; called by its path, so that no PATH hides it. */
export const entrance = '/usr/bin/simulated-cloud';

export interface Names {
  readonly isProgram: (name: string) => boolean;
  /** A command that just-bash has itself. */
  readonly isTool: (name: string) => boolean;
}

export function rewrite(ast: ScriptNode, names: Names): ScriptNode {
  const functions = new Set<string>();
  let reads = false;
  visit(ast, (node) => {
    if (isType<{ type: string; name: string }>(node, 'FunctionDef')) functions.add(node.name);
    if (isType<SimpleCommandNode>(node, 'SimpleCommand') && node.name !== null)
      reads ||= ['.', 'source', 'eval'].includes(literal(node.name) ?? '');
  });
  const calls = (name: string) => {
    if (functions.has(name) || builtins.has(name)) return false;
    if (names.isProgram(name) || name.includes('/')) return true;
    // What is read at run time may define a function of this name.
    return name !== '' && !names.isTool(name) && !reads;
  };
  const off = offTheTerminal(ast);
  visit(ast, (node) => {
    if (isType<{ type: string; body: StatementNode[] | ScriptNode }>(node, 'CommandSubstitution'))
      if (!Array.isArray(node.body)) node.body.statements = keptApart(node.body.statements);
    if (isType<PipelineNode>(node, 'Pipeline'))
      node.commands = node.commands.map((command) =>
        guarded(apart(assigned(launched(command, calls, [...functions], reads, off)))),
      );
    if (isType<StatementNode>(node, 'Statement')) conditional(node, functions);
    rewriteQuoted(node);
    rewriteVariable(node, (verb) => ({
      type: 'Script',
      statements: [statement([pipeline(simple(entrance, verb))], [])],
    }));
    if (isType<ForNode>(node, 'For')) node.words ??= [everyArgument()];
    if (isType<FunctionNode>(node, 'FunctionDef')) {
      const body = apart(node.body);
      if (body.type === 'Group') node.body = body;
    }
  });
  return ast;
}

function launched(
  command: CommandNode,
  calls: (name: string) => boolean,
  functions: readonly string[],
  reads: boolean,
  off: ReadonlySet<SimpleCommandNode>,
): CommandNode {
  if (command.type !== 'SimpleCommand' || command.name === null) return command;
  const name = literal(command.name);
  if (name === 'umask' || name === 'trap')
    return { ...command, name: word(entrance), args: [word(name), ...command.args] };
  const [option, ...sought] = command.args;
  if (name === 'command' && option !== undefined && literal(option) === '-v') {
    const args = [word('find'), word(`,${functions.join(',')},`), ...sought];
    const find: CommandNode = { ...command, name: word(entrance), args };
    // A function that was read at run time is known to the shell alone.
    return reads ? group([pipeline(find), pipeline(command)], ['||']) : find;
  }
  if (name === undefined || !calls(name)) return command;
  const verb = off.has(command) ? 'run-apart' : 'run';
  return { ...command, name: word(entrance), args: [word(verb), word(name), ...command.args] };
}

/** An assignment without a command in it succeeds; in just-bash it keeps the status that was before. */
function assigned(command: CommandNode): CommandNode {
  if (command.type !== 'SimpleCommand' || command.name !== null) return command;
  if (command.assignments.length === 0 || command.redirections.length > 0) return command;
  let runs = false;
  visit(command.assignments, (node) => {
    runs ||= isType(node, 'CommandSubstitution');
  });
  return runs ? command : group([pipeline(command), pipeline(simple('true'))], ['||']);
}

/** just-bash knows neither umask nor traps, so a subshell can not keep its own by itself. */
function apart(command: CommandNode): CommandNode {
  if (command.type !== 'Subshell' || !hasItsOwn(command)) return command;
  const { redirections } = command;
  const inner: CommandNode = { ...command, redirections: [] };
  return { type: 'Group', body: around(inner), redirections };
}

function keptApart(statements: StatementNode[]): StatementNode[] {
  if (!hasItsOwn(statements)) return statements;
  return around({ type: 'Subshell', body: statements, redirections: [] });
}

function around(command: CommandNode): StatementNode[] {
  const done = simple(entrance, 'leave', '0');
  const folded = branch(
    branch(pipeline(command), '&&', pipeline(done)),
    '||',
    pipeline(simple(entrance, 'leave', '$?')),
  );
  return [statement([pipeline(simple(entrance, 'enter'))], []), statement([folded], [])];
}

function hasItsOwn(node: unknown): boolean {
  let found = false;
  visit(node, (one) => {
    if (!isType<SimpleCommandNode>(one, 'SimpleCommand')) return;
    found ||=
      one.args.some((arg) => ['umask', 'trap'].includes(literal(arg) ?? '')) &&
      one.name !== null &&
      literal(one.name) === entrance;
  });
  return found;
}

function guarded(command: CommandNode): CommandNode {
  if (command.type === 'FunctionDef' || !command.redirections.some(writesFile)) return command;
  if (command.type === 'SimpleCommand' && command.name !== null && literal(command.name) === 'exec')
    return command;
  return group([pipeline(command)], []);
}

function group(pipelines: PipelineNode[], operators: ('&&' | '||')[]): CommandNode {
  return { type: 'Group', body: [statement(pipelines, operators)], redirections: [] };
}

type Redirection = SimpleCommandNode['redirections'][number];

function writesFile({ operator, target }: Redirection): boolean {
  if (target.type === 'HereDoc' || !['>', '>>', '>|', '&>', '&>>', '<>', '>&'].includes(operator))
    return false;
  const name = literal(target);
  return (
    name === undefined || (name !== '/dev/null' && !(operator === '>&' && /^[\d-]/.test(name)))
  );
}

function conditional(node: StatementNode, functions: ReadonlySet<string>): void {
  const before = node.pipelines.slice(0, -1);
  if (node.operators.includes(';')) return;
  if (!before.some((one) => one.commands.some((command) => runsHere(command, functions)))) return;
  const [first, ...rest] = node.pipelines;
  if (first === undefined) return;
  const folded = rest.reduce(
    (left, right, index) => branch(left, node.operators[index] ?? ';', right),
    first,
  );
  node.pipelines = [folded];
  node.operators = [];
}

/** Commands of which the inside is judged by `set -e` in this shell. */
function runsHere(command: CommandNode, functions: ReadonlySet<string>): boolean {
  switch (command.type) {
    case 'SimpleCommand':
      return command.name !== null && functions.has(literal(command.name) ?? '');
    case 'FunctionDef':
    case 'ArithmeticCommand':
    case 'ConditionalCommand':
      return false;
    case 'If':
    case 'For':
    case 'CStyleFor':
    case 'While':
    case 'Until':
    case 'Case':
    case 'Group':
    case 'Subshell':
      return true;
  }
}

function branch(left: PipelineNode, operator: string, right: PipelineNode): PipelineNode {
  const condition = [statement([left], [])];
  const runs = [statement([right], [])];
  // The status of the left side goes on, and as the part of a list it never ends the script.
  const status = statement(
    [pipeline(simple(entrance, 'status', '$?')), pipeline(simple('true'))],
    ['&&'],
  );
  const clauses =
    operator === '||'
      ? { body: [statement([pipeline(simple('true'))], [])], elseBody: runs }
      : { body: runs, elseBody: [status] };
  return pipeline({
    type: 'If',
    clauses: [{ condition, body: clauses.body }],
    elseBody: clauses.elseBody,
    redirections: [],
  });
}

function statement(pipelines: PipelineNode[], operators: ('&&' | '||')[]): StatementNode {
  return { type: 'Statement', pipelines, operators, background: false };
}

function pipeline(command: CommandNode): PipelineNode {
  return { type: 'Pipeline', commands: [command], negated: false };
}

function simple(name: string, ...args: string[]): SimpleCommandNode {
  const words = args.map((text) => (text === '$?' ? statusWord() : word(text)));
  return {
    type: 'SimpleCommand',
    name: word(name),
    args: words,
    assignments: [],
    redirections: [],
  };
}

function word(value: string): WordNode {
  return { type: 'Word', parts: [{ type: 'Literal', value }] };
}

/** `"$@"`, which `for name; do` means; just-bash splits it again. */
function everyArgument(): WordNode {
  const all = { type: 'ParameterExpansion', parameter: '@', operation: null } as const;
  return { type: 'Word', parts: [{ type: 'DoubleQuoted', parts: [all] }] };
}

function statusWord(): WordNode {
  return { type: 'Word', parts: [{ type: 'ParameterExpansion', parameter: '?', operation: null }] };
}

function literal(node: WordNode): string | undefined {
  const texts = node.parts.map((part) =>
    part.type === 'Literal' || part.type === 'SingleQuoted' ? part.value : undefined,
  );
  return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
}

function isType<T>(node: object, type: string): node is T & object {
  return 'type' in node && node.type === type;
}

/** Children first, so that what is put around a node is not visited again. */
function visit(node: unknown, meet: (node: object) => void): void {
  if (Array.isArray(node)) {
    for (const one of node) visit(one, meet);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  for (const value of Object.values(node)) visit(value, meet);
  meet(node);
}

/** Builtins and reserved words of bash: never looked for on PATH. */
export const builtins: ReadonlySet<string> = new Set(
  '. : [ [[ alias bg bind break builtin caller cd command compgen complete compopt continue declare dirs disown echo enable eval exec exit export false fc fg getopts hash help history jobs kill let local logout mapfile popd printf pushd pwd read readarray readonly return set shift shopt source suspend test times true type typeset ulimit unalias unset wait'.split(
    ' ',
  ),
);
