import type { ShellClock } from '../../src/screens/shell-clock.ts';

/** A clock that only a test moves. */
export interface HandClock extends ShellClock {
  /** Moves on and rings whatever falls due on the way, each at its own time. */
  advance(milliseconds: number): void;
  /** Moves on to whatever is due next; false when nothing is waited for. */
  toNext(): boolean;
}

export function handClock(): HandClock {
  let time = 1000;
  const waiting = new Set<{ readonly due: number; readonly act: () => void }>();
  const next = () => [...waiting].sort((one, other) => one.due - other.due)[0];
  const clock: HandClock = {
    now: () => time,
    after(milliseconds, act) {
      const one = { due: time + milliseconds, act };
      waiting.add(one);
      return () => void waiting.delete(one);
    },
    advance(milliseconds) {
      const end = time + milliseconds;
      for (let one = next(); one !== undefined && one.due <= end; one = next()) {
        waiting.delete(one);
        time = Math.max(time, one.due);
        one.act();
      }
      time = end;
    },
    toNext() {
      const one = next();
      if (one !== undefined) clock.advance(Math.max(0, one.due - time));
      return one !== undefined;
    },
  };
  return clock;
}
