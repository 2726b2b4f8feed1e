/** Waiting in virtual time for something to come true. */
import type { Call } from '../../world.ts';

export type Ending = 'true' | 'limit' | 'interrupted';

/**
 * Looks once a second until `holds` is true, for `limitMs` at most. `interrupted`: a deadline around the
 * command came first, so that time does not move on for it any more.
 */
export async function waitUntil(
  call: Call,
  holds: () => boolean,
  limitMs: number,
): Promise<Ending> {
  const { clock } = call.world;
  const until = clock.now() + limitMs;
  while (!holds()) {
    const before = clock.now();
    if (before >= until) return 'limit';
    await clock.sleep(Math.min(1_000, until - before));
    if (clock.now() === before) return 'interrupted';
  }
  return 'true';
}

/** `30s`, `5m`, `1h30m` in milliseconds; undefined for what is no such length. */
export function goDuration(text: string): number | undefined {
  if (text === '0') return 0;
  if (!/^(\d+(\.\d+)?(ms|h|m|s))+$/.test(text)) return undefined;
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0),
    0,
  );
}

/** What a client says when it would wait on for a person to interrupt it. */
export function interruption(seconds: number, why: string): string {
  return `simulated cloud: interrupted after ${seconds} s, as Ctrl-C does it: ${why}`;
}
