import { describe, expect, it } from 'vitest';
import { budgetOnTakeUp, missedWords, type BudgetAsked } from '../../src/session/poll-budget.ts';

const began = 1_000_000;

function taken(over: Partial<BudgetAsked> & { readonly after: number }) {
  return budgetOnTakeUp({
    startedAt: began,
    begunAt: began,
    now: began + over.after * 1000,
    last: { number: 6, seconds: 100, isOwn: true },
    everySeconds: 20,
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
