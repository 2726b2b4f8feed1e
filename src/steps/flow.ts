import type { Code, Nodes, Parents, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { cutIntoPieces } from './pieces.ts';
import type { Piece, StillOpen } from './pieces.ts';

/** A document as a flat row of what stands in it, in order, with lines of the file. */
export type FlowItem =
  | { readonly type: 'front-matter'; readonly line: number; readonly text: string }
  | {
      readonly type: 'heading';
      readonly line: number;
      readonly depth: number;
      readonly text: string;
    }
  | {
      readonly type: 'paragraph';
      readonly line: number;
      /** As written, marks of inline Markdown included, marks of quotes and lists taken off. */
      readonly text: string;
      readonly quoted: boolean;
      /** The list items it stands in, outermost first. */
      readonly items: readonly number[];
      /** It is the first thing in its list item. */
      readonly opensItem: boolean;
    }
  | { readonly type: 'row'; readonly line: number; readonly cells: readonly string[] }
  | FlowCode
  | { readonly type: 'not-read'; readonly line: number; readonly reason: string };

/** A code block of any kind. */
export interface FlowCode {
  readonly type: 'code';
  readonly line: number;
  readonly lang: string;
  readonly text: string;
  readonly items: readonly number[];
  readonly form: 'fenced' | 'unclosed' | 'indented' | 'unread';
}

/**
 * Reads Markdown into its flow. Inline marks are left in the text: `inline.ts` reads them in linear
 * time. A document too large or too deep for the parser keeps its first-column fences, to be
 * shown but not offered; a `not-read` item says from where on.
 */
export function readFlow(source: string): FlowItem[] {
  const items: FlowItem[] = [];
  const pieces = cutIntoPieces(source);
  let budget = PARSER_BUDGET;
  let nextItem = 1;
  let open: StillOpen | undefined;
  for (;;) {
    const { value: piece, done } = pieces.next(open);
    open = undefined;
    if (done === true) return items;
    if (piece.type === 'front-matter') items.push(piece);
    else if (piece.type === 'fence') {
      const form = budget < 0 ? 'unread' : piece.closed ? 'fenced' : 'unclosed';
      const lang = languageOf(piece.info);
      items.push({ type: 'code', line: piece.line, lang, text: piece.text, items: [], form });
    } else if (budget >= 0) {
      budget -= piece.text.length;
      const tooMuch = budget < 0 ? TOO_LARGE : whyUnread(piece.text);
      if (tooMuch === undefined) {
        ({ nextItem, open } = readPiece(piece, nextItem, items));
      } else {
        items.push({ type: 'not-read', line: piece.line, reason: tooMuch });
        if (budget >= 0) items.push(...headingsOf(piece.text, piece.line));
      }
    }
  }
}

function whyUnread(text: string): string | undefined {
  if (text.length > LARGEST_PIECE) return LONG;
  return TOO_DEEP.test(text) ? DEEP : undefined;
}

/** Characters given to the parser in all; several times the longest runbook known, its fences not counted. */
const PARSER_BUDGET = 256 * 1024;
const TOO_LARGE = 'the document is too large; from here on nothing of it is offered';
/** Longer than any part of a document that has no empty line and no heading in it. */
const LARGEST_PIECE = 48 * 1024;
const LONG = 'this part goes on too long without an empty line; it is not read';
const DEEP = 'quotes or lists are nested too deeply here; this part is not read';
const IN_HTML = 'this fence stands in HTML, where Markdown sees none: leave an empty line above it';
/** A line that opens dozens of quotes or lists, or is indented like one inside dozens. */
const TOO_DEEP =
  /^(?:[ \t]*(?:>|[-+*](?=[ \t])|[0-9]{1,9}[.)](?=[ \t]))){24}|^[ \t]{80}[ \t]*[-+*>0-9]/m;

/** Inline constructs stay text here; a reference definition is a paragraph like any other. */
const BLOCKS_ONLY = {
  disable: {
    null: [
      'attention',
      'autolink',
      'characterEscape',
      'characterReference',
      'codeText',
      'definition',
      'hardBreakEscape',
      'htmlText',
      'labelEnd',
      'labelStartImage',
      'labelStartLink',
    ],
  },
};

interface Around {
  readonly items: readonly number[];
  readonly quoted: boolean;
  readonly opensItem: boolean;
}

