import { expect, it } from 'vitest';
import { exitInPaste } from '../../../src/lint/risky/exit-in-paste.ts';
import { foundIn } from '../support/found.ts';

it.each(['[ -f x ] || exit 1', 'case $s in BAD) echo bad; exit 1 ;; esac'])(
  'finds it in %j',
  (text) => {
    expect(foundIn(exitInPaste, text)).not.toEqual([]);
  },
);

it.each([
  '( [ -f x ] || exit 1 )',
  'check() { [ -f x ] || exit 1; }',
  'x=$(exit 3)',
  '#!/bin/bash\n[ -f x ] || exit 1',
  "ssh node1 'exit 1'",
  'exit',
])('does not find it in %j', (text) => {
  expect(foundIn(exitInPaste, text)).toEqual([]);
});
