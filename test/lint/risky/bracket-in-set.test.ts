import { expect, it } from 'vitest';
import { bracketInSet } from '../../../src/lint/risky/bracket-in-set.ts';
import { foundIn } from '../support/found.ts';

it.each(["grep -v '^[a-z \\[\\]=]*$' app.conf", "xxd f | grep -E '[\\]x]y]'"])(
  'finds it in %j',
  (text) => {
    expect(foundIn(bracketInSet, text)).not.toEqual([]);
  },
);

it.each([
  "grep -v '^[][a-z =]*$' app.conf",
  "grep -P '[\\[\\]]' app.conf",
  "grep '^\\[section\\]' app.conf",
  "grep '[[:alpha:]]' f",
])('does not find it in %j', (text) => {
  expect(foundIn(bracketInSet, text)).toEqual([]);
});
