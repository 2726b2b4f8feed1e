import { forEachChild, readShell } from '../shell-syntax.ts';
import type {
  ArithmeticExpression,
  Command,
  Pipeline,
  SyntaxNode,
  While,
} from '../shell-syntax.ts';
import { argumentOfWord } from './argument.ts';
import { judgeCommand, judgeFunctionName } from './command.ts';
import { isPlainName, setsName } from './names.ts';
import { judgeRedirect } from './redirect.ts';
import { shown } from './rule.ts';
import type { Reason } from './rule.ts';

/** The first thing of a script that is not known to only read. */
export interface Finding {
  readonly why: string;
  readonly at: number;
}

/** What holds at a place of a script. */
interface Scope {
  /** Functions of the script that are there for sure, and only read. */
  readonly functions: ReadonlySet<string>;
  /** How many texts it stands in: `sh -c` in `sh -c`. */
  readonly depth: number;
  /** Where all of it stands, when it has no offsets of its own. */
  readonly at: number | undefined;
  /** Whether nothing comes on standard input. */
  readonly quiet: boolean;
}

/** Texts that are handed on to be run, one in the other. */
const DEEPEST = 4;

/** Why a script is not known to only read, and where; undefined when it only reads. */
export function judgeScript(text: string, depth = 0): Finding | undefined {
  if (depth > DEEPEST) return { why: NOT_UNDERSTOOD, at: 0 };
  const reading = readShell(text);
  if (reading.type === 'not-read') return { why: NOT_UNDERSTOOD, at: reading.at };
  const { script } = reading;
  if (script.commands.length === 0) return { why: 'there is no command in it', at: 0 };
  if (script.shebang !== undefined && !SHELL.test(script.shebang))
    return { why: 'it is written for another program than a shell', at: 0 };
  return judgeNode(script, { functions: new Set(), depth, at: undefined, quiet: false });
}

