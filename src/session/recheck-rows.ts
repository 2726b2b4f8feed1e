import { driftOf, type Drift } from './drift.ts';
import type { BlockRef } from './events.ts';
import type { View } from './walker.ts';

/** One check of a round of rechecks, as it stands now. */
export interface RecheckRow {
  readonly ref: BlockRef;
  /** `7.1/2`. */
  readonly id: string;
  readonly as: 'waiting' | 'running' | 'holds' | 'drifted' | 'could-not-tell' | 'not-looked';
  /** What was seen, or why it was not looked at; empty where there is nothing to say. */
  readonly why: string;
}

/** The round in the order of the documents, those that are left out among the others. Empty before the first. */
export function recheckRows({ session, rechecks }: View): readonly RecheckRow[] {
  if (rechecks === undefined) return [];
  const refs = [...rechecks.blocks, ...Object.keys(rechecks.left)];
  return [...new Set(refs)].map((ref) => {
    const drift = driftOf(session, ref);
    const row = { ref, id: ref.slice(ref.indexOf(':') + 1) };
    const isOfThisRound = drift.type !== 'not-looked' && drift.attempt >= rechecks.from;
    if (isOfThisRound) return { ...row, ...seen(drift) };
    const left = rechecks.left[ref];
    if (left !== undefined) return { ...row, as: 'not-looked', why: left };
    return { ...row, as: rechecks.state === 'on' ? 'waiting' : 'not-looked', why: '' };
  });
}

/** `2 of 3 looked at: 1 holds, 1 DRIFTED`. */
export function recheckTotals(rows: readonly RecheckRow[]): string {
  const count = (as: RecheckRow['as']) => rows.filter((row) => row.as === as).length;
  const looked = count('holds') + count('drifted') + count('could-not-tell');
  const parts = [
    ...(count('holds') > 0
      ? [`${count('holds')} still ${count('holds') === 1 ? 'holds' : 'hold'}`]
      : []),
    ...(count('drifted') > 0 ? [`${count('drifted')} DRIFTED`] : []),
    ...(count('could-not-tell') > 0 ? [`${count('could-not-tell')} could not tell`] : []),
  ];
  const head = `${looked} of ${rows.length} looked at again`;
  return parts.length === 0 ? head : `${head}: ${parts.join(', ')}`;
}

function seen(drift: Exclude<Drift, { type: 'not-looked' }>): Pick<RecheckRow, 'as' | 'why'> {
  switch (drift.type) {
    case 'looking':
      return { as: 'running', why: '' };
    case 'holds':
      return { as: 'holds', why: drift.other ?? '' };
    case 'drifted':
    case 'could-not-tell':
      return { as: drift.type, why: drift.why };
  }
}
