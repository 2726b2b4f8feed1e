import { findFrontMatter } from './front-matter.ts';
import { innerParts } from './inner-parts.ts';
import type { InnerPart } from './inner-parts.ts';
import { LineCursor } from './line-cursor.ts';
import { htmlWords, shortcodeWords, tabWords } from './tab-words.ts';
import { readBlocks } from './markdown-blocks.ts';
import type { MarkdownBlock } from './markdown-block.ts';
import type { CodeForm } from './code-block.ts';

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
  | {
      readonly type: 'row';
      readonly line: number;
      readonly cells: readonly string[];
      /** The first of its table, which names the columns. */
      readonly isHead: boolean;
    }
  | FlowCode
  | { readonly type: 'not-read'; readonly line: number; readonly reason: string };

/** A code block of any kind. */
export interface FlowCode {
  readonly type: 'code';
  readonly line: number;
  /** The last line that belongs to it, its closing fence included. */
  readonly endLine: number;
  /** What stands behind its fence. */
  readonly info: string;
  /** The language of the info string in small letters, brackets around it taken off. */
  readonly lang: string;
  readonly text: string;
  readonly items: readonly number[];
  readonly form: CodeForm;
  /**
   * Markdown sees code that handrail reads as more Markdown, as the indented text of a tab; and of the fences in there
   * only their author knows.
   */
  readonly seenBy: 'all' | 'markdown' | 'author';
}

/**
 * Reads Markdown into its flow, in linear time: what CommonMark sees, and in tabs and notes what only their author and a
 * site generator see. Inline marks are left in the text: `inline.ts` reads them.
 */
export function readFlow(source: string): FlowItem[] {
  const { text, cutAt } = upToLimit(source);
  const front = findFrontMatter(text);
  const flow: FlowItem[] = [];
  if (front !== undefined) flow.push({ type: 'front-matter', line: 1, text: front.text });
  const reader = new FlowReader();
  reader.read(text, front?.next ?? 0, front?.nextLine ?? 1, flow);
  if (cutAt !== undefined) flow.push({ type: 'not-read', line: cutAt, reason: TOO_LARGE });
  return flow;
}

/** Where a part of a document stands that only its author sees. */
interface Inside {
  readonly items: readonly number[];
  readonly depth: number;
}

class FlowReader {
  #lastItem = 0;

