/** What is known of a poll that is taken up again. Times are session time, milliseconds. */
export interface BudgetAsked {
  /** When the first attempt began: the clock that `seconds` of its looks count on. */
  readonly startedAt: number;
  /** When the attempt that goes on began; later than `startedAt` where it carries another one on. */
  readonly begunAt: number;
  readonly now: number;
  /** The newest look of the whole poll, and whether it was this attempt's; undefined before the first one. */
  readonly last:
    { readonly number: number; readonly seconds: number; readonly isOwn: boolean } | undefined;
  readonly everySeconds: number;
  /** Before this no look was due, as it waited for a login or was paused; undefined when it did neither. */
  readonly notBefore: number | undefined;
  /** For how many looks in a row its gates have to hold. */
  readonly stableFor: number;
  /** Looks that may be taken in all, those of the attempts that it carries on among them. */
  readonly of: number;
}

export interface Budget {
  /** The number of the look to take now. */
  readonly next: number;
  /** Looks that may be taken in all. */
  readonly of: number;
  /** Looks that were due while nobody was there: they count, and nobody took them. */
  readonly missed: number;
}

/**
 * Where a poll stands when it is taken up again: its clock has gone on, and the looks that were due meanwhile are
 * missed. A look that had begun and was not finished is taken again. As many looks are always left as it needs to pass:
 * what held before is not counted on, and a poll never fails unlooked.
 */
export function budgetOnTakeUp(asked: BudgetAsked): Budget {
  const { startedAt, begunAt, now, last, everySeconds } = asked;
  const every = everySeconds * 1000;
  const first = (last?.number ?? 0) + 1;
  const planned = last?.isOwn === true ? startedAt + last.seconds * 1000 + every : begunAt;
  const due = Math.max(planned, asked.notBefore ?? planned);
  // A clock that was set back makes nothing missed.
  const late = Math.max(0, Math.floor((now - due) / every));
  const needed = asked.stableFor - 1;
  const next = Math.max(first, Math.min(first + late, asked.of - needed));
  return { next, of: Math.max(asked.of, next + needed), missed: next - first };
}

/** The sentence about looks that nobody took; undefined when there are none. */
export function missedWords(missed: number): string | undefined {
  if (missed <= 0) return undefined;
  return missed === 1
    ? 'one look was due while nobody was there, and counts'
    : `${missed} looks were due while nobody was there, and count`;
}
