/**
 * A key that comes again this soon is not a finger: terminals repeat a held key about every 30 ms, slow
 * ones every 100. Milliseconds.
 */
export const repeatGap = 120;

/** A key that was held counts again when it has not come for this long. Milliseconds. */
export const releasedAfter = 300;

/** Tells presses of a key from what the terminal sends while it is held down. */
export interface HeldKeys {
  /** Whether this one came from a key that is held. The first of a hold looks like a press and can not be told. */
  isRepeat(name: string, at: number): boolean;
}

export function createHeldKeys(): HeldKeys {
  const seen = new Map<string, { readonly at: number; readonly held: boolean }>();
  return {
    isRepeat(name, at) {
      const before = seen.get(name);
      const gap = before === undefined ? Number.POSITIVE_INFINITY : at - before.at;
      const held = gap < (before?.held === true ? releasedAfter : repeatGap);
      seen.set(name, { at, held });
      return held;
    },
  };
}