  /** Reads a text whose first line is `firstLine` of the document into `flow`. */
  read(text: string, start: number, firstLine: number, flow: FlowItem[], inside?: Inside): void {
    const blocks = readBlocks(text, start, firstLine);
    const base = this.#lastItem;
    for (const block of blocks) {
      if ('items' in block)
        this.#lastItem = Math.max(this.#lastItem, base + (block.items.at(-1) ?? 0));
    }
    const deepest = (inside?.depth ?? 0) >= DEEPEST_PART;
    const parts = deepest
      ? new Map<number, InnerPart>()
      : innerParts(blocks, text, start, firstLine);
    let part: InnerPart | undefined;
    for (const block of blocks) {
      const items = itemsOf(block, base, inside);
      if (part !== undefined && block.line <= part.to) {
        // Lines of the part that CommonMark takes for code; what it takes for words was read with it.
        if (block.type === 'heading' && inside === undefined) flow.push(block);
        if (block.type === 'code' && inside === undefined)
          flow.push({ ...codeOf(block, items), seenBy: 'markdown' });
        continue;
      }
      part = parts.get(block.line);
      if (part === undefined || block.type !== 'paragraph') {
        part = undefined;
        flow.push(...this.#itemsOf(block, items, inside));
        continue;
      }
      this.#readPart(part, block, items, flow, inside);
    }
  }

  #readPart(
    { opening, tabs, line, from, to, text }: InnerPart,
    opener: Extract<MarkdownBlock, { type: 'paragraph' }>,
    items: readonly number[],
    flow: FlowItem[],
    inside: Inside | undefined,
  ): void {
    const words = opening.type === 'tab' ? tabWords(opening.title, tabs) : `(${opening.title})`;
    const around = { quoted: false, opensItem: false };
    flow.push({ type: 'paragraph', line, text: words, items, ...around });
    this.#lastItem += 1;
    const inner = { items: [...items, this.#lastItem], depth: (inside?.depth ?? 0) + 1 };
    this.read(text, 0, from, flow, inner);
    // The code that CommonMark sees there comes with the blocks behind; its lines tell what belongs to it.
    const rest = linesFrom(opener.text, to + 1 - line);
    if (rest !== '') flow.push({ type: 'paragraph', line: to + 1, text: rest, items, ...around });
  }

  #itemsOf(block: MarkdownBlock, items: readonly number[], inside: Inside | undefined): FlowItem[] {
    switch (block.type) {
      case 'heading':
        // A heading that CommonMark does not see opens no step.
        return inside === undefined
          ? [block]
          : [
              {
                type: 'paragraph',
                line: block.line,
                text: block.text,
                quoted: false,
                items,
                opensItem: false,
              },
            ];
      case 'row':
        return [block];
      case 'paragraph':
        return paragraphOf(block, items);
      case 'code':
        return [{ ...codeOf(block, items), seenBy: inside === undefined ? 'all' : 'author' }];
      case 'html':
        return this.#htmlOf(block, items);
      case 'too-deep':
        return [{ type: 'not-read', line: block.line, reason: DEEP }];
    }
  }

  #htmlOf(block: Extract<MarkdownBlock, { type: 'html' }>, items: readonly number[]): FlowItem[] {
    const { line, text } = block;
    // Commented out on purpose; anything else with a fence in it has lost one that its author sees.
    if (/^[ \t]*<!--/.test(text)) return [];
    const words = htmlWords(text);
    const said: FlowItem[] =
      words === undefined || words === ''
        ? []
        : [{ type: 'paragraph', line, text: words, quoted: block.quoted, items, opensItem: false }];
    const fence = /^[ \t>]*(?:`{3}|~{3})/m.exec(text);
    if (fence === null) return said;
    const at = line + lineEndsIn(text.slice(0, fence.index));
    const fences = /^[ \t]*<[A-Z]/.test(text) ? fencesOf(text.slice(fence.index), at) : [];
    if (fences.length === 0) return [...said, { type: 'not-read', line: at, reason: IN_HTML }];
    return [
      ...said,
      ...fences.map((one) => ({ ...codeOf(one, items), seenBy: 'author' as const })),
    ];
  }
}

/** Tabs in notes in tabs; each is read once more for what is in it. */
const DEEPEST_PART = 6;

/** The fences inside a component of MDX, `<TabItem>`, which reads Markdown there; none when one of them never closes. */
function fencesOf(text: string, line: number): Code[] {
  const cursor = new LineCursor(text);
  const lines: string[] = [];
  let indent = 0;
  while (cursor.nextLine()) {
    if (lines.length === 0) ({ indent } = cursor);
    cursor.skipColumns(Math.min(cursor.indent, indent));
    lines.push(cursor.rest());
  }
  const codes = readBlocks(lines.join(''), 0, line).filter((block) => block.type === 'code');
  return codes.every(({ form }) => form === 'fenced') ? codes : [];
}

type Code = Extract<MarkdownBlock, { type: 'code' }>;

function itemsOf(
  block: MarkdownBlock,
  base: number,
  inside: Inside | undefined,
): readonly number[] {
  const own = 'items' in block ? block.items : [];
  const items = base === 0 ? own : own.map((item) => item + base);
  return inside === undefined ? items : [...inside.items, ...items];
}

function codeOf(block: Code, items: readonly number[]): Omit<FlowCode, 'seenBy'> {
  const { line, endLine, info, text, form } = block;
  return { type: 'code', line, endLine, info, lang: languageOf(info), text, items, form };
}

function paragraphOf(
  { line, text, quoted, opensItem }: Extract<MarkdownBlock, { type: 'paragraph' }>,
  items: readonly number[],
): FlowItem[] {
  if (text.length > LONGEST_PARAGRAPH) return [{ type: 'not-read', line, reason: LONG }];
  const words = withoutShortcodes(text);
  return words.trim() === ''
    ? []
    : [{ type: 'paragraph', line, text: words, quoted, items, opensItem }];
}

/** With the lines that a site generator reads said in words, or left empty. */
function withoutShortcodes(text: string): string {
  if (!/^(?:\{[{%]|:::)/m.test(text)) return text;
  return text.replace(/[^\r\n]+/g, (line) => shortcodeWords(line) ?? line);
}

/** A text without so many of its first lines. */
function linesFrom(text: string, count: number): string {
  let at = 0;
  for (let skipped = 0; skipped < count; skipped += 1) {
    const end = /\r\n|\n|\r/g;
    end.lastIndex = at;
    const found = end.exec(text);
    if (found === null) return '';
    at = end.lastIndex;
  }
  return text.slice(at);
}

/** A document up to its last whole line within the limit, and the line from which on it is not read. */
function upToLimit(source: string): { text: string; cutAt: number | undefined } {
  if (source.length <= LARGEST) return { text: source, cutAt: undefined };
  const text = source.slice(0, source.lastIndexOf('\n', LARGEST) + 1);
  return { text, cutAt: lineEndsIn(text) + 1 };
}

/** In characters; many times the longest document known. Memory for more would be taken by what nobody can walk. */
const LARGEST = 4 * 1024 * 1024;
const TOO_LARGE = 'the document is too large; from here on it is not read';

/** Longer than anything that people read. */
const LONGEST_PARAGRAPH = 48 * 1024;
const LONG = 'this part goes on too long without an empty line; it is not read';
const DEEP = 'quotes or lists are nested too deeply here; this part is not read';
const IN_HTML = 'this fence stands in HTML, where Markdown sees none: leave an empty line above it';

function lineEndsIn(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** The language of an info string: `bash {.numberLines}`, `{.bash}` and `{bash}` are bash. */
function languageOf(info: string): string {
  const bare = info.replace(/^\{\s*\.?/, '');
  return (/^[^\s{},]+/.exec(bare)?.[0] ?? '').toLowerCase();
}
