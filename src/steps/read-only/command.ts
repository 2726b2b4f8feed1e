import type { Command } from '../shell-syntax.ts';
import { argumentOf, argumentOfWord } from './argument.ts';
import type { Argument } from './argument.ts';
import { programOf } from './programs.ts';
import { notListed, shown } from './rule.ts';
import type { Reason, Surroundings } from './rule.ts';

/** Where a command stands. */
export interface Place {
  readonly functions: ReadonlySet<string>;
  readonly hearsNothing: boolean;
  readonly script: (text: string) => Reason;
}

/** Why a simple command is not known to only read. Its redirections and substitutions are judged elsewhere. */
export function judgeCommand({ name, args }: Command, place: Place): Reason {
  // Assignments and redirections alone.
  if (name === undefined) return undefined;
  const words = [argumentOfWord(name), ...args.map(argumentOf)];
  const called = words[0]?.literal;
  if (called !== undefined && place.functions.has(called)) return undefined;
  return judgeWords(words, place, 0);
}

/** A function of this name would stand for a program of the list, or for what runs others. */
export function judgeFunctionName(name: string): Reason {
  return programOf(name) === undefined && /^[A-Za-z_][\w-]*$/.test(name) && !SHELL_OWN.has(name)
    ? undefined
    : `its function \`${shown(name)}\` takes the place of a command`;
}

const SHELL_OWN = new Set(
  'alias bg bind builtin caller compgen complete compopt coproc disown enable eval exec fc fg getopts hash help history jobs kill let logout shopt source suspend trap umask wait'.split(
    ' ',
  ),
);

/** Commands that are handed on, one in the other: `sudo env timeout 5 ls`. */
const DEEPEST = 12;

function judgeWords(words: readonly Argument[], place: Place, depth: number): Reason {
  const [name, ...args] = words;
  if (name === undefined) return 'there is no command in it';
  if (name.literal === undefined)
    return `\`${shown(name.text)}\` decides only when it runs what is run`;
  const called = programName(name.literal);
  const program = called === undefined ? undefined : programOf(called);
  if (program === undefined || depth > DEEPEST) return notListed(name.literal);
  if (args.length === 1 && /^--(?:help|version)$/.test(args[0]?.literal ?? '')) return undefined;
  const around: Surroundings = {
    hearsNothing: place.hearsNothing,
    script: place.script,
    command: (inner) => judgeWords(inner, place, depth + 1),
  };
  return program.judge(args, around);
}

/** `/usr/bin/ls` is ls; `./ls` is whatever stands there. */
function programName(name: string): string | undefined {
  if (!name.includes('/')) return name;
  return /^\/(?:(?:usr\/(?:local\/)?)?s?bin|snap\/bin)\/([^/]+)$/.exec(name)?.[1];
}
