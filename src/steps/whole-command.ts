import { commentsOf } from './shell-comments.ts';
import { commandsIn } from './shell-commands.ts';
import { nodesBelow, readShellLoosely } from './shell-syntax.ts';
import type { ParsedScript } from './shell-syntax.ts';

/** How far a text has come on its way to being a whole command line. */
export type Wholeness =
  | { readonly type: 'whole'; readonly script: ParsedScript | undefined }
  /** The shell would ask for more. */
  | { readonly type: 'goes-on' }
  /** Nothing that may follow makes shell of it. */
  | { readonly type: 'wrong'; readonly reason: string };

/**
 * Whether the shell would run what stands here, or would wait for the rest of it: a quote, a bracket, a `do`, a
 * backslash or a here-document that is still open. The script is undefined for words that need no parser.
 */
export function wholenessOf(text: string): Wholeness {
  if (PLAIN_WORDS.test(text)) return { type: 'whole', script: undefined };
  const { script, problem } = readShellLoosely(placeholdersFilled(text));
  if (script === undefined) return { type: 'wrong', reason: problem?.reason ?? 'it is not read' };
  if (problem !== undefined)
    return problem.reason.startsWith('unexpected') || isApostrophe(text, problem)
      ? { type: 'wrong', reason: problem.reason }
      : { type: 'goes-on' };
  if (endsInBackslash(text)) return { type: 'goes-on' };
  for (const node of nodesBelow(script))
    if (node.type === 'HereDoc' && node.closing === undefined) return { type: 'goes-on' };
  return { type: 'whole', script };
}

/**
 * The command line that `text` begins with, when more lines follow that need not belong to it: the shortest row of whole
 * lines that the shell would run. Undefined when there is none. Reads the text twice, however long it is.
 */
export function firstWholeCommand(text: string): string | undefined {
  const { script } = readShellLoosely(placeholdersFilled(text));
  if (script === undefined) return undefined;
  let end = endOfLine(text, 0);
  for (const statement of script.commands) {
    if (statement.pos > end) break;
    let last = statement.end;
    for (const node of nodesBelow(statement))
      if (node.type === 'HereDoc') last = Math.max(last, node.closing?.end ?? text.length);
    end = Math.max(end, endOfLine(text, last));
  }
  const command = text.slice(0, end);
  return wholenessOf(command).type === 'whole' ? command : undefined;
}

/**
 * The words of every command in a text, substitutions' too; undefined where a word is known only when it runs. Nothing
 * where it is no shell.
 */
export function wordsOfCommands(text: string): readonly (readonly (string | undefined)[])[] {
  const wholeness = wholenessOf(text);
  if (wholeness.type !== 'whole') return [];
  return wordsOfWhole(text, wholeness.script);
}

/** The same of a text that is whole, with the script that came of it. */
export function wordsOfWhole(
  text: string,
  script: ParsedScript | undefined,
): readonly (readonly (string | undefined)[])[] {
  if (script === undefined) return [text.trim().split(/ +/)];
  return commandsIn(script).map(({ words }) => words);
}

/**
 * `<server-id>` is a hole for the operator to fill, not a redirection that wants a word. The text keeps its length, so
 * that offsets stay.
 */
export function placeholdersFilled(text: string): string {
  if (!text.includes('<')) return text;
  return text.replace(/(?<![<>])<[A-Za-z][\w-]{0,60}(?:[ .:/][\w-]{1,60}){0,8}>(?!>)/g, (hole) =>
    'x'.repeat(hole.length),
  );
}

/** No quote, bracket, operator, keyword or comment can be in these. */
const PLAIN_WORDS =
  /^(?!(?:if|for|while|until|case|select|function|time|coproc|do|done|then|else|elif|fi|esac|in)\b)[\w./:@%+,-]+(?: +[\w./:=@%+,-]+)*[ \t]*$/;

/** In a comment it carries nothing on. */
function endsInBackslash(text: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*\\$/.test(text) && commentsOf(text).at(-1)?.[1] !== text.length;
}

/** `echo it's`: a quote inside a word is an apostrophe that somebody forgot, and closes with any other below it. */
function isApostrophe(text: string, { reason, at }: { reason: string; at: number }): boolean {
  return reason.includes('single quote') && /^[A-Za-z]'[A-Za-z]/.test(text.slice(at - 1, at + 2));
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