const NOT_UNDERSTOOD = 'the shell in it is not understood';
const SHELL = /^(?:#!)?\s*(?:\/usr)?\/bin\/(?:env\s+)?(?:bash|sh|dash|ksh|zsh)(?:\s|$)/;

function judgeNode(node: SyntaxNode, scope: Scope): Finding | undefined {
  const found = (why: string): Finding => ({ why, at: scope.at ?? node.pos });
  const own = judgeItself(node);
  if (own !== undefined) return found(own);
  if (node.type === 'Script') return judgeList(node, scope);
  if (node.type === 'CompoundList') return judgeList(node, scope);
  if (node.type === 'Pipeline') return judgePipeline(node, scope);
  if (node.type === 'Command') return judgeChildren(node, scope) ?? judgeSimple(node, scope);
  if (
    node.type === 'CommandExpansion' ||
    node.type === 'ArithmeticCommandExpansion' ||
    node.type === 'ProcessSubstitution'
  ) {
    if (node.script === undefined) return found(NOT_UNDERSTOOD);
    // A script out of escaped back-ticks counts in a text of its own.
    const at = scope.at ?? (node.script.source === undefined ? undefined : node.pos);
    return judgeNode(node.script, { ...scope, at, quiet: false });
  }
  return judgeChildren(node, scope);
}

function judgeChildren(node: SyntaxNode, scope: Scope): Finding | undefined {
  let finding: Finding | undefined;
  const inner = node.type === 'Statement' ? scope : { ...scope, quiet: false };
  forEachChild(node, (child) => {
    finding ??= judgeNode(child, inner);
  });
  return finding;
}

/** A function is there for what comes after it in its own list, and inside of that. */
function judgeList(
  list: Extract<SyntaxNode, { type: 'Script' | 'CompoundList' }>,
  scope: Scope,
): Finding | undefined {
  let inner = { ...scope, quiet: false };
  for (const statement of list.commands) {
    const finding = judgeNode(statement, inner);
    if (finding !== undefined) return finding;
    if (statement.command.type !== 'Function') continue;
    const functions = new Set([...inner.functions, statement.command.name.value]);
    inner = { ...inner, functions };
  }
  return undefined;
}

function judgePipeline(pipeline: Pipeline, scope: Scope): Finding | undefined {
  let quiet = false;
  for (const command of pipeline.commands) {
    const finding = judgeNode(command, { ...scope, quiet });
    if (finding !== undefined) return finding;
    quiet = saysNothing(command);
  }
  return undefined;
}

/** `echo |` is a line end, `true |` is nothing. */
function saysNothing(node: SyntaxNode): boolean {
  if (node.type !== 'Command' || node.redirects.length > 0) return false;
  return /^(?:echo|true|:)$/.test(node.name?.value ?? '') && node.args.length === 0;
}

function judgeSimple(node: Command, scope: Scope): Finding | undefined {
  const why = judgeCommand(node, {
    functions: scope.functions,
    hearsNothing: scope.quiet || readsNothing(node),
    script: (text) => judgeScript(text, scope.depth + 1)?.why,
  });
  return why === undefined ? undefined : { why, at: scope.at ?? node.name?.pos ?? node.pos };
}

/** `</dev/null` as the last of what is said of its standard input. */
function readsNothing(node: Command): boolean {
  const inputs = node.redirects.filter((redirect) => redirect.operator.startsWith('<'));
  const last = inputs.at(-1);
  return last?.type === 'Redirect' && last.operator === '<' && last.target?.value === '/dev/null';
}

/** What a node does by itself, whatever stands below it. */
function judgeItself(node: SyntaxNode): Reason {
  switch (node.type) {
    case 'Statement':
      return node.background === true ? 'it leaves something running behind it' : undefined;
    case 'Coproc':
      return 'it leaves something running behind it';
    case 'Select':
      return 'it waits for an answer';
    case 'Function':
      return judgeFunctionName(node.name.value);
    case 'While':
      return endsByItself(node) ? undefined : NO_END;
    case 'For':
      return judgeName(node.name.value);
    case 'ArithmeticFor':
      return node.test === undefined && !leaves(node.body) ? NO_END : undefined;
    case 'Assignment':
      return judgeName(node.name);
    case 'Redirect':
    case 'HereString':
    case 'HereDoc':
      return judgeRedirect(node);
    case 'ParameterExpansion':
      return judgeExpansion(node);
    case 'ArithmeticBinary':
      return /^(?:[-+*/%&|^]|<<|>>)?=$/.test(node.operator) ? judgeLeft(node.left) : undefined;
    case 'ArithmeticUnary':
      return /^(?:\+\+|--)$/.test(node.operator) ? judgeLeft(node.operand) : undefined;
    case 'ArithmeticExpansion':
      return node.expression === undefined && /\w/.test(node.text) ? NOT_UNDERSTOOD : undefined;
    case 'ArithmeticCommand':
      return node.expression === undefined && /\w/.test(node.body) ? NOT_UNDERSTOOD : undefined;
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return judgeValue(node.value);
    case 'Word':
      return node.parts === undefined ? judgeValue(node.value) : undefined;
    case 'HereDocBody':
      return judgeValue(node.text);
    // What stands below these decides.
    case 'AndOr':
    case 'ArithmeticCommandExpansion':
    case 'ArithmeticGroup':
    case 'ArithmeticTernary':
    case 'ArithmeticWord':
    case 'ArrayValue':
    case 'BraceExpansion':
    case 'BraceGroup':
    case 'Case':
    case 'CaseItem':
    case 'CaseModification':
    case 'Command':
    case 'CommandExpansion':
    case 'CompoundList':
    case 'Default':
    case 'DoubleQuoted':
    case 'Elif':
    case 'ExtendedGlob':
    case 'FileDescriptor':
    case 'FileDescriptorVariable':
    case 'Glob':
    case 'HereDocDelimiter':
    case 'If':
    case 'LocaleString':
    case 'Names':
    case 'Negation':
    case 'Pipeline':
    case 'ProcessSubstitution':
    case 'Redirected':
    case 'Remove':
    case 'Replace':
    case 'Script':
    case 'SimpleExpansion':
    case 'Slice':
    case 'Subshell':
    case 'TestBinary':
    case 'TestCommand':
    case 'TestGroup':
    case 'TestLogical':
    case 'TestNot':
    case 'TestUnary':
    case 'Time':
    case 'Transform':
    case 'Unknown':
      return undefined;
  }
}

const NO_END = 'it does not end by itself';

function judgeName(name: string): Reason {
  return isPlainName(name) ? undefined : setsName(name);
}

/** Where bash counts, it runs what stands in an index: a value like that is one for nothing else. */
function judgeValue(value: string): Reason {
  return /\[[^\]\n]*(?:\$\(|`)/.test(value)
    ? `\`${shown(value)}\` in it may be run where the shell counts with it`
    : undefined;
}

function judgeLeft(left: ArithmeticExpression): Reason {
  if (left.type === 'ArithmeticGroup') return judgeLeft(left.expression);
  if (left.type !== 'ArithmeticWord') return NOT_UNDERSTOOD;
  return judgeName(/^\w*/.exec(left.value)?.[0] ?? '');
}

function judgeExpansion(node: Extract<SyntaxNode, { type: 'ParameterExpansion' }>): Reason {
  const { operation } = node;
  if (operation?.type === 'Unknown') return NOT_UNDERSTOOD;
  if (operation?.type === 'Default' && operation.operator.endsWith('='))
    return node.prefix === '!' ? NOT_UNDERSTOOD : judgeName(node.parameter);
  // `${x@P}` runs what stands in the value.
  if (operation?.type === 'Transform' && !/^[QUuLaEKk]$/.test(operation.operand.value))
    return NOT_UNDERSTOOD;
  return undefined;
}

function endsByItself({ kind, clause, body }: While): boolean {
  const [statement, second] = clause.commands;
  if (statement === undefined || second !== undefined) return true;
  const { command } = statement;
  const always = kind === 'while' ? ['true', ':', '[ 1 ]', 'test 1', 'sleep'] : ['false'];
  if (command.type === 'ArithmeticCommand') return !/^\s*1\s*$/.test(command.body) || leaves(body);
  if (command.type !== 'Command') return true;
  const said = [command.name, ...command.args.filter((word) => word.type === 'Word')]
    .map((word) => (word === undefined ? '' : (argumentOfWord(word).literal ?? '$')))
    .join(' ');
  return !always.some((words) => said === words || said.startsWith(`${words} `)) || leaves(body);
}

/** Whether `break`, `exit` or `return` stands in it. */
function leaves(body: SyntaxNode): boolean {
  if (body.type === 'Command' && /^(?:break|exit|return)$/.test(body.name?.value ?? ''))
    return true;
  let found = false;
  forEachChild(body, (child) => {
    found ||= leaves(child);
  });
  return found;
}
