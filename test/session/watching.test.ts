import { describe, expect, it } from 'vitest';
import { emptySession } from '../../src/session/session.ts';
import { unheld, watchingRefusal } from '../../src/session/watching.ts';

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
