import { describe, expect, it } from 'vitest';
import { budgetOnTakeUp, missedWords, type BudgetAsked } from '../../src/session/poll-budget.ts';

const began = 1_000_000;

function taken(over: Partial<BudgetAsked> & { readonly after: number }) {
  return budgetOnTakeUp({
    startedAt: began,
    begunAt: began,
    now: began + over.after * 1000,
    last: { number: 6, seconds: 100, isOwn: true },
    notBefore: undefined,
    everySeconds: 20,
    stableFor: 1,
    of: 40,
    ...over,
  });
}

describe('a poll that is taken up again', () => {
  it('takes the next look at once when none was due meanwhile', () => {
    expect(taken({ after: 105 })).toEqual({ next: 7, of: 40, missed: 0 });
    expect(taken({ after: 139 })).toEqual({ next: 7, of: 40, missed: 0 });
  });

  it('counts the looks that were due and that nobody took', () => {
    expect(taken({ after: 140 })).toEqual({ next: 8, of: 40, missed: 1 });
    expect(taken({ after: 205 })).toEqual({ next: 11, of: 40, missed: 4 });
  });

  it('leaves one look, however long nobody was there', () => {
    expect(taken({ after: 100_000 })).toEqual({ next: 40, of: 40, missed: 33 });
    const all = { number: 40, seconds: 780, isOwn: true };
    expect(taken({ after: 100_000, last: all })).toEqual({ next: 41, of: 41, missed: 0 });
  });

  it('leaves as many looks as its gates have to hold in a row', () => {
    expect(taken({ after: 100_000, stableFor: 3 })).toEqual({ next: 38, of: 40, missed: 31 });
    const last = { number: 39, seconds: 760, isOwn: true };
    expect(taken({ after: 770, last, stableFor: 3 })).toEqual({ next: 40, of: 42, missed: 0 });
    expect(taken({ after: 105, stableFor: 3 })).toEqual({ next: 7, of: 40, missed: 0 });
  });

  it('misses nothing while it waited for a login or was paused, and counts on from then', () => {
    const at = (after: number) => began + after * 1000;
    expect(taken({ after: 36_000, notBefore: at(36_000) })).toEqual({ next: 7, of: 40, missed: 0 });
    expect(taken({ after: 36_000, notBefore: at(35_950) })).toEqual({ next: 9, of: 40, missed: 2 });
    // What ended before the look that was due next takes nothing away.
    expect(taken({ after: 205, notBefore: at(60) })).toEqual({ next: 11, of: 40, missed: 4 });
  });

  it('takes a first look again that was not finished', () => {
    expect(taken({ after: 3, last: undefined })).toEqual({ next: 1, of: 40, missed: 0 });
    expect(taken({ after: 63, last: undefined })).toEqual({ next: 4, of: 40, missed: 3 });
  });

  it('counts from the beginning of its own attempt where it carries another one on', () => {
    const before = { number: 40, seconds: 780, isOwn: false };
    const carried = { begunAt: began + 5_000_000, last: before, of: 80 };
    expect(taken({ after: 5002, ...carried })).toEqual({ next: 41, of: 80, missed: 0 });
    expect(taken({ after: 5045, ...carried })).toEqual({ next: 43, of: 80, missed: 2 });
  });

  it('misses nothing when the clock was set back', () => {
    expect(taken({ after: -500 })).toEqual({ next: 7, of: 40, missed: 0 });
  });

  it('says how many were missed', () => {
    expect(missedWords(0)).toBeUndefined();
    expect(missedWords(1)).toBe('one look was due while nobody was there, and counts');
    expect(missedWords(4)).toBe('4 looks were due while nobody was there, and count');
  });
});
