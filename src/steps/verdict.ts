/** What a gate is judged by, and what the judgement is. Plain serialisable data. */

/** What a look at the cloud left behind, for a gate to judge. */
export interface Evidence {
  readonly stdout: string;
  readonly stderr: string;
  /** Undefined when the process left no exit status (killed, lost). */
  readonly exitStatus: number | undefined;
  readonly captures: Readonly<Record<string, string>>;
  /**
   * Puts a value into words for a verdict: masked, or not at all. Without it, `quoted`. `name` is what the value
   * stands under, when it has a name.
   */
  readonly quote?: (text: string, name?: string) => string;
  /** For `passed` conditions: how a step or block of this runbook stands, by id. */
  readonly standing?: Readonly<Record<string, 'passed' | 'deferred' | 'overridden' | 'not-passed'>>;
}

/** The three answers, and for exit-gate items a fourth that is never a pass. */
export type Answer = 'yes' | 'no' | 'could-not-tell' | 'deferred';

export interface ConditionVerdict {
  readonly text: string;
  readonly answer: Answer;
  /** What came, in a few words, for the sentence `expected ..., came ...`. Untrusted text: sanitise before showing. */
  readonly came: string;
}

export interface Verdict {
  readonly answer: Answer;
  /** One sentence: what was expected and what came. */
  readonly why: string;
  readonly conditions: readonly ConditionVerdict[];
}
