import { expect, it } from 'vitest';
import { couldBeProgram, isKnownProgram, readsLikeProse } from '../../src/steps/known-programs.ts';

it('knows programs and paths to them', () => {
  for (const word of ['juju', 'openstack', './x.sh', '/usr/bin/ls', '~/bin/x', 'scripts/run.sh'])
    expect(isKnownProgram(word)).toBe(true);
  for (const word of ['Model', 'install:', 'active', '', '/', 'constructor'])
    expect(isKnownProgram(word)).toBe(false);
});

it('tells what could be a name of one', () => {
  for (const word of ['maas-cli', 'g++', '[', '[[', ':', 'a.out', '_x'])
    expect(couldBeProgram(word)).toBe(true);
  for (const word of ['Status:', '100', '+---+', '"a"', '...', '{', '-x', ''])
    expect(couldBeProgram(word)).toBe(false);
});

it('hears a sentence', () => {
  expect(readsLikeProse('find the id'.split(' '))).toBe(true);
  expect(readsLikeProse('install it, then go'.split(' '))).toBe(true);
  expect(readsLikeProse('install a package'.split(' '))).toBe(true);
  expect(readsLikeProse('cp a b'.split(' '))).toBe(false);
  expect(readsLikeProse('find /srv -name x'.split(' '))).toBe(false);
  expect(readsLikeProse('echo this is it'.split(' '))).toBe(false);
  expect(readsLikeProse([undefined, undefined])).toBe(false);
  expect(readsLikeProse([])).toBe(false);
});
