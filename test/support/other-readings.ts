import { Parser } from 'commonmark';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { readBlocks } from '../../src/steps/markdown-blocks.ts';

/** What must be the same in every reading of a document: its headings, and its code byte for byte. */
export type Seen =
  | { readonly heading: number }
  | { readonly code: string; readonly lang: string; readonly line: number };

/** NUL and line ends as CommonMark gives them; ours leaves them as they stand on disk. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD');
}

function firstWord(info: string): string {
  return /^\S*/.exec(info)?.[0] ?? '';
}

/** As we read it. */
export function oursSees(source: string): Seen[] {
  return readBlocks(source).flatMap((block): Seen[] => {
    if (block.type === 'heading') return [{ heading: block.depth }];
    if (block.type !== 'code') return [];
    return [{ code: plain(block.text), lang: plain(firstWord(block.info)), line: block.line }];
  });
}

/** As the reference implementation of CommonMark does; it knows no tables, and no last line that ends with a return. */
export function commonmarkSees(source: string): Seen[] {
  const seen: Seen[] = [];
  const walker = new Parser().parse(plain(source)).walker();
  for (let event = walker.next(); event !== null; event = walker.next()) {
    const { node, entering } = event;
    if (!entering) continue;
    if (node.type === 'heading') seen.push({ heading: node.level });
    if (node.type === 'code_block') {
      const code = (node.literal ?? '').replace(/\n$/, '');
      seen.push({ code, lang: firstWord(node.info ?? ''), line: node.sourcepos[0][0] });
    }
  }
  return seen;
}

/** As another parser does that knows tables. */
export function micromarkSees(source: string): Seen[] {
  const seen: Seen[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'heading') seen.push({ heading: node.depth });
    else if (node.type === 'code') {
      const line = node.position?.start.line ?? 0;
      seen.push({ code: plain(node.value), lang: plain(node.lang ?? ''), line });
    } else if ('children' in node) node.children.forEach(visit);
  };
  visit(
    fromMarkdown(source, {
      extensions: [gfmTable()],
      mdastExtensions: [gfmTableFromMarkdown()],
    }),
  );
  return seen;
}
