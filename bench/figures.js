/** The middle one: half of the runs were faster. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}

/**
 * Runs every task once per batch, in turn, so that a busy moment of the machine falls on all of them; the first batch
 * warms up and does not count. `tasks` maps a name to an async function that is told whether it only warms up, and answers
 * with a number or an object of numbers. Resolves with the same names, each with what its runs answered.
 */
export async function interleaved(batches, tasks) {
  const answers = Object.fromEntries(Object.keys(tasks).map((name) => [name, []]));
  for (let batch = 0; batch <= batches; batch += 1)
    for (const [name, task] of Object.entries(tasks)) {
      const answer = await task(batch === 0);
      if (batch > 0) answers[name].push(answer);
    }
  return answers;
}

export const round = (value, digits = 0) => Number(value.toFixed(digits)).toString();

/** A line of the published table: what was measured, the figure, what it is compared with. */
export const row = (what, figure, against) => ({ what, figure, against });
