import { closesFence, fenceAt } from './code-fence.ts';
import { htmlBlockAt } from './html-block.ts';
import { LineCursor } from './line-cursor.ts';
import { atxHeadingAt, isRule, listMarkAt, underlineDepth } from './line-marks.ts';
import type { Around, MarkdownBlock } from './markdown-block.ts';
import { blockOf, withoutLineEnd } from './open-leaf.ts';
import type { Leaf, Paragraph, Verbatim } from './open-leaf.ts';
import { definitionsLength } from './reference-definition.ts';
import { cellsOf, delimiterColumns } from './table-row.ts';

/**
 * Reads the blocks of a Markdown document: CommonMark's, and the tables of GFM. Inline marks are left in the text.
 * Linear in the document; never throws.
 *
 * @param start where to begin, as behind front matter
 * @param firstLine the number of the line that begins there
 */
export function readBlocks(source: string, start = 0, firstLine = 1): MarkdownBlock[] {
  return new BlockReader(new LineCursor(source, start, firstLine)).read();
}

/** Quotes and lists in each other, more than any document needs; each costs a look at every line. */
const DEEPEST = 100;

type Container = Around & {
  /** Columns that the lines of a list item are indented by; undefined for a quote. */
  readonly width: number | undefined;
  readonly opensItem: boolean;
  isEmpty: boolean;
};

class BlockReader {
  readonly #at: LineCursor;
  readonly #blocks: MarkdownBlock[] = [];
  readonly #containers: Container[] = [];
  #leaf: Leaf | undefined;
  #nextItem = 1;
  #tooDeep = false;

  constructor(cursor: LineCursor) {
    this.#at = cursor;
  }

