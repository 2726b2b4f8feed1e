import { expect, it } from 'vitest';
import { sectionNotEnded } from '../../../src/lint/risky/section-not-ended.ts';
import { foundIn } from '../support/found.ts';

it.each(["awk -F'= ' '/^\\[db\\]/{s=1} s&&/^url/{print $2; exit}' app.conf"])(
  'finds it in %j',
  (text) => {
    expect(foundIn(sectionNotEnded, text)).not.toEqual([]);
  },
);

it.each([
  "awk -F'= ' '/^\\[/{s=0} /^\\[db\\]/{s=1} s&&/^url/{print $2; exit}' app.conf",
  "awk '{print $1}' app.conf",
])('does not find it in %j', (text) => {
  expect(foundIn(sectionNotEnded, text)).toEqual([]);
});
