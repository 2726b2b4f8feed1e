/**
 * Cuts a document at places where Markdown itself can not disagree: headings and fences that begin in
 * the first column end every list, quote and paragraph before them; so does anything in the first
 * column after an empty line. Each piece is then small enough
 * for the Markdown parser, whose cost grows faster than its input, and a fence in the first column
 * keeps its bytes as they stand on disk.
 */
export type Piece =
  | { readonly type: 'front-matter'; readonly line: number; readonly text: string }
  | {
      readonly type: 'fence';
      readonly line: number;
      readonly info: string;
      readonly text: string;
      readonly closed: boolean;
    }
  | {
      readonly type: 'flow';
      readonly line: number;
      readonly text: string;
      /** It begins with the HTML that was open at the end of the piece before. */
      readonly goesOn: boolean;
    };

/**
 * What the parser found still open at the end of a piece, in the first level: a fence or HTML that is
 * indented by a space or three. Only the parser can tell it from one inside a list item, and until it
 * ends no cut is right.
 */
export interface StillOpen {
  /** Where it begins in the piece's text. */
  readonly offset: number;
  readonly type: 'fence' | 'html';
}

/**
 * Cuts `source` into pieces, in order. Whoever reads a `flow` piece answers with what is still open at
 * its end, and gets that again, whole, in the next piece. Linear in the source; never throws.
 */
export function* cutIntoPieces(source: string): Generator<Piece, void, StillOpen | undefined> {
  const front = frontMatter(source);
  if (front !== undefined) yield front.piece;
  let flowStart = front?.next ?? 0;
  let flowLine = front?.nextLine ?? 1;
  let position = flowStart;
  let line = flowLine;
  let fence: OpenFence | undefined;
  let html: RegExp | undefined;
  let previousBlank = true;
  let afterHeading = false;
  let afterWords = false;
  let goesOn = false;
  for (;;) {
    const atEnd = position >= source.length;
    const { end, next } = lineAt(source, position);
    const text = source.slice(position, end);
    if (fence !== undefined) {
      if (atEnd || closes(fence, text)) {
        yield fencePiece(source, fence, position, !atEnd);
        if (atEnd) return;
        fence = undefined;
        flowStart = next;
        flowLine = line + 1;
        goesOn = false;
        previousBlank = true;
      }
    } else if (html !== undefined && !atEnd) {
      if (html.test(text)) html = undefined;
      previousBlank = false;
    } else {
      const opened = atEnd ? undefined : openingFence(text, line, next);
      const isLong = position - flowStart > LONG_PIECE;
      const isSafe = previousBlank || afterHeading || /^#{1,6}(?:[ \t]|$)/.test(text);
      if (atEnd || opened !== undefined || (isLong && isSafe && /^[^\s]/.test(text))) {
        const piece = source.slice(flowStart, position);
        const open: StillOpen | undefined =
          piece === '' ? undefined : yield { type: 'flow', line: flowLine, text: piece, goesOn };
        if (open !== undefined) {
          const at = lineStart(source, flowStart + open.offset, flowStart);
          const first = lineAt(source, at);
          const written = source.slice(at, first.end);
          flowLine += lineEnds(source.slice(flowStart, at));
          flowStart = at;
          line = flowLine + 1;
          position = first.next;
          if (open.type === 'fence')
            fence = openingFence(written.trimStart(), flowLine, first.next, written);
          // HTML that was open at the end of its piece cannot end on its first line.
          else html = openingHtml(written.trimStart(), true) ?? /^[ \t]*$/;
          goesOn = open.type === 'html';
          previousBlank = false;
          afterHeading = false;
          continue;
        }
        if (atEnd) return;
        goesOn = false;
        flowStart = position;
        flowLine = line;
      }
      afterHeading = /^#{1,6}[ \t]/.test(text) || (afterWords && /^(?:=+|-+)[ \t]*$/.test(text));
      afterWords = /^[A-Za-z]/.test(text);
      fence = opened;
      html = opened === undefined ? openingHtml(text, previousBlank) : undefined;
      previousBlank = text.trim() === '';
    }
    position = next;
    line += 1;
  }
}

/**
 * A piece longer than this many characters is cut at the next safe place: a heading, the line after
 * one, or what begins in the first column after an empty line.
 */
const LONG_PIECE = 1024;

interface OpenFence {
  readonly line: number;
  readonly info: string;
  readonly mark: string;
  readonly length: number;
  readonly indent: number;
  readonly contentStart: number;
}

/** End of the line at `start` without its line end, and where the next one begins. */
function lineAt(source: string, start: number): { end: number; next: number } {
  let end = start;
  while (end < source.length && source[end] !== '\n' && source[end] !== '\r') end += 1;
  const ending = source.startsWith('\r\n', end) ? 2 : 1;
  return { end, next: Math.min(end + ending, source.length) };
}

