import { describe, expect, it } from 'vitest';
import { machineClock } from '../../src/screens/shell-clock.ts';

describe("the machine's clock", () => {
  it('never rings early, however little is waited for', async () => {
    for (const milliseconds of [0, 1, 7, 20]) {
      const due = machineClock.now() + milliseconds;
      await new Promise<void>((resolve) => machineClock.after(milliseconds, resolve));
      expect(machineClock.now()).toBeGreaterThanOrEqual(due);
    }
  });

  it('does not ring when it was called off', async () => {
    let rang = false;
    const callOff = machineClock.after(5, () => {
      rang = true;
    });
    callOff();
    await new Promise<void>((resolve) => machineClock.after(20, resolve));
    expect(rang).toBe(false);
  });
});
