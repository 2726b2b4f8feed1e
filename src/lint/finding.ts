/** How much a finding matters: an `error` makes lint exit with 1. */
export type Severity = 'error' | 'warning' | 'note';

/** A change of the document: what stands in `[start, end)`, UTF-16 offsets into its text, is replaced. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One thing that lint has to say about a document. */
export interface Finding {
  /** Id of its rule: `curl-without-timeout`. */
  readonly rule: string;
  readonly severity: Severity;
  /** 1-based, in the document as it stands on disk; columns count UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The block it is about; undefined for one about the document. */
  readonly block: string | undefined;
  /** What is wrong here, as a sentence. */
  readonly message: string;
  /** What to do about it, as a sentence. */
  readonly todo: string;
  /** Safe to apply without asking; undefined where a person has to decide. */
  readonly fix: readonly Edit[] | undefined;
  /** The document says that it knows, and why; then it counts for nothing. */
  readonly silenced: { readonly line: number; readonly reason: string } | undefined;
}
