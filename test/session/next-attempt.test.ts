import { expect, it } from 'vitest';
import { nextAttempt } from '../../src/session/next-attempt.ts';
import { emptySession } from '../../src/session/session.ts';

it('numbers attempts from 1, above those that a repaired journal knows by their number alone', () => {
  const session = emptySession([]);
  const repair = { at: '', kept: 1, setAside: 1, file: 'f' };
  expect(nextAttempt(session)).toBe(1);
  expect(nextAttempt({ ...session, repairs: [{ ...repair, unnamed: [4, 2] }] })).toBe(5);
});