function readPiece(
  { text, line: firstLine, goesOn }: Extract<Piece, { type: 'flow' }>,
  firstItem: number,
  into: FlowItem[],
): { nextItem: number; open: StillOpen | undefined } {
  let nextItem = firstItem;
  const tree = fromMarkdown(text, {
    extensions: [gfmTable(), BLOCKS_ONLY],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  const visit = (node: Nodes, around: Around): void => {
    const line = firstLine + (node.position?.start.line ?? 1) - 1;
    switch (node.type) {
      case 'heading':
        into.push({ type: 'heading', line, depth: node.depth, text: textOf(node) });
        return;
      case 'paragraph':
        into.push({ type: 'paragraph', line, text: textOf(node), ...around });
        return;
      case 'code':
        into.push(codeOf(node, text, line, around.items));
        return;
      case 'tableRow':
        into.push({ type: 'row', line, cells: node.children.map(textOf) });
        return;
      case 'listItem': {
        const items = [...around.items, nextItem++];
        node.children.forEach((child, index) => {
          visit(child, { ...around, items, opensItem: index === 0 });
        });
        return;
      }
      case 'blockquote':
        for (const child of node.children) visit(child, { ...around, quoted: true });
        return;
      case 'html': {
        // Commented out on purpose; anything else with a fence in it has lost one that its author sees.
        const fence = /^[ \t>]*(?:`{3}|~{3})/m.exec(node.value);
        if (fence === null || node.value.startsWith('<!--')) return;
        const at = line + lineEndsIn(node.value.slice(0, fence.index));
        into.push({ type: 'not-read', line: at, reason: IN_HTML });
        return;
      }
      case 'root':
      case 'list':
      case 'table':
        for (const child of node.children) visit(child, around);
        return;
      case 'break':
      case 'definition':
      case 'delete':
      case 'emphasis':
      case 'footnoteDefinition':
      case 'footnoteReference':
      case 'image':
      case 'imageReference':
      case 'inlineCode':
      case 'link':
      case 'linkReference':
      case 'strong':
      case 'tableCell':
      case 'text':
      case 'thematicBreak':
      case 'yaml':
        return;
    }
  };
  const open = stillOpen(tree.children, text, goesOn);
  // What is open comes again, whole, with the next piece.
  if (open !== undefined) tree.children.pop();
  visit(tree, { items: [], quoted: false, opensItem: false });
  return { nextItem, open };
}

/** A fence or HTML in the first level that the end of the piece has cut off. */
function stillOpen(
  children: readonly RootContent[],
  text: string,
  goesOn: boolean,
): StillOpen | undefined {
  const node = children.at(-1);
  const offset = node?.position?.start.offset ?? 0;
  if (node?.type === 'code') {
    return codeOf(node, text, 0, []).form === 'unclosed' ? { type: 'fence', offset } : undefined;
  }
  // What goes on from the piece before has been followed to its end already.
  if (node?.type !== 'html' || (goesOn && children.length === 1)) return undefined;
  const written = text.slice(offset);
  for (const [opening, ending] of HTML_ENDS) {
    if (opening.test(written)) return ending.test(written) ? undefined : { type: 'html', offset };
  }
  return /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)[ \t]*$/.test(text)
    ? undefined
    : { type: 'html', offset };
}

const HTML_ENDS: readonly (readonly [RegExp, RegExp])[] = [
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [/^<![A-Za-z]/, />/],
  [/^<(?:script|pre|style|textarea)(?:[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
];

function lineEndsIn(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

function textOf(node: Parents): string {
  return node.children.map((child) => ('value' in child ? child.value : '')).join('');
}

function codeOf(node: Code, source: string, line: number, items: readonly number[]): FlowCode {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? start;
  const written = source.slice(start, end);
  const fenced = /^(?:`{3}|~{3})/.test(written);
  const closed = fenced && /(?:\r\n|\n|\r)[ \t>]*(?:`{3,}|~{3,})[ \t]*$/.test(written.slice(-2000));
  return {
    type: 'code',
    line,
    lang: languageOf(node.lang ?? ''),
    text: node.value,
    items,
    form: fenced ? (closed ? 'fenced' : 'unclosed') : 'indented',
  };
}

/** The language of an info string: `bash {.numberLines}`, `{.bash}` and `{bash}` are bash. */
function languageOf(info: string): string {
  const bare = info.replace(/^\{\s*\.?/, '');
  return (/^[^\s{},]+/.exec(bare)?.[0] ?? '').toLowerCase();
}

/** The headings of a piece, read without the parser. */
function headingsOf(text: string, firstLine: number): FlowItem[] {
  const headings: FlowItem[] = [];
  let line = firstLine;
  let position = 0;
  for (const found of text.matchAll(/^(#{1,6})[ \t]+([^\r\n]{1,500})/gm)) {
    for (; position < found.index; position += 1) if (text[position] === '\n') line += 1;
    const title = (found[2] ?? '').replace(/[ \t]+#*[ \t]*$/, '');
    headings.push({ type: 'heading', line, depth: (found[1] ?? '#').length, text: title });
  }
  return headings;
}
