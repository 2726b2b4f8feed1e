import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bootId, startTimeOf, statOf } from '../../../src/session/effects/boot.ts';
import { createRealClock } from '../../../src/session/effects/real-clock.ts';

describe.skipIf(!existsSync('/proc/self/stat'))(
  'what the kernel says of boot and processes',
  () => {
    it('names this boot', () => {
      expect(bootId()).toMatch(/^[0-9a-f-]{36}$/);
      expect(bootId()).toBe(bootId());
    });

    it('gives a process a start time that stays', () => {
      expect(startTimeOf(process.pid)).toMatch(/^\d+$/);
      expect(startTimeOf(process.pid)).toBe(startTimeOf(process.pid));
      expect(statOf(process.ppid)?.group).toBeGreaterThan(0);
    });

    it('knows no start time of a process that is not there', () => {
      expect(startTimeOf(2 ** 22 + 1)).toBeUndefined();
    });
  },
);

describe('the real clock', () => {
  it('tells the time of day', () => {
    const before = Date.now();
    expect(createRealClock().now()).toBeGreaterThanOrEqual(before);
  });

  it('sleeps as long as it is told, and not at all for nothing', async () => {
    const clock = createRealClock();
    const before = performance.now();
    await clock.sleep(30);
    expect(performance.now() - before).toBeGreaterThan(25);
    await clock.sleep(0);
    await clock.sleep(-5);
  });

  it('wakes up when the signal fires, before or during the sleep, and does not reject', async () => {
    const clock = createRealClock();
    const stop = new AbortController();
    // Longer than a timer of Node can be: it would fire at once.
    const sleeping = clock.sleep(2 ** 40, stop.signal);
    let isAwake = false;
    void sleeping.then(() => (isAwake = true));
    await clock.sleep(20);
    expect(isAwake).toBe(false);
    stop.abort();
    await sleeping;
    await clock.sleep(2 ** 40, stop.signal);
  });
});
