import type { Session } from './session.ts';

/**
 * The number of the attempt that comes next. A number is never given twice: an attempt that a repaired journal
 * knows by its number alone still has its folder.
 */
export function nextAttempt(session: Session): number {
  const used = [
    ...session.attempts.map(({ number }) => number),
    ...session.repairs.flatMap(({ unnamed }) => unnamed),
  ];
  return used.reduce((highest, number) => Math.max(highest, number), 0) + 1;
}
