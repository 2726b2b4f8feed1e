import type { CommandArgument, DoubleQuotedChild, Word, WordPart } from '../shell-syntax.ts';

/** A word of a command, with what is known of it before anything runs. */
export interface Argument {
  /** As it is written. */
  readonly text: string;
  /** Its value; undefined when only running decides it. */
  readonly literal: string | undefined;
  /** What its value begins with, whatever runs. */
  readonly prefix: string;
  /** Whether every word that it becomes begins with the prefix: `/etc/*.conf` does, `/etc/$x` may not. */
  readonly fixed: boolean;
  /** Whether it becomes exactly one word: `"$x"` does, `$x` and `"$@"` may not. */
  readonly one: boolean;
}

/** What nobody knows before it runs, and how many words it is. */
export function unknownWords(text: string): Argument {
  return { text, literal: undefined, prefix: '', fixed: false, one: false };
}

/** A word that is known. */
export function knownWord(literal: string): Argument {
  return { text: literal, literal, prefix: literal, fixed: true, one: true };
}

/** Reads a word of the syntax tree; `A=$x` behind `export` does not fall apart, anywhere else it would. */
export function argumentOf(word: CommandArgument): Argument {
  if (word.type === 'Word') return argumentOfWord(word);
  const { name, text, value, index, append } = word;
  if (value.type === 'ArrayValue' || index !== undefined || append === true)
    return { text, literal: undefined, prefix: `${name}=`, fixed: false, one: false };
  const inner = argumentOfWord(value);
  const literal = inner.literal === undefined ? undefined : `${name}=${inner.literal}`;
  return { ...inner, text, literal, prefix: `${name}=${inner.prefix}` };
}

/** What is known of a word before it runs. */
export function argumentOfWord(word: Word): Argument {
  const { text } = word;
  if (word.parts === undefined) return { ...knownWord(word.value), text };
  const known = { value: '', open: false, fixed: true, one: true };
  for (const part of word.parts) addPart(known, part);
  return {
    text,
    literal: known.open ? undefined : known.value,
    prefix: known.value,
    fixed: known.fixed,
    one: known.one,
  };
}

interface Known {
  value: string;
  /** Something unknown has come; what follows is no part of the prefix. */
  open: boolean;
  fixed: boolean;
  one: boolean;
}

function addPart(known: Known, part: WordPart): void {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      if (!known.open) known.value += part.value;
      return;
    case 'DoubleQuoted':
      for (const child of part.parts) addQuoted(known, child);
      return;
    case 'LocaleString':
      // Its words may be translated.
      known.open = true;
      return;
    case 'ArithmeticExpansion':
      known.open = true;
      return;
    case 'ProcessSubstitution':
      if (!known.open) known.value += '/dev/fd/';
      known.open = true;
      return;
    case 'SimpleExpansion':
      known.open = true;
      if (!IS_NUMBER.test(part.text)) scatter(known);
      return;
    case 'ParameterExpansion':
      known.open = true;
      if (part.prefix !== '#') scatter(known);
      return;
    case 'CommandExpansion':
      known.open = true;
      scatter(known);
      return;
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      known.open = true;
      known.one = false;
      // `{a,$x}` falls apart where the value has blanks.
      if (/[$`]/.test(part.text)) known.fixed = false;
      return;
  }
}

/** `$#`, `$?`, `$$`, `$!` are numbers. */
const IS_NUMBER = /^\$[#?$!]$/;

function addQuoted(known: Known, child: DoubleQuotedChild): void {
  if (child.type === 'Literal') {
    if (!known.open) known.value += child.value;
    return;
  }
  known.open = true;
  if (becomesSeveral(child)) scatter(known);
}

/** `"$@"`, `"${a[@]}"`, `"${!name@}"`: as many words as there are values, none at all included. */
function becomesSeveral(child: DoubleQuotedChild): boolean {
  if (child.type === 'SimpleExpansion') return child.text === '$@';
  return child.type === 'ParameterExpansion' && child.text.includes('@');
}

function scatter(known: Known): void {
  known.fixed = false;
  known.one = false;
}
