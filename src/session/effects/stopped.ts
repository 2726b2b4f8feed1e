import type { Outcome } from '../outcome.ts';

/** How a block ended that the operator stopped; `left` are the processes that could not be stopped. */
export function stoppedOutcome(left: readonly number[], status: number | undefined): Outcome {
  if (left.length === 0) return { type: 'cancelled', status };
  return {
    type: 'unknown',
    reason: `it was told to stop, but ${processList(left)} could not be stopped`,
  };
}

/** `process 4242`, `processes 4242 and 4250`: never more than a few. */
export function processList(ids: readonly number[]): string {
  if (ids.length === 1) return `process ${ids[0]}`;
  const shown = ids.slice(0, 5).join(', ');
  return `${ids.length} processes (${shown}${ids.length > 5 ? ', ...' : ''})`;
}
