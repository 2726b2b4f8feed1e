import { effectOf } from './effect.ts';
import { codeSpans } from './inline.ts';
import { isKnownProgram, readsLikeProse } from './known-programs.ts';
import { placeholdersFilled, wholenessOf, wordsOfWhole } from './whole-command.ts';

/** A command that stands in the words of a list item or a table row. */
export interface InlineCommand {
  readonly text: string;
  /** Where its code span begins in the words. */
  readonly at: number;
  /** Why it is not offered; undefined for one that only reads. */
  readonly refused: string | undefined;
}

/**
 * The code spans of a text that are commands: whole lines of shell that begin with a known program and give it
 * something to do. A single word is a name more often than a command, and `ssh ...` leaves out what matters.
 */
export function inlineCommandsIn(words: string): readonly InlineCommand[] {
  const found: InlineCommand[] = [];
  if (words.length > LONGEST_ITEM) return found;
  for (const { start, value } of codeSpans(words)) {
    if (found.length === MOST) break;
    const text = value.trim();
    const why = isCommand(text) ? refusalOf(text) : 'no command';
    if (why !== 'no command') found.push({ text, at: start, refused: why });
  }
  return found;
}

/** More commands than anybody puts into one item. */
const MOST = 20;
const LONGEST = 2000;
/** What is longer is no item that a person goes through. */
const LONGEST_ITEM = 20_000;

function isCommand(text: string): boolean {
  if (text.length > LONGEST || !/^[^\s#]+\s+\S/.test(text)) return false;
  const wholeness = wholenessOf(text);
  if (wholeness.type !== 'whole') return false;
  const commands = wordsOfWhole(text, wholeness.script);
  const [first] = commands;
  const [name] = first ?? [];
  if (first === undefined || name === undefined || !isKnownProgram(name)) return false;
  // `set -u` speaks of an option, `test = x` of a value, and `echo ok` checks nothing.
  if (commands.every(([one]) => SAYS_NOTHING.has(one ?? ''))) return false;
  return !commands.some(readsLikeProse) && first[1] !== '=' && first[1] !== ':';
}

const SAYS_NOTHING: ReadonlySet<string> = new Set(
  'echo printf true false : set shopt cd exit return read wait sleep'.split(' '),
);

function refusalOf(text: string): string | undefined {
  if (/(?:^|\s)(?:\.{3}|…)(?:\s|$)/.test(text)) return 'it leaves something out';
  const effect = effectOf(placeholdersFilled(text));
  return effect.type === 'reads' ? undefined : `it may change something (${effect.why})`;
}
