/** A container that ends some seconds after each start, and how kubelet starts it again. */

export interface Crashing {
  /** Whether it runs at the moment; else it waits for its next start. */
  readonly runs: boolean;
  readonly restarts: number;
  /** Virtual milliseconds of its last start, and of its last end; null before the first. */
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/** What has become by `now` of a container that started first at `firstAt`. Both in virtual milliseconds. */
export function crashing(firstAt: number, now: number): Crashing {
  let startedAt = firstAt;
  let endedAt: number | null = null;
  for (let restarts = 0; ; restarts++) {
    const ends = startedAt + livesMs;
    if (now < ends) return { runs: true, restarts, startedAt, endedAt };
    endedAt = ends;
    // Kubelet waits twice as long each time, five minutes at most.
    const next = ends + Math.min(10_000 * 2 ** Math.min(restarts, 10), 300_000);
    if (now < next) return { runs: false, restarts, startedAt, endedAt };
    startedAt = next;
  }
}

const livesMs = 8_000;
