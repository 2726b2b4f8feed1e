/** The time that decides about keys: when they came, and how long something has stood on the screen. */
export interface ShellClock {
  /** Milliseconds; only ever goes up. */
  now(): number;
  /** Calls back once when so many milliseconds have passed; gives back how to call that off. Keeps nothing alive. */
  after(milliseconds: number, act: () => void): () => void;
}

/** The machine's own monotonic clock. */
export const machineClock: ShellClock = {
  now: () => performance.now(),
  after(milliseconds, act) {
    const due = performance.now() + milliseconds;
    let timer = wait();
    return () => clearTimeout(timer);

    function wait(): NodeJS.Timeout {
      return setTimeout(ring, Math.max(0, Math.ceil(due - performance.now()))).unref();
    }

    // A timer counts from the turn of the event loop that it was set in, so it can ring too early.
    function ring(): void {
      if (performance.now() < due) timer = wait();
      else act();
    }
  },
};
