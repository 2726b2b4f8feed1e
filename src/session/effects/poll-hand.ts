import type { Clock, RunningBlock } from '../runner.ts';

/** The operator's hand on a poll that runs. */
export interface PollControl {
  cancel(): void;
  lookNow(): void;
  pause(): void;
  goOn(): void;
}

/** What the operator's keys do to the waiting between looks. */
export interface Hand {
  readonly control: PollControl;
  cancelled: boolean;
  /** Fires when it is cancelled. */
  readonly signal: AbortSignal;
  running: RunningBlock | undefined;
  /** Waits for something outside the poll; a cancel ends the wait. */
  hold(until: Promise<void>): Promise<void>;
  wait(
    clock: Clock,
    milliseconds: number,
    tell: (nextAt: number | undefined, paused: boolean) => void,
  ): Promise<void>;
}

/** Makes the operator's hand on a poll that begins, or goes on as it was left: paused, or not. */
export function createHand({ isPaused = false } = {}): Hand {
  const cancelling = new AbortController();
  let wake = new AbortController();
  let paused = isPaused;
  let now = false;
  const stir = (): void => {
    wake.abort();
    wake = new AbortController();
  };
  const hand: Hand = {
    cancelled: false,
    signal: cancelling.signal,
    running: undefined,
    control: {
      cancel() {
        hand.cancelled = true;
        cancelling.abort();
        hand.running?.cancel();
        stir();
      },
      lookNow() {
        now = true;
        stir();
      },
      pause() {
        paused = true;
        stir();
      },
      goOn() {
        paused = false;
        stir();
      },
    },
    async hold(until) {
      const over = until.then(() => true);
      while (!hand.cancelled && !(await Promise.race([over, stirred(wake.signal)]))) continue;
    },
    async wait(clock, milliseconds, tell) {
      now = false;
      let left = milliseconds;
      while (!hand.cancelled && !now && (paused || left > 0)) {
        const { signal } = wake;
        if (paused) {
          tell(undefined, true);
          await stirred(signal);
          continue;
        }
        const from = clock.now();
        tell(from + left, false);
        await clock.sleep(left, signal);
        // Slept to its end; a clock that was set back meanwhile says otherwise.
        if (!signal.aborted) return;
        left -= Math.max(0, clock.now() - from);
      }
    },
  };
  return hand;
}

/** Resolves, with false, when the operator did anything. */
function stirred(signal: AbortSignal): Promise<false> {
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve(false), { once: true }),
  );
}
