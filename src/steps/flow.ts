import { findFrontMatter } from './front-matter.ts';
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
  | { readonly type: 'row'; readonly line: number; readonly cells: readonly string[] }
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

/** Reads Markdown into its flow, in linear time. Inline marks are left in the text: `inline.ts` reads them. */
export function readFlow(source: string): FlowItem[] {
  const { text, cutAt } = upToLimit(source);
  const front = findFrontMatter(text);
  const flow = readBlocks(text, front?.next, front?.nextLine).flatMap(flowOf);
  if (cutAt !== undefined) flow.push({ type: 'not-read', line: cutAt, reason: TOO_LARGE });
  if (front === undefined) return flow;
  return [{ type: 'front-matter', line: 1, text: front.text }, ...flow];
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

function flowOf(block: MarkdownBlock): FlowItem[] {
  switch (block.type) {
    case 'heading':
    case 'row':
      return [block];
    case 'paragraph': {
      const { line, text, quoted, items, opensItem } = block;
      if (text.length > LONGEST_PARAGRAPH) return [{ type: 'not-read', line, reason: LONG }];
      return [{ type: 'paragraph', line, text, quoted, items, opensItem }];
    }
    case 'code': {
      const { line, endLine, info, text, items, form } = block;
      return [
        {
          type: 'code',
          line,
          endLine,
          info,
          lang: languageOf(info),
          text,
          items,
          form,
          seenBy: 'all',
        },
      ];
    }
    case 'html': {
      // Commented out on purpose; anything else with a fence in it has lost one that its author sees.
      const fence = /^[ \t>]*(?:`{3}|~{3})/m.exec(block.text);
      if (fence === null || /^[ \t]*<!--/.test(block.text)) return [];
      const at = block.line + lineEndsIn(block.text.slice(0, fence.index));
      return [{ type: 'not-read', line: at, reason: IN_HTML }];
    }
    case 'too-deep':
      return [{ type: 'not-read', line: block.line, reason: DEEP }];
  }
}

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
