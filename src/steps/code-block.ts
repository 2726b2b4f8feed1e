/**
 * How a code block stands in the document: between fences, behind one that never closes, indented, or in more quotes and
 * lists than are told apart.
 */
export type CodeForm = 'fenced' | 'unclosed' | 'indented' | 'too-deep';

/** A code block of the document as CommonMark has it, and what became of it. */
export interface CodeBlock {
  readonly line: number;
  /** The last line that belongs to it, its closing fence included. */
  readonly endLine: number;
  /** The first word of `info`. */
  readonly lang: string;
  /** What stands behind its opening fence; empty for indented code. */
  readonly info: string;
  readonly form: CodeForm;
  /** Byte for byte, without its last line end. */
  readonly text: string;
  /** The ids of the blocks made of it, in order; several of a transcript, say. */
  readonly blocks: readonly string[];
  /** Why none was made of it. */
  readonly reason: string | undefined;
}
