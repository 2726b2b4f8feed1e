import { describe, expect, it } from 'vitest';
import { createHand } from '../../../src/session/effects/poll-hand.ts';
import { quiet, sleepingClock } from '../../support/sleeping-clock.ts';

/** A hand that waits 20 seconds on a clock that somebody sets by `shift` milliseconds after 5 seconds. */
async function waiting(shift: number) {
  const clock = sleepingClock();
  let shifted = 0;
  const told: (number | undefined)[] = [];
  const hand = createHand();
  const wall = { now: () => clock.now() + shifted, sleep: clock.sleep.bind(clock) };
  let over = false;
  void hand.wait(wall, 20_000, (nextAt) => told.push(nextAt)).then(() => (over = true));
  await clock.advance(5_000);
  shifted = shift;
  return { clock, wall, hand, told, isOver: () => over };
}

describe('the wait between two looks', () => {
  it.each([
    ['on a clock that goes on', 0],
    ['on one that was set back by an hour meanwhile', -3_600_000],
    ['on one that was set forward by an hour meanwhile', 3_600_000],
  ])('lasts as long as it was to last %s', async (_, shift) => {
    const { clock, isOver } = await waiting(shift);
    await clock.advance(14_000);
    expect(isOver()).toBe(false);
    await clock.advance(1000);
    expect(isOver()).toBe(true);
  });

  it('is no longer than it was after a pause on a clock that was set back', async () => {
    const { clock, hand, told, wall, isOver } = await waiting(-3_600_000);
    hand.control.pause();
    await clock.advance(60_000);
    expect(isOver()).toBe(false);
    hand.control.goOn();
    await quiet();
    expect(told.at(-1)).toBe(wall.now() + 20_000);
    await clock.advance(20_000);
    expect(isOver()).toBe(true);
  });

  it('does not begin before a poll that was left paused is let go on', async () => {
    const clock = sleepingClock();
    const hand = createHand({ isPaused: true });
    const told: boolean[] = [];
    let over = false;
    void hand.wait(clock, 20_000, (_, isPaused) => told.push(isPaused)).then(() => (over = true));
    await clock.advance(60_000);
    expect([over, told]).toEqual([false, [true]]);
    hand.control.goOn();
    await clock.advance(20_000);
    expect([over, told]).toEqual([true, [true, false]]);
  });
});
