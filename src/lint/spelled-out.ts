import type { HereDoc, Word, WordPart } from '../steps/shell-syntax.ts';

/** Text that one shell hands to another, with where each of its characters stands in the text it was read from. */
export interface SpelledOut {
  readonly text: string;
  /** For each character of `text`, and for its end, an offset. */
  readonly offsets: readonly number[];
}

/**
 * What words say to the shell that gets them, joined by blanks as ssh joins them: their quotes and backslashes are
 * gone. A variable stays as it is written; any other expansion becomes `$_`, since the commands in it were run before.
 */
export function wordsSpelledOut(words: readonly { pos: number; end: number }[], source: string) {
  const out = writer();
  for (const [index, word] of words.entries()) {
    if (index > 0) out.put(' ', word.pos);
    if (isWord(word)) writeWord(word, source, out);
    else out.copy(source, word.pos, word.end);
  }
  return out.done(words.at(-1)?.end ?? 0);
}

/** The body of a here-document, as the command that it is given to reads it. */
export function heredocSpelledOut({ body, delimiter }: HereDoc, source: string): SpelledOut {
  const out = writer();
  if (delimiter?.quoted === true || body.parts === undefined) {
    if (delimiter?.quoted === true) out.copy(source, body.pos, body.end);
    else writeEscaped(source, body.pos, body.end, /[$`\\]/, out);
  } else
    for (const part of body.parts)
      if (part.type === 'Literal') writeEscaped(source, part.pos, part.end, /[$`\\]/, out);
      else writePart(part, source, out);
  return out.done(body.end);
}

interface Writer {
  readonly put: (text: string, offset: number) => void;
  readonly copy: (source: string, start: number, end: number) => void;
  readonly done: (end: number) => SpelledOut;
}

function writer(): Writer {
  let text = '';
  const offsets: number[] = [];
  return {
    put: (added, offset) => {
      text += added;
      for (let index = 0; index < added.length; index += 1) offsets.push(offset);
    },
    copy: (source, start, end) => {
      text += source.slice(start, end);
      for (let offset = start; offset < end; offset += 1) offsets.push(offset);
    },
    done: (end) => ({ text, offsets: [...offsets, end] }),
  };
}

function isWord(node: object): node is Word {
  return 'type' in node && node.type === 'Word';
}

function writeWord(word: Word, source: string, out: Writer): void {
  if (word.parts === undefined) writeEscaped(source, word.pos, word.end, /[^\n]/, out);
  else for (const part of word.parts) writePart(part, source, out);
}

function writePart(part: WordPart, source: string, out: Writer): void {
  switch (part.type) {
    case 'Literal':
      writeEscaped(source, part.pos, part.end, /[^\n]/, out);
      break;
    case 'SingleQuoted':
      out.copy(source, part.pos + 1, part.end - 1);
      break;
    case 'AnsiCQuoted':
      out.put(part.value, part.pos);
      break;
    case 'DoubleQuoted':
    case 'LocaleString':
      for (const child of part.parts)
        if (child.type === 'Literal') writeEscaped(source, child.pos, child.end, /["$`\\]/, out);
        else writePart(child, source, out);
      break;
    case 'CommandExpansion':
    case 'ProcessSubstitution':
    case 'ArithmeticExpansion':
      out.put('$_', part.pos);
      break;
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      out.copy(source, part.pos, part.end);
      break;
  }
}

/** Copies, without the backslashes that quote one of `quoted`; a line that goes on is one line. */
function writeEscaped(source: string, start: number, end: number, quoted: RegExp, out: Writer) {
  let from = start;
  for (let at = start; at < end - 1; at += 1) {
    if (source.charAt(at) !== '\\') continue;
    const next = source.charAt(at + 1);
    if (next === '\n') {
      out.copy(source, from, at);
      from = at + 2;
    } else if (quoted.test(next)) {
      out.copy(source, from, at);
      from = at + 1;
    }
    at += 1;
  }
  out.copy(source, from, end);
}
