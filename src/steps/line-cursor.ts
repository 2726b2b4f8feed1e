const TAB = 9;
const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;

/**
 * Goes through a document line by line, and through each line by columns as CommonMark counts them: a tab
 * reaches to the next multiple of four, and a container may take only some of its columns. Each character of
 * a line is looked at a bounded number of times, however long the line is.
 */
export class LineCursor {
  readonly source: string;
  /** 1-based number of the line it stands in. */
  line: number;
  /** Where the line ends, its line end left out, and where the next one begins. */
  end: number;
  next: number;
  offset: number;
  #start: number;
  #column = 0;
  /** The first columns of the tab at `offset` are taken. */
  #inTab = false;
  #word = -1;
  #wordColumn = 0;

  /**
   * @param start where the first line begins
   * @param firstLine its number
   */
  constructor(source: string, start = 0, firstLine = 1) {
    this.source = source;
    this.line = firstLine - 1;
    this.#start = start;
    this.offset = start;
    this.end = start;
    this.next = start;
  }

  /** Goes to the next line; false at the end of the document. */
  nextLine(): boolean {
    const { source, next: start } = this;
    if (start >= source.length) return false;
    let end = start;
    for (; end < source.length; end += 1) {
      const code = source.charCodeAt(end);
      if (code === LINE_FEED || code === RETURN) break;
    }
    this.line += 1;
    this.#start = start;
    this.offset = start;
    this.end = end;
    const isPair = source.charCodeAt(end) === RETURN && source.charCodeAt(end + 1) === LINE_FEED;
    this.next = Math.min(end + (isPair ? 2 : 1), source.length);
    this.#column = 0;
    this.#inTab = false;
    this.#word = -1;
    return true;
  }

  /** Where the first character ahead stands that is no space and no tab. */
  get word(): number {
    this.#findWord();
    return this.#word;
  }

  /** Only spaces and tabs are ahead. */
  get isBlank(): boolean {
    return this.word >= this.end;
  }

  /** Columns of white space ahead. */
  get indent(): number {
    this.#findWord();
    return this.#wordColumn - this.#column;
  }

  /** The column of the first word ahead, from 0. */
  get wordColumn(): number {
    this.#findWord();
    return this.#wordColumn;
  }

  get column(): number {
    return this.#column;
  }

  /** Character code ahead; NaN at the end of the line. */
  get code(): number {
    return this.offset < this.end ? this.source.charCodeAt(this.offset) : Number.NaN;
  }

  get isAtSpace(): boolean {
    const { code } = this;
    return code === SPACE || code === TAB;
  }

  /** Skips so many columns; of a tab perhaps some only. */
  skipColumns(count: number): void {
    for (let left = count; left > 0 && this.offset < this.end;) {
      const width = this.code === TAB ? 4 - (this.#column % 4) : 1;
      const taken = Math.min(left, width);
      this.#column += taken;
      this.#inTab = taken < width;
      if (!this.#inTab) this.offset += 1;
      left -= taken;
    }
  }

  /** Skips white space, and so many characters of the word behind it; none of them is a tab. */
  skipToWord(characters = 0): void {
    this.#findWord();
    this.offset = this.#word + characters;
    this.#column = this.#wordColumn + characters;
    this.#inTab = false;
  }

  /** What is ahead, its line end included; the rest of a tab as spaces. */
  rest(): string {
    const { source, offset, next } = this;
    if (!this.#inTab) return source.slice(offset, next);
    return ' '.repeat(4 - (this.#column % 4)) + source.slice(offset + 1, next);
  }

  /** From the first word ahead to the end of the line, its line end and the white space before it left out. */
  words(): string {
    const { source } = this;
    let last = this.end;
    while (last > this.word && isSpaceCode(source.charCodeAt(last - 1))) last -= 1;
    return source.slice(this.word, last);
  }

  /** The line end as it stands in the document; nothing on a last line without one. */
  lineEnd(): string {
    return this.source.slice(this.end, this.next);
  }

  /** Keeps the place, for a look ahead that may come to nothing. */
  mark(): () => void {
    const [offset, column, inTab] = [this.offset, this.#column, this.#inTab];
    return () => {
      this.offset = offset;
      this.#column = column;
      this.#inTab = inTab;
      this.#word = -1;
    };
  }

  #findWord(): void {
    if (this.#word >= this.offset && this.#word >= this.#start) return;
    let at = this.offset;
    let column = this.#column;
    for (; at < this.end; at += 1) {
      const code = this.source.charCodeAt(at);
      if (code === SPACE) column += 1;
      else if (code === TAB) column += 4 - (column % 4);
      else break;
    }
    this.#word = at;
    this.#wordColumn = column;
  }
}

function isSpaceCode(code: number): boolean {
  return code === SPACE || code === TAB;
}