  read(): MarkdownBlock[] {
    while (this.#at.nextLine()) this.#readLine();
    this.#close(0);
    return this.#blocks;
  }

  #readLine(): void {
    const matched = this.#matched();
    const whole = matched === this.#containers.length;
    if (!whole || this.#at.isBlank || matched < DEEPEST) this.#tooDeep = false;
    const leaf = this.#leaf;
    if (whole && leaf !== undefined && leaf.type !== 'paragraph' && leaf.type !== 'table') {
      if (this.#goesOn(leaf)) return;
      this.#close(matched);
    }
    let depth = matched;
    while (!this.#at.isBlank) {
      const opened = this.#open(depth, whole && depth === matched);
      if (opened === 'leaf') return;
      if (opened === 'none') break;
      depth += 1;
    }
    if (this.#at.isBlank) this.#close(depth);
    else this.#addWords(depth, whole && depth === matched, depth === matched);
  }

  /** How many of the open quotes and list items this line goes on with. */
  #matched(): number {
    const at = this.#at;
    let count = 0;
    for (const { width, isEmpty } of this.#containers) {
      if (width === undefined) {
        if (at.indent > 3 || at.source[at.word] !== '>' || at.isBlank) break;
        this.#skipQuote();
      } else if (at.isBlank) {
        if (isEmpty) break;
        at.skipToWord();
      } else if (at.indent >= width) at.skipColumns(width);
      else break;
      count += 1;
    }
    return count;
  }

  #skipQuote(): void {
    this.#at.skipToWord(1);
    if (this.#at.isAtSpace) this.#at.skipColumns(1);
  }

  /** Gives a line to the code or HTML that is open; false when that ended before it. */
  #goesOn(leaf: Verbatim): boolean {
    const at = this.#at;
    switch (leaf.type) {
      case 'fence':
        if (at.indent < 4 && closesFence(leaf.fence, at.source, at.word, at.end)) {
          leaf.endLine = at.line;
          this.#closeLeaf(true);
          return true;
        }
        at.skipColumns(Math.min(at.indent, leaf.indent));
        break;
      case 'indented':
        if (at.indent >= 4) at.skipColumns(4);
        else if (at.isBlank) at.skipToWord();
        else return false;
        break;
      case 'html':
        if (leaf.ending === 'empty-line' && at.isBlank) return false;
        break;
    }
    const rest = at.rest();
    leaf.lines.push(rest);
    leaf.endLine = at.line;
    if (leaf.type === 'html' && leaf.ending !== 'empty-line' && leaf.ending.test(rest))
      this.#closeLeaf(true);
    return true;
  }

  /**
   * Opens what begins at the next word, in CommonMark's order.
   *
   * @param depth how many quotes and list items stand around it
   * @param goesOn nothing has ended or begun in this line so far, so that an open paragraph could go on
   */
  #open(depth: number, goesOn: boolean): 'container' | 'leaf' | 'none' {
    const at = this.#at;
    const { source, word, end } = at;
    const paragraph = this.#leaf?.type === 'paragraph' ? this.#leaf : undefined;
    if (at.indent > 3) {
      if (paragraph !== undefined) return 'none';
      this.#close(depth);
      const begins = this.#beginsHere();
      at.skipColumns(4);
      this.#leaf = { ...begins, type: 'indented', lines: [at.rest()] };
      return 'leaf';
    }
    const character = source[word] ?? '';
    if (!/[>#`~<=_*+0-9-]/.test(character)) return 'none';
    if (character === '>') {
      if (this.#isTooDeep(depth)) return 'none';
      this.#close(depth);
      this.#skipQuote();
      const { items } = this.#around();
      const opensItem = this.#opensItem();
      this.#fill();
      this.#containers.push({ width: undefined, items, quoted: true, opensItem, isEmpty: true });
      return 'container';
    }
    const heading = atxHeadingAt(source, word, end);
    if (heading !== undefined) {
      this.#close(depth);
      this.#fill();
      this.#blocks.push({ type: 'heading', line: at.line, ...heading });
      return 'leaf';
    }
    const fence = fenceAt(source, word, end);
    if (fence !== undefined) {
      this.#close(depth);
      this.#leaf = { ...this.#beginsHere(), type: 'fence', lines: [], fence, indent: at.indent };
      return 'leaf';
    }
    const ending =
      character === '<' ? htmlBlockAt(source, word, end, paragraph === undefined) : undefined;
    if (ending !== undefined) {
      this.#close(depth);
      const rest = at.rest();
      this.#leaf = { ...this.#beginsHere(), type: 'html', ending, lines: [rest] };
      if (ending !== 'empty-line' && ending.test(rest)) this.#closeLeaf(true);
      return 'leaf';
    }
    const underlined = goesOn && paragraph !== undefined ? underlineDepth(source, word, end) : 0;
    if (paragraph !== undefined && underlined > 0 && this.#becomesHeading(paragraph, underlined))
      return 'leaf';
    if (isRule(source, word, end)) {
      this.#close(depth);
      this.#fill();
      return 'leaf';
    }
    const interrupts = goesOn && paragraph !== undefined;
    const mark = listMarkAt(source, word, end, interrupts);
    if (mark === undefined || this.#isTooDeep(depth)) return 'none';
    this.#openItem(depth, mark);
    return 'container';
  }

  #openItem(depth: number, mark: number): void {
    const at = this.#at;
    this.#close(depth);
    const { indent } = at;
    at.skipToWord(mark);
    // Four columns more than the one behind the mark are indented code in the item.
    const space = at.isBlank || at.indent > 4 ? 1 : at.indent;
    at.skipColumns(space);
    const { items, quoted } = this.#around();
    this.#fill();
    this.#containers.push({
      width: indent + mark + space,
      items: [...items, this.#nextItem++],
      quoted,
      opensItem: true,
      isEmpty: true,
    });
  }

  /** Says once that quotes and lists are nested too deeply; what would open another one is words. */
  #isTooDeep(depth: number): boolean {
    if (depth < DEEPEST) return false;
    if (!this.#tooDeep) this.#blocks.push({ type: 'too-deep', line: this.#at.line });
    this.#tooDeep = true;
    return true;
  }

  /** An underlined paragraph is a heading, unless it holds nothing but definitions. */
  #becomesHeading(paragraph: Paragraph, depth: number): boolean {
    const written = paragraph.lines.join('');
    const definitions = definitionsLength(written);
    const text = withoutLineEnd(written.slice(definitions));
    const line = paragraph.line + lineEndsIn(written.slice(0, definitions));
    if (text === '') {
      paragraph.lines = [];
      paragraph.line = line;
      return false;
    }
    this.#leaf = undefined;
    this.#blocks.push({ type: 'heading', line, depth, text });
    return true;
  }

  /**
   * Words of a paragraph or a row.
   *
   * @param whole every open quote and item goes on in this line, and none has begun
   * @param nothingBegan none has begun
   */
  #addWords(depth: number, whole: boolean, nothingBegan: boolean): void {
    const at = this.#at;
    const leaf = this.#leaf;
    const words = at.words();
    if (leaf?.type === 'paragraph' && nothingBegan) {
      if (whole && leaf.mayBeHead && at.indent < 4 && this.#becomesTable(leaf, words)) return;
      leaf.lines.push(words + at.lineEnd());
      leaf.mayBeHead = whole && at.indent < 4;
      return;
    }
    if (leaf?.type === 'table' && whole) {
      this.#blocks.push({ type: 'row', line: at.line, cells: cellsOf(words), isHead: false });
      return;
    }
    this.#close(depth);
    const { items, quoted } = this.#around();
    this.#leaf = {
      type: 'paragraph',
      line: at.line,
      column: at.wordColumn,
      items,
      quoted,
      opensItem: this.#opensItem(),
      lines: [words + at.lineEnd()],
      mayBeHead: true,
    };
    this.#fill();
  }

  /** The last line of a paragraph is the head of a table when as many columns are marked below it. */
  #becomesTable(paragraph: Paragraph, below: string): boolean {
    const columns = delimiterColumns(below);
    const head = paragraph.lines.at(-1)?.trim();
    if (columns === undefined || head === undefined) return false;
    const cells = cellsOf(head);
    if (cells.length !== columns) return false;
    paragraph.lines.pop();
    this.#closeLeaf(true);
    this.#blocks.push({ type: 'row', line: this.#at.line - 1, cells, isHead: true });
    this.#leaf = { type: 'table' };
    return true;
  }

  #around(): Around {
    return this.#containers.at(-1) ?? NOWHERE;
  }

  /** Whether what begins now is the first thing in its list item. */
  #opensItem(): boolean {
    const container = this.#containers.at(-1);
    if (container === undefined) return false;
    return container.opensItem && (container.width === undefined || container.isEmpty);
  }

  #beginsHere(): Around & { line: number; endLine: number; column: number } {
    const { items, quoted } = this.#around();
    const { line, wordColumn } = this.#at;
    this.#fill();
    return { items, quoted, line, endLine: line, column: wordColumn };
  }

  /** Something stands in the innermost item now. */
  #fill(): void {
    const container = this.#containers.at(-1);
    if (container !== undefined) container.isEmpty = false;
  }

  /** Ends the open leaf, and every quote and item from `depth` on. */
  #close(depth: number): void {
    this.#closeLeaf(false);
    this.#containers.length = Math.min(depth, this.#containers.length);
  }

  #closeLeaf(ended: boolean): void {
    const leaf = this.#leaf;
    this.#leaf = undefined;
    if (leaf === undefined) return;
    const block = blockOf(leaf, ended, this.#containers.length >= DEEPEST);
    if (block !== undefined) this.#blocks.push(block);
  }
}

const NOWHERE: Around = { items: [], quoted: false };

function lineEndsIn(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
