import type { Look } from '../events.ts';
import type { LookRun } from './model.ts';

/** The looks of a poll with equal ones in a row as one, in order. */
export function lookRuns(looks: readonly Look[]): readonly LookRun[] {
  const runs: LookRun[] = [];
  for (const { answer, state, number, seconds } of looks) {
    const last = runs.at(-1);
    if (last?.answer === answer && last.state === state)
      runs[runs.length - 1] = { ...last, count: last.count + 1, to: number, toSeconds: seconds };
    else
      runs.push({
        answer,
        state,
        count: 1,
        from: number,
        to: number,
        fromSeconds: seconds,
        toSeconds: seconds,
      });
  }
  return runs;
}
