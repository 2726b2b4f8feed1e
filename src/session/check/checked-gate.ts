/** What became of one gate in a check. `skipped`: it does not count here, and says nothing. */
export type CheckAnswer = 'yes' | 'no' | 'could-not-tell' | 'skipped';

/** One line of a check: a gate of a block, or what stands for one. Untrusted text: clean it before showing. */
export interface CheckedGate {
  /** Step and block as the document has them: `7.0`, `7.0/1`. */
  readonly step: string;
  readonly block: string;
  /** Where the gate, or else the block, stands in the document. */
  readonly line: number;
  /**
   * `exit-status` and `capture` are in no sentence of the document: a block without a gate has to end with 0, and one
   * that captures has to find its value.
   */
  readonly type: 'machine' | 'attested' | 'exit-status' | 'capture';
  readonly hard: boolean;
  readonly text: string;
  readonly answer: CheckAnswer;
  /** What was expected and what came, or why nobody can tell; empty for a plain yes. */
  readonly why: string;
  /** How long its block ran, in seconds; with the first line of a block alone, so that they can be added up. */
  readonly seconds: number;
}

/** How many of each, in the order in which they are told. */
export type CheckCounts = Readonly<Record<CheckAnswer, number>>;

export function countsOf(gates: readonly Pick<CheckedGate, 'answer'>[]): CheckCounts {
  const of = (answer: CheckAnswer): number => gates.filter((gate) => gate.answer === answer).length;
  return {
    yes: of('yes'),
    no: of('no'),
    'could-not-tell': of('could-not-tell'),
    skipped: of('skipped'),
  };
}

/**
 * The exit status of a check: 1 a gate failed, 3 something could not be told, 0 all that was judged holds. A failure
 * weighs more. Where nothing was judged at all nothing was shown.
 */
export function checkStatus(counts: CheckCounts): 0 | 1 | 3 {
  if (counts.no > 0) return 1;
  return counts['could-not-tell'] > 0 || counts.yes === 0 ? 3 : 0;
}
