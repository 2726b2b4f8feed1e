import type { Clock } from '../../src/session/runner.ts';
import { handClock } from './hand-clock.ts';

/** A session's clock that only a test moves; whoever sleeps wakes at their own time. */
export interface SleepingClock extends Clock {
  /** Moves on by so much, waking each sleeper at its time and letting it do what it wants before time moves further. */
  advance(milliseconds: number): Promise<void>;
}

export function sleepingClock(): SleepingClock {
  const hand = handClock();
  return {
    now: () => hand.now(),
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        const forget = hand.after(milliseconds, resolve);
        signal?.addEventListener('abort', () => {
          forget();
          resolve();
        });
      }),
    async advance(milliseconds) {
      const end = hand.now() + milliseconds;
      await quiet();
      while (hand.now() < end) {
        hand.advance(Math.min(1000, end - hand.now()));
        await quiet();
      }
    },
  };
}

/** Until nothing happens by itself any more, as far as promises and the next turns of the event loop go. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
