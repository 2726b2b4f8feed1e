import { isIgnored, keyOfSequence } from './key-sequences.ts';

/** What a terminal sent, taken apart: one key, or one paste kept whole. */
export type Token =
  | { readonly type: 'key'; readonly name: string }
  | { readonly type: 'paste'; readonly text: string };

/** What the splitter still waits for, so that its owner knows how long to. */
export type Pending = 'nothing' | 'escape' | 'sequence' | 'paste';

export interface KeySplitter {
  push(text: string): readonly Token[];
  pending(): Pending;
  /**
   * Nothing more came: a lone Esc is the Esc key, half a sequence is no key at all, and a paste whose
   * end got lost is still a paste.
   */
  flush(): readonly Token[];
}

const pasteStart = '\u{1B}[200~';
const pasteEnd = '\u{1B}[201~';
/** A sequence longer than this is no key; what follows is read afresh. */
const longestSequence = 4096;

/**
 * Splits what a terminal sends into keys, wherever the reads were cut. Over a slow link several keys
 * arrive in one read, and one key arrives in several.
 */
export function createKeySplitter(): KeySplitter {
  let rest = '';
  return {
    push(text) {
      rest += text;
      const tokens: Token[] = [];
      for (;;) {
        const taken = takeOne(rest);
        if (taken === undefined) return tokens;
        rest = rest.slice(taken.length);
        if (taken.token !== undefined) tokens.push(taken.token);
      }
    },
    pending() {
      if (rest === '') return 'nothing';
      if (rest.startsWith(pasteStart)) return 'paste';
      return rest === '\u{1B}' ? 'escape' : 'sequence';
    },
    flush() {
      const left = rest;
      rest = '';
      if (left === '\u{1B}') return [{ type: 'key', name: 'escape' }];
      if (!left.startsWith(pasteStart)) return [];
      return [{ type: 'paste', text: left.slice(pasteStart.length) }];
    },
  };
}

/** The first token and how much of the text it took; undefined when more has to come. */
function takeOne(
  text: string,
): { readonly token: Token | undefined; readonly length: number } | undefined {
  const first = text.codePointAt(0);
  if (first === undefined) return undefined;
  if (first !== 0x1b) {
    const character = String.fromCodePoint(first);
    return { token: plainKey(character), length: character.length };
  }
  if (text.startsWith(pasteStart)) return takePaste(text);
  return takeEscape(text);
}

function takePaste(text: string) {
  const end = text.indexOf(pasteEnd, pasteStart.length);
  if (end === -1) return undefined;
  const token: Token = { type: 'paste', text: text.slice(pasteStart.length, end) };
  return { token, length: end + pasteEnd.length };
}

function takeEscape(text: string) {
  const next = text[1];
  if (next === undefined) return undefined;
  if (next === '\u{1B}') return { token: key('escape'), length: 1 };
  if (next === '[') return takeSequence(text, /^\u{1B}\[(?:\[.|[0-?]*[ -/]*[@-~])/u);
  if (next === 'O') return takeSequence(text, /^\u{1B}O[0-9;]*[@-~]/u);
  if (']PX^_'.includes(next)) return takeString(text);
  const character = String.fromCodePoint(text.codePointAt(1) ?? 0);
  return { token: key(`alt-${plainName(character)}`), length: 1 + character.length };
}

/** A control sequence: a key we know, a key we do not know, or an answer of the terminal to be dropped. */
function takeSequence(text: string, whole: RegExp) {
  const sequence = whole.exec(text)?.[0];
  if (sequence !== undefined) {
    const token = isIgnored(sequence) ? undefined : key(keyOfSequence(sequence));
    return { token, length: sequence.length };
  }
  const couldStillBe = /^\u{1B}(?:\[(?:\[|[0-?]*[ -/]*)|O[0-9;]*)$/u.test(text);
  if (couldStillBe && text.length < longestSequence) return undefined;
  return { token: undefined, length: 2 };
}

/** A string sequence (OSC, DCS ...) is the terminal talking, never a key: dropped up to its end. */
function takeString(text: string) {
  const end = /(?:\u{7}|\u{1B}\\|\u{9C})/u.exec(text.slice(2));
  if (end !== null) return { token: undefined, length: 2 + end.index + end[0].length };
  return text.length < longestSequence ? undefined : { token: undefined, length: text.length };
}

function plainKey(character: string): Token | undefined {
  const name = plainName(character);
  return name === '' ? undefined : key(name);
}

function plainName(character: string): string {
  switch (character) {
    case '\r':
    case '\n':
      return 'enter';
    case '\t':
      return 'tab';
    case ' ':
      return 'space';
    case '\u{7F}':
    case '\u{8}':
      return 'backspace';
  }
  const code = character.codePointAt(0) ?? 0;
  if (code === 0) return '';
  if (code < 0x1b) return `ctrl-${String.fromCodePoint(code + 0x60)}`;
  return code < 0x20 || (code >= 0x80 && code < 0xa0) ? '' : character;
}

function key(name: string): Token {
  return { type: 'key', name };
}