/** Where the line begins on which `at` stands. */
function lineStart(source: string, at: number, earliest: number): number {
  let start = at;
  while (start > earliest && source[start - 1] !== '\n' && source[start - 1] !== '\r') start -= 1;
  return start;
}

function lineEnds(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** The fence that opens in the first column of `text`; `written` is the line with its indent. */
function openingFence(
  text: string,
  line: number,
  next: number,
  written = text,
): OpenFence | undefined {
  const found = /^(`{3,})([^`]*)$/.exec(text) ?? /^(~{3,})(.*)$/s.exec(text);
  if (found === null) return undefined;
  const marks = found[1] ?? '';
  return {
    line,
    info: (found[2] ?? '').trim(),
    mark: marks.charAt(0),
    length: marks.length,
    indent: written.length - text.length,
    contentStart: next,
  };
}

function closes(fence: OpenFence, text: string): boolean {
  const found = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(text)?.[1];
  return found !== undefined && found.charAt(0) === fence.mark && found.length >= fence.length;
}

function fencePiece(source: string, fence: OpenFence, end: number, closed: boolean): Piece {
  const written = source.slice(fence.contentStart, end);
  const { indent } = fence;
  const content = indent === 0 ? written : written.replace(new RegExp(`^ {1,${indent}}`, 'gm'), '');
  return {
    type: 'fence',
    line: fence.line,
    info: fence.info,
    text: content.replace(/(?:\r\n|\n|\r)$/, ''),
    closed,
  };
}

/** What ends the HTML block that begins on this line, when one does. Inside it a fence is no fence. */
function openingHtml(text: string, previousBlank: boolean): RegExp | undefined {
  if (!text.startsWith('<')) return undefined;
  for (const { opening, ending } of HTML_PAIRS) {
    if (opening.test(text)) return ending.test(text) ? undefined : ending;
  }
  const tag = /^<\/?([A-Za-z][A-Za-z0-9-]*)(?:\s|\/?>|$)/.exec(text)?.[1]?.toLowerCase();
  if (tag !== undefined && HTML_BLOCKS.has(tag)) return /^[ \t]*$/;
  const wholeTag = previousBlank && /^<\/?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?\/?>[ \t]*$/.test(text);
  return wholeTag ? /^[ \t]*$/ : undefined;
}

/** HTML blocks that end with words of their own, perhaps on the line they begin on. */
const HTML_PAIRS: readonly { readonly opening: RegExp; readonly ending: RegExp }[] = [
  { opening: /^<!--/, ending: /-->/ },
  { opening: /^<\?/, ending: /\?>/ },
  { opening: /^<!\[CDATA\[/, ending: /\]\]>/ },
  { opening: /^<![A-Za-z]/, ending: />/ },
  {
    opening: /^<(?:script|pre|style|textarea)(?:[\s>]|$)/i,
    ending: /<\/(?:script|pre|style|textarea)>/i,
  },
];

/** The element names of CommonMark's sixth kind of HTML block. */
const HTML_BLOCKS = new Set(
  (
    'address article aside base basefont blockquote body caption center col colgroup dd details dialog dir ' +
    'div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html ' +
    'iframe legend li link main menu menuitem nav noframes ol optgroup option p param search section summary ' +
    'table tbody td tfoot th thead title tr track ul'
  ).split(' '),
);

function frontMatter(source: string): { piece: Piece; next: number; nextLine: number } | undefined {
  const opening = lineAt(source, 0);
  if (!/^---[ \t]*$/.test(source.slice(0, opening.end))) return undefined;
  let position = opening.next;
  // Front matter is short; a document that only begins with a rule is not searched to its end.
  for (let line = 2; line <= 200 && position < source.length; line += 1) {
    const { end, next } = lineAt(source, position);
    if (/^---[ \t]*$/.test(source.slice(position, end))) {
      const text = source.slice(opening.next, position);
      if (!looksLikeFields(text)) return undefined;
      return { piece: { type: 'front-matter', line: 1, text }, next, nextLine: line + 1 };
    }
    position = next;
  }
  return undefined;
}

/**
 * A document may begin with a rule and hold another one below: what stands between them is front matter
 * only when it begins with a field, or holds nothing. With a fence in it, commands would get lost.
 */
function looksLikeFields(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const first = lines.find((line) => !line.startsWith('#'));
  if (lines.some((line) => /^ {0,3}(?:`{3}|~{3})/.test(line))) return false;
  return first === undefined
    ? lines.length === 0
    : /^["']?[A-Za-z_][\w .-]*["']?[ \t]*:/.test(first);
}
