import type { CodeForm } from './code-block.ts';

/** Where a block of Markdown stands. */
export interface Around {
  /** The list items it stands in, outermost first, numbered as they come in the document. */
  readonly items: readonly number[];
  readonly quoted: boolean;
}

/** The blocks of a document that hold no others, in order, with lines of the file. */
export type MarkdownBlock =
  | {
      readonly type: 'heading';
      readonly line: number;
      readonly depth: number;
      readonly text: string;
    }
  | (Around & {
      readonly type: 'paragraph';
      readonly line: number;
      /** The column that it begins in, from 0. */
      readonly column: number;
      /** As written, marks of quotes and lists and the white space around its lines taken off. */
      readonly text: string;
      /** It is the first thing in its list item. */
      readonly opensItem: boolean;
    })
  | {
      readonly type: 'row';
      readonly line: number;
      readonly cells: readonly string[];
      /** The first of its table, which names the columns. */
      readonly isHead: boolean;
    }
  | (Around & {
      readonly type: 'code';
      readonly line: number;
      readonly endLine: number;
      readonly column: number;
      /** Empty for indented code. */
      readonly info: string;
      /** Byte for byte as CommonMark has it, without its last line end. */
      readonly text: string;
      readonly form: CodeForm;
    })
  | (Around & {
      readonly type: 'html';
      readonly line: number;
      readonly endLine: number;
      readonly column: number;
      /** Its lines with their ends. */
      readonly text: string;
    })
  /** From here on, for as long as it goes on, quotes and lists are not told apart any more. */
  | { readonly type: 'too-deep'; readonly line: number };
