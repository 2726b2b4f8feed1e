import { expect, it } from 'vitest';
import { maasKeyPrinted } from '../../../src/lint/risky/maas-key-printed.ts';
import { foundIn } from '../support/found.ts';

it.each(['maas list', 'sudo maas apikey --username admin'])('finds it in %j', (text) => {
  expect(foundIn(maasKeyPrinted, text)).not.toEqual([]);
});

it.each([
  'maas admin machines read',
  'maas admin subnets read',
  'key=$(sudo maas apikey --username admin)',
])('does not find it in %j', (text) => {
  expect(foundIn(maasKeyPrinted, text)).toEqual([]);
});
