import type { Clock } from '../runner.ts';

/** The clock on the wall. */
export function createRealClock(): Clock {
  return { now: () => Date.now(), sleep };
}

async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  let left = milliseconds;
  while (left > 0 && signal?.aborted !== true) {
    await sleepOnce(Math.min(left, LONGEST_TIMER), signal);
    left -= LONGEST_TIMER;
  }
}

/** setTimeout fires at once for anything longer. */
const LONGEST_TIMER = 2 ** 31 - 1;

function sleepOnce(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal?.addEventListener('abort', finish);
  });
}
