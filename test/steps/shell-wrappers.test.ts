import { expect, it } from 'vitest';
import { unwrap } from '../../src/steps/shell-wrappers.ts';

it.each([
  ['ls -l', [], 'ls -l'],
  ['sudo ls', ['sudo'], 'ls'],
  ['sudo -n -u magnum ls', ['sudo'], 'ls'],
  ['sudo --user=magnum ls', ['sudo'], 'ls'],
  [
    'sudo -u magnum env HOME=/x PATH=/y timeout -k 2 5 helm list',
    ['sudo', 'env', 'timeout'],
    'helm list',
  ],
  ['sudo A=1 ls', ['sudo'], 'ls'],
  ['/usr/bin/sudo -- ls', ['sudo'], 'ls'],
  ['timeout 6 bash -c x', ['timeout'], 'bash -c x'],
  ['nice -n5 make', ['nice'], 'make'],
  ['xargs -r -n 1 rm', ['xargs'], 'rm'],
  ['command -v helm', [], 'command -v helm'],
  ['command rm x', ['command'], 'rm x'],
])('takes the wrappers off %j', (line, wrappers, rest) => {
  const { words, ...found } = unwrap(line.split(' '));
  expect(found.wrappers).toEqual(wrappers);
  expect(words?.join(' ')).toBe(rest);
});

it.each(['sudo -i', 'sudo -s ls', 'env -S ls', 'xargs -I{} rm {}', 'timeout --what 5 ls'])(
  'does not say what %j runs',
  (line) => {
    expect(unwrap(line.split(' ')).words).toBeUndefined();
  },
);

it('does not guess past a word that only running decides', () => {
  expect(unwrap(['sudo', undefined, 'ls']).words).toBeUndefined();
});

it('runs nothing when only the wrapper is there', () => {
  expect(unwrap(['sudo']).words).toEqual([]);
});
