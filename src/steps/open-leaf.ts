import type { OpenFence } from './code-fence.ts';
import type { HtmlEnd } from './html-block.ts';
import type { Around, MarkdownBlock } from './markdown-block.ts';

/** A paragraph while it goes on. */
export type Paragraph = Around & {
  readonly type: 'paragraph';
  line: number;
  readonly column: number;
  readonly opensItem: boolean;
  lines: string[];
  /** The last line may be the head of a table. */
  mayBeHead: boolean;
};

/** Code or HTML while it goes on. */
export type Verbatim = Around & {
  readonly line: number;
  readonly column: number;
  endLine: number;
  readonly lines: string[];
} & (
    | { readonly type: 'fence'; readonly fence: OpenFence; readonly indent: number }
    | { readonly type: 'indented' }
    | { readonly type: 'html'; readonly ending: HtmlEnd }
  );

/** What holds no other block, while it is open. */
export type Leaf = Paragraph | Verbatim | { readonly type: 'table' };

/**
 * The block that an open leaf has become; undefined when nothing is left of it. The rows of a table stand apart.
 *
 * @param ended its own end has come: its closing fence, say
 * @param tooDeep it stands in more quotes and lists than are told apart
 */
export function blockOf(leaf: Leaf, ended: boolean, tooDeep: boolean): MarkdownBlock | undefined {
  if (leaf.type === 'table') return undefined;
  const { items, quoted, line, column, lines } = leaf;
  if (leaf.type === 'paragraph') {
    const text = withoutLineEnd(lines.join(''));
    const { opensItem } = leaf;
    if (text === '') return undefined;
    return { type: 'paragraph', line, column, text, items, quoted, opensItem };
  }
  const { endLine } = leaf;
  if (leaf.type === 'html')
    return { type: 'html', line, endLine, column, text: lines.join(''), items, quoted };
  const around = { type: 'code', line, column, items, quoted } as const;
  const deep = tooDeep ? ('too-deep' as const) : undefined;
  if (leaf.type === 'fence') {
    const form = deep ?? (ended ? 'fenced' : 'unclosed');
    return { ...around, endLine, info: leaf.fence.info, text: codeOf(lines), form };
  }
  // Empty lines below it are none of it.
  let count = lines.length;
  while (count > 1 && /^[ \t]*[\r\n]*$/.test(lines[count - 1] ?? '')) count -= 1;
  const text = codeOf(lines.slice(0, count));
  return { ...around, endLine: line + count - 1, info: '', text, form: deep ?? 'indented' };
}

/** Lines with their ends, the last one without. */
function codeOf(lines: readonly string[]): string {
  return lines.slice(0, -1).join('') + withoutLineEnd(lines.at(-1) ?? '');
}

/** Without the line end that stands last, whichever it is. */
export function withoutLineEnd(text: string): string {
  if (text.endsWith('\r\n')) return text.slice(0, -2);
  return text.endsWith('\n') || text.endsWith('\r') ? text.slice(0, -1) : text;
}
