import { isContinuation } from './hidden-bytes.ts';

/** A key that came as a control sequence, or the beginning of a marked paste. What follows `garbage` may look like text. */
export type SequenceKey =
  'paste' | 'enter' | 'escape' | 'backspace' | 'ctrl-u' | 'ctrl-c' | 'garbage' | 'unknown';

type State = 'nothing' | 'escape' | 'control' | 'function' | 'console' | 'string' | 'character';

/** A control sequence or a terminal's answer that is longer than this is neither. Bytes. */
const longest = { control: 32, string: 4096 } as const;

/**
 * Reads control sequences byte by byte, wherever they were cut. Most are no keys here: they are passed over to
 * their end, so that no part of one is taken for text.
 */
export class HiddenSequence {
  #state: State = 'nothing';
  /** Between `ESC [` and the last byte: numbers, `;` and `:`. */
  readonly #body = new Uint8Array(longest.control);
  #length = 0;
  #isEscaped = false;

  pending(): 'nothing' | 'escape' | 'sequence' {
    return this.#state === 'nothing' || this.#state === 'escape' ? this.#state : 'sequence';
  }

  drop(): void {
    this.#state = 'nothing';
    this.#body.fill(0);
    this.#length = 0;
    this.#isEscaped = false;
  }

  /** Takes the next byte of a sequence, of which the first is ESC. Answers with the keys that it ends. */
  take(byte: number): readonly SequenceKey[] {
    switch (this.#state) {
      case 'nothing':
        this.#state = 'escape';
        return [];
      case 'escape':
        return this.#behindEscape(byte);
      case 'control':
        return this.#inControl(byte);
      case 'function':
        return isParameter(byte) ? this.#goOn() : this.#end(byte === M ? 'enter' : 'unknown');
      case 'console':
        return this.#end('unknown');
      case 'string':
        return this.#inString(byte);
      case 'character':
        return this.#inCharacter(byte);
    }
  }

  #behindEscape(byte: number): readonly SequenceKey[] {
    if (byte === ESCAPE) return ['escape'];
    const state = behindEscape[byte];
    if (state !== undefined) {
      this.#state = state;
      return [];
    }
    if (byte < 0xc0) return this.#end('unknown');
    // Alt and a character: all of its bytes.
    this.#state = 'character';
    this.#length = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
    return [];
  }

  #inCharacter(byte: number): readonly SequenceKey[] {
    if (!isContinuation(byte)) return [...this.#end('unknown'), ...this.#anew(byte)];
    this.#length -= 1;
    return this.#length === 0 ? this.#end('unknown') : [];
  }

  #inControl(byte: number): readonly SequenceKey[] {
    if (byte === BRACKET && this.#length === 0) {
      this.#state = 'console';
      return [];
    }
    if (byte === ESCAPE) return [...this.#end('unknown'), ...this.#anew(byte)];
    if (byte >= 0x20 && byte < 0x40) {
      if (this.#length < longest.control) this.#body[this.#length] = byte;
      return this.#goOn();
    }
    const key = this.#length > longest.control ? 'unknown' : keyOf(this.#parameters(), byte);
    return key === undefined ? this.#end() : this.#end(key);
  }

  #inString(byte: number): readonly SequenceKey[] {
    const isEnd = byte === BELL || (this.#isEscaped && byte === BACKSLASH);
    this.#isEscaped = byte === ESCAPE;
    if (isEnd) return this.#end();
    if (this.#length > longest.string) return this.#end('garbage');
    return this.#goOn();
  }

  #anew(byte: number): readonly SequenceKey[] {
    return byte === ESCAPE ? this.take(byte) : [];
  }

  #goOn(): readonly SequenceKey[] {
    this.#length += 1;
    return [];
  }

  #end(...keys: readonly SequenceKey[]): readonly SequenceKey[] {
    this.drop();
    return keys;
  }

  /** Undefined for an answer of the terminal, which begins with a mark of its own. */
  #parameters(): readonly (readonly number[])[] | undefined {
    const fields = [[0]];
    for (const byte of this.#body.subarray(0, this.#length)) {
      const field = fields.at(-1) ?? [];
      if (byte >= 0x30 && byte <= 0x39) field.push((field.pop() ?? 0) * 10 + byte - 0x30);
      else if (byte === COLON) field.push(0);
      else if (byte === SEMICOLON) fields.push([0]);
      else return undefined;
    }
    return fields;
  }
}

/** The key of a control sequence; undefined when nobody pressed anything. */
function keyOf(
  parameters: readonly (readonly number[])[] | undefined,
  last: number,
): SequenceKey | undefined {
  if (parameters === undefined) return undefined;
  const [[first = 0] = [], [modifiers = 0, event = 0] = [], [third = 0] = []] = parameters;
  const isPlain = parameters.length === 1;
  const letter = String.fromCharCode(last);
  if (event === 3) return undefined;
  if (letter === 'M' && isPlain && first === 0) return 'garbage';
  if ('IORcntxyM'.includes(letter)) return undefined;
  if (letter === 'u') return keyOfCode(first, modifiers);
  if (letter !== '~') return 'unknown';
  if (first === 27 && parameters.length === 3) return keyOfCode(third, modifiers);
  if (first === 200) return 'paste';
  return first === 201 ? undefined : 'unknown';
}

/** By the code of the character, as newer terminals send keys. A character itself is not taken so. */
function keyOfCode(code: number, modifiers: number): SequenceKey {
  // Shift 1, Alt 2, Ctrl 4, Super 8 ...; the locks, 64 and 128, change no key.
  const pressed = Math.max(0, modifiers - 1) & 0x3e;
  if (pressed === 4) return code === 117 ? 'ctrl-u' : code === 99 ? 'ctrl-c' : 'unknown';
  return pressed === 0 ? (plainCodes[code] ?? 'unknown') : 'unknown';
}

const plainCodes: Readonly<Record<number, SequenceKey>> = {
  13: 'enter',
  27: 'escape',
  127: 'backspace',
  57414: 'enter',
};

const ESCAPE = 0x1b;
const BELL = 0x07;
const BACKSLASH = 0x5c;
const BRACKET = 0x5b;
const COLON = 0x3a;
const SEMICOLON = 0x3b;
const M = 0x4d;

/** `[` and `O` begin keys; `]`, `P`, `X`, `^` and `_` what a terminal says of itself. */
const behindEscape: Readonly<Record<number, State>> = {
  [BRACKET]: 'control',
  0x4f: 'function',
  0x5d: 'string',
  0x50: 'string',
  0x58: 'string',
  0x5e: 'string',
  0x5f: 'string',
};

function isParameter(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === SEMICOLON;
}
