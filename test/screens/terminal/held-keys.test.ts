import { describe, expect, it } from 'vitest';
import { createHeldKeys } from '../../../src/screens/terminal/held-keys.ts';

/** Which of the presses at these times are told to be repeats. */
function told(times: readonly number[], name = 'enter'): readonly boolean[] {
  const keys = createHeldKeys();
  return times.map((at) => keys.isRepeat(name, at));
}

describe('telling a held key from presses', () => {
  it('takes presses of a person for presses', () => {
    expect(told([0, 130, 260, 2000])).toEqual([false, false, false, false]);
  });

  it.each([
    ['a quick repeat', 30],
    ['a slow console', 95],
    ['one read with many in it', 0],
  ])('knows all but the first of %s', (_what, gap) => {
    expect(told([0, 1, 2, 3].map((count) => 500 + count * gap))).toEqual([false, true, true, true]);
  });

  it('stays with it over the gaps of a slow line, until the key has paused', () => {
    expect(told([0, 30, 320, 350, 649, 949])).toEqual([false, true, true, true, true, false]);
  });

  it('counts each key for itself', () => {
    const keys = createHeldKeys();
    expect(keys.isRepeat('down', 0)).toBe(false);
    expect(keys.isRepeat('enter', 5)).toBe(false);
    expect(keys.isRepeat('down', 10)).toBe(true);
  });
});
