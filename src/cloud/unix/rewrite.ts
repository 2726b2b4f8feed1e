/**
 * Mends, in the syntax tree, what just-bash lacks or does otherwise than bash:
 *
 * - A redirection that can not be opened ends the whole script there; inside a group it only fails the
 *   command. So a command that writes to a file is put in a group of its own.
 * - `set -e` ends the script inside `{ ...; } || other` and `function || other`; in an `if` it does
 *   not. So such lists become the `if` that they mean.
 * - A program found outside of /usr/bin is read as a shell script and loses its tenth argument. So a
 *   program of ours is called through one command that finds it by PATH itself.
 * - `umask` and `trap` are missing; the same command has them.
 */
import type {
  CommandNode,
  PipelineNode,
  ScriptNode,
  SimpleCommandNode,
  StatementNode,
  WordNode,
} from 'just-bash';

/** Where our own entrance stands; called by its path, so that no PATH hides it. */
export const entrance = '/usr/bin/simulated-cloud';

export function rewrite(ast: ScriptNode, isProgram: (name: string) => boolean): ScriptNode {
  const functions = new Set<string>();
  visit(ast, (node) => {
    if (isType<{ type: string; name: string }>(node, 'FunctionDef')) functions.add(node.name);
  });
  const calls = (name: string) => isProgram(name) && !functions.has(name);
  visit(ast, (node) => {
    if (isType<PipelineNode>(node, 'Pipeline'))
      node.commands = node.commands.map((command) => guarded(launched(command, calls)));
    if (isType<StatementNode>(node, 'Statement')) conditional(node, functions);
  });
  return ast;
}

function launched(command: CommandNode, calls: (name: string) => boolean): CommandNode {
  if (command.type !== 'SimpleCommand' || command.name === null) return command;
  const name = literal(command.name);
  if (name === 'umask' || name === 'trap')
    return { ...command, name: word(entrance), args: [word(name), ...command.args] };
  if (name === undefined || !calls(name.split('/').pop() ?? '')) return command;
  return { ...command, name: word(entrance), args: [word('run'), word(name), ...command.args] };
}

function guarded(command: CommandNode): CommandNode {
  if (command.type === 'FunctionDef' || !command.redirections.some(writesFile)) return command;
  if (command.type === 'SimpleCommand' && command.name !== null && literal(command.name) === 'exec')
    return command;
  return { type: 'Group', body: [statement([pipeline(command)], [])], redirections: [] };
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
    case 'Subshell':
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
