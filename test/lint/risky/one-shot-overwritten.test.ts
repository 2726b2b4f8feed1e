import { expect, it } from 'vitest';
import { oneShotOverwritten } from '../../../src/lint/risky/one-shot-overwritten.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'vault operator init > ~/keys.txt',
  '( umask 077; vault operator init -key-shares=5 2>&1 | tee ~/keys.txt )',
])('finds it in %j', (text) => {
  expect(foundIn(oneShotOverwritten, text)).not.toEqual([]);
});

it.each([
  '( umask 077; set -o noclobber; vault operator init > ~/keys.txt )',
  'vault operator init -status > state.txt',
  'vault operator init',
])('does not find it in %j', (text) => {
  expect(foundIn(oneShotOverwritten, text)).toEqual([]);
});
