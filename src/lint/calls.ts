import { commandsIn } from '../steps/shell-commands.ts';
import type { ShellCommand } from '../steps/shell-commands.ts';
import type { CommandArgument, ParsedScript, Redirection } from '../steps/shell-syntax.ts';
import { baseName, unwrap } from '../steps/shell-wrappers.ts';

/** A program called in a script: what `sudo`, `timeout` and the like run is the call, not they. */
export interface Call {
  readonly command: ShellCommand;
  /** The programs around it, outermost first. */
  readonly wrappers: readonly string[];
  /** Without its folder. */
  readonly name: string;
  /** Undefined for a word that only running decides. */
  readonly args: readonly (string | undefined)[];
  /** The nodes of `args`, one each. */
  readonly argNodes: readonly CommandArgument[];
  readonly redirects: readonly Redirection[];
}

/** The calls of a script, in its order; not those whose name nobody can tell before it runs. */
export function callsIn(script: ParsedScript): readonly Call[] {
  return commandsIn(script).flatMap((command) => callOf(command) ?? []);
}

function callOf(command: ShellCommand): Call | undefined {
  const { wrappers, words, skipped } = unwrap(command.words);
  const name = words?.[0];
  if (words === undefined || name === undefined) return undefined;
  return {
    command,
    wrappers,
    name: baseName(name),
    args: words.slice(1),
    argNodes: command.node.args.slice(skipped),
    redirects: command.node.redirects,
  };
}

/** Whether the words that stand alone begin like this: `has(call, 'coe', 'cluster', 'show')`, whatever options are between. */
export function isCommand({ args }: Call, ...words: readonly string[]): boolean {
  let at = 0;
  for (const arg of args) {
    if (at === words.length) return true;
    if (arg === words[at]) at += 1;
    // The value of an option in front of the words is passed over; another word in their place is another command.
    else if (at > 0 && arg?.startsWith('-') !== true) return false;
  }
  return at === words.length;
}

/** The value of an option: `-m X`, `--model X`, `--model=X`, `-mX`; `true` for one whose value is not known. */
export function optionOf(call: Call, ...names: readonly string[]): string | true | undefined {
  for (const [index, arg] of call.args.entries()) {
    const text = arg ?? call.argNodes[index]?.text ?? '';
    for (const name of names) {
      if (text === name) return call.args[index + 1] ?? true;
      if (name.startsWith('--') && text.startsWith(`${name}=`)) return text.slice(name.length + 1);
      if (/^-[A-Za-z]$/.test(name) && text.length > 2 && text.startsWith(name))
        return text.slice(2);
    }
  }
  return undefined;
}

/** Whether one of these flags is given, alone or among letters: `-k` in `-sk`. */
export function hasFlag({ args, argNodes }: Call, ...names: readonly string[]): boolean {
  return args.some((arg, index) => {
    const text = arg ?? argNodes[index]?.text ?? '';
    return names.some(
      (name) =>
        text === name ||
        text.startsWith(`${name}=`) ||
        (/^-[A-Za-z]$/.test(name) && /^-[A-Za-z]+$/.test(text) && text.includes(name.charAt(1))),
    );
  });
}
