import { describe, expect, it } from 'vitest';
import { emptySession } from '../../src/session/session.ts';
import { unheld, watchingRefusal, watchedPolls } from '../../src/session/watching.ts';
import { Told } from '../support/documents.ts';
import { twoPolls } from '../support/two-polls.ts';

const session = emptySession([]);

describe('what is said to who only watches', () => {
  it('names whoever walks it, without since when', () => {
    const holder = 'process 4242 of ubuntu on pts/3, since 2026-03-01 10:00 UTC';
    expect(watchingRefusal({ holder }, session)).toBe(
      'You are watching; process 4242 of ubuntu on pts/3 walks it.',
    );
  });

  it('says how it was left, and offers no more than there is', () => {
    expect(unheld({ ...session, state: 'quit' })).toContain('was left there');
    expect(unheld(session)).toContain('without leaving');
    expect(unheld({ ...session, state: 'finished' })).not.toContain('Enter');
    expect(watchingRefusal({ holder: undefined }, session)).toMatch(/^You are watching\. Whoever/);
  });
});

it('tells of the polls that were left running as far as their journal does', () => {
  const told = new Told(twoPolls('/nowhere', { every: 20, atMost: 4 }), 'real');
  const attempt = told.started('2/1');
  expect(watchedPolls(told.session)).toEqual([]);
  told.tell({ type: 'poll-left', attempt });
  const outcome = { type: 'exited', status: 0 } as const;
  const look = { number: 3, seconds: 40, answer: 'yes', state: 'READY', outcome } as const;
  told.tell({ type: 'poll-looked', attempt, look });
  const startedAt = Date.parse(told.session.attempts[0]?.startedAt ?? '');
  expect(watchedPolls(told.session)).toMatchObject([
    {
      attempt,
      block: 'book:2/1',
      startedAt,
      poll: { look: 4, of: 4, nextAt: startedAt + 60_000, stable: 1, stableFor: 2 },
    },
  ]);
  told.tell({ type: 'poll-paused', attempt });
  expect(watchedPolls(told.session)[0]?.poll).toMatchObject({ paused: true, nextAt: undefined });
  told.tell({ type: 'poll-continued', attempt });
  expect(watchedPolls(told.session)[0]?.poll).toMatchObject({ paused: false });
  expect(told.session.attempts[0]?.continuedAt).toBe(told.session.lastAt);
  told.tell({ type: 'block-ended', attempt, outcome });
  expect(watchedPolls(told.session)).toEqual([]);
});
