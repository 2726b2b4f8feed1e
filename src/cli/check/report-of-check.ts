import type { CheckCounts, CheckedGate } from '../../session/check/checked-gate.ts';
import type { Runbook } from '../../steps/model.ts';

/** What a check came to, as each format tells it. */
export interface CheckReport {
  readonly runbook: Pick<Runbook, 'id' | 'title' | 'file' | 'sha256' | 'steps'>;
  readonly simulated: boolean;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly gates: readonly CheckedGate[];
  readonly counts: CheckCounts;
  readonly status: number;
  /** Blocks that may change something; they were not run. */
  readonly leftAlone: number;
}

/** How a format tells it: line by line while it goes, or all of it at the end. */
export interface CheckTeller {
  /** What stands before the first gate. */
  readonly head: () => readonly string[];
  readonly gate: (gate: CheckedGate) => readonly string[];
  readonly end: (report: CheckReport) => readonly string[];
}

/** `prerequisites/2`; one gate of it in words that fit a line. */
export function nameOf({ block, text }: CheckedGate, clean: (text: string) => string): string {
  return `${clean(block)} ${clean(text).replace(/\.$/, '')}`;
}
