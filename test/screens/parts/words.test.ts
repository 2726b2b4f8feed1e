import { expect, it } from 'vitest';
import { outcomeWords } from '../../../src/screens/parts/words.ts';

it('says why a block was stopped when no operator did', () => {
  const stopped = { type: 'cancelled', status: 130 } as const;
  expect(outcomeWords(stopped)).toBe('stopped by you; what it had done until then stays done');
  expect(outcomeWords({ ...stopped, why: 'it asked `Key`\x1b[2J twice, and it was stopped' })).toBe(
    'it asked `Key` twice, and it was stopped',
  );
});
