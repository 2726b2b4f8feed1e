import type { Argument } from './argument.ts';
import { parseOptions } from './options.ts';
import { undecided } from './rule.ts';
import type { Reason } from './rule.ts';

const SYNTAX = {
  flags: '-n -E -r -s -u -z --quiet --silent --regexp-extended --separate --unbuffered --null-data',
  takes: '-e --expression',
} as const;

/** Why a sed command is not known to only read: its script is read as far as it is of the plainest commands. */
export function judgeSed(name: string, args: readonly Argument[]): Reason {
  const parsed = parseOptions(name, args, SYNTAX);
  if (parsed.type === 'refused') return parsed.reason;
  const given = [
    ...(parsed.options.get('-e') ?? []),
    ...(parsed.options.get('--expression') ?? []),
  ];
  const [first] = parsed.operands;
  const scripts = given.length > 0 ? given : first === undefined ? [] : [first];
  if (scripts.length === 0) return 'sed without a script is not on the read-only list';
  for (const script of scripts) {
    if (script.literal === undefined) return undecided(script);
    if (!readsOnly(script.literal)) return 'the sed script in it is not known to only read';
  }
  return undefined;
}

/** One script at a time: a command that two `-e` make together is not understood. */
function readsOnly(script: string): boolean {
  let at = 0;
  while (at < script.length) {
    const rest = script.slice(at);
    const blank = /^[\s;{}]+/.exec(rest);
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    const length = lengthOfCommand(rest);
    if (length === undefined) return false;
    at += length;
  }
  return true;
}

/** `2,/end/p`, `s/a/b/g`: an address and a command, as long as what may come behind it is its end. */
function lengthOfCommand(text: string): number | undefined {
  const address = lengthOfAddress(text);
  if (address === undefined) return undefined;
  const command = text.slice(address);
  const plain = /^\s*!?\s*(?:[pdDPnNgGhHxl=]|[qQ]\d*)(?=\s*(?:[;}\n]|$))/.exec(command);
  if (plain !== null) return address + plain[0].length;
  const opening = /^\s*!?\s*\{/.exec(command);
  if (opening !== null && address > 0) return address + opening[0].length;
  const start = /^\s*!?\s*[sy]([/|,#:!%_@])/.exec(command);
  if (start === null) return undefined;
  const end = endOfSubstitution(command, start[0].length, start[1] ?? '/');
  const flags =
    end === undefined ? null : /^[gpiIM\d]*(?=\s*(?:[;}\n]|$))/.exec(command.slice(end));
  return end === undefined || flags === null ? undefined : address + end + flags[0].length;
}

const ADDRESS =
  /^(?:\d+(?:~\d+)?|\$|\+\d+|~\d+|\/(?:[^/\\\n[\]]|\\[^\n]|\[\^?[^\]\[/\\\n]+\])*\/I?)/;

function lengthOfAddress(text: string): number | undefined {
  const first = ADDRESS.exec(text);
  if (first === null) return /^[/\\]/.test(text) ? undefined : 0;
  const comma = /^\s*,\s*/.exec(text.slice(first[0].length));
  if (comma === null) return first[0].length;
  const second = ADDRESS.exec(text.slice(first[0].length + comma[0].length));
  return second === null ? undefined : first[0].length + comma[0].length + second[0].length;
}

/** Past the second delimiter behind `from`; undefined where two readers of sed could disagree where that is. */
function endOfSubstitution(text: string, from: number, delimiter: string): number | undefined {
  let parts = 0;
  let inBrackets = false;
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '\\') {
      // Whether a backslash counts between brackets depends on the sed.
      if (inBrackets) return undefined;
      at += 1;
    } else if (letter === '\n') return undefined;
    else if (letter === delimiter) {
      if (inBrackets) return undefined;
      parts += 1;
      if (parts === 2) return at + 1;
    } else if (parts === 0 && letter === '[') inBrackets = true;
    else if (letter === ']') inBrackets = false;
  }
  return undefined;
}
