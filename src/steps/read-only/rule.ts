import type { Argument } from './argument.ts';

/** Why something is not known to only read, as the end of a sentence; undefined when it only reads. */
export type Reason = string | undefined;

/** What a program of the table may ask about what stands in its words. */
export interface Surroundings {
  /** Judges words as a command of their own: `sudo`'s, `timeout`'s. */
  readonly command: (words: readonly Argument[]) => Reason;
  /** Judges text as a script of its own: `sh -c`'s, what ssh hands over. */
  readonly script: (text: string) => Reason;
  /** Whether nothing comes on its standard input: `</dev/null`, `echo |`. */
  readonly hearsNothing: boolean;
}

/** A program, and which uses of it only read. */
export interface Program {
  readonly name: string;
  /** For people: which uses only read. Markdown; stands in docs/read-only.md. */
  readonly says: string;
  /** Why these words behind its name may change something. */
  readonly judge: (args: readonly Argument[], around: Surroundings) => Reason;
}

/** `` `systemctl restart` is not on the read-only list ``. */
export function notListed(...words: readonly string[]): string {
  return `\`${shown(words.join(' '))}\` is not on the read-only list`;
}

/** A word that may be an option. */
export function undecided(argument: Argument): string {
  return `\`${shown(argument.text)}\` is decided only when it runs`;
}

/** No more of a word than fits in a sentence. */
export function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

const LONGEST = 60;
