import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createRecorder } from '../../../src/session/effects/record.ts';
import type { SessionEvent } from '../../../src/session/events.ts';
import { emptySession } from '../../../src/session/session.ts';
import type { View } from '../../../src/session/walker.ts';

const note = (text: string): SessionEvent => ({ type: 'note-added', text, block: undefined });

/** A journal in memory on a disk that can be full. */
function recording() {
  const written: { readonly event: SessionEvent; readonly at: string }[] = [];
  const folded: SessionEvent[] = [];
  const disk = { full: false, room: Infinity };
  const store = createStore<View>(() => ({
    session: emptySession([]),
    live: undefined,
    background: [],
    trouble: undefined,
    unwritten: [],
  }));
  const recorder = createRecorder(
    {
      append(event, at = new Date().toISOString()) {
        if (disk.full || disk.room <= 0) throw new Error('The disk is full.');
        disk.room -= 1;
        written.push({ event, at });
        return { seq: written.length, at };
      },
      folded: (event) => folded.push(event),
    },
    store,
  );
  return { written, folded, disk, recorder, view: () => store.getState() };
}

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 2, 1, 10) }));
afterEach(() => void vi.useRealTimers());

describe('events that can not be written when they happen', () => {
  it('are part of the walk at once, and named as not yet on the disk', () => {
    const { recorder, disk, view, folded, written } = recording();
    disk.full = true;
    recorder.note({ type: 'block-ended', attempt: 4, outcome: { type: 'exited', status: 3 } });
    expect(written).toEqual([]);
    expect(folded).toHaveLength(1);
    expect(view().trouble).toBe('The disk is full.');
    expect(view().unwritten).toEqual(['attempt 4 ended with exit status 3']);
  });

  it('come to the disk in their order, each with the number and time it was shown with', () => {
    const { recorder, disk, view, written } = recording();
    recorder.note(note('before'));
    disk.full = true;
    recorder.note(note('first'));
    const shown = { seq: view().session.seq, at: view().session.lastAt };
    vi.setSystemTime(Date.UTC(2026, 2, 1, 11));
    recorder.note(note('second'));
    disk.full = false;
    // Space for one only: the second stays kept, and nothing overtakes it.
    disk.room = 1;
    expect(recorder.announce(note('third'))).toBe('The disk is full.');
    expect(view().unwritten).toEqual(['a note was written: second']);
    disk.room = Infinity;
    expect(recorder.announce(note('third'))).toBeUndefined();
    expect(written.map(({ event }) => 'text' in event && event.text)).toEqual([
      'before',
      'first',
      'second',
      'third',
    ]);
    expect(written[shown.seq - 1]).toMatchObject({ at: shown.at, event: { text: 'first' } });
    expect(view()).toMatchObject({ trouble: undefined, unwritten: [] });
    expect(view().session.seq).toBe(written.length);
  });

  it('are written by themselves as soon as the disk takes them', () => {
    const { recorder, disk, view, written } = recording();
    disk.full = true;
    recorder.note(note('one'));
    recorder.note(note('two'));
    vi.advanceTimersByTime(10_000);
    expect(written).toEqual([]);
    disk.full = false;
    vi.advanceTimersByTime(2000);
    expect(written).toHaveLength(2);
    expect(view()).toMatchObject({ trouble: undefined, unwritten: [] });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('keep what is only announced from happening', () => {
    const { recorder, disk, view, folded } = recording();
    disk.full = true;
    expect(recorder.announce(note('never'))).toBe('The disk is full.');
    expect(view().session.notes).toEqual([]);
    expect(view().unwritten).toEqual([]);
    expect(folded).toEqual([]);
  });
});
