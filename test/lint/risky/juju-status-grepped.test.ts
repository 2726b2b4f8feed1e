import { expect, it } from 'vitest';
import { jujuStatusGrepped } from '../../../src/lint/risky/juju-status-grepped.ts';
import { foundIn } from '../support/found.ts';

it.each([
  "juju status -m prod --format=short | grep -vE 'active|idle'",
  'juju status -m prod web | grep web/0',
  "juju status -m prod | awk '/web/ { print $2 }'",
])('finds it in %j', (text) => {
  expect(foundIn(jujuStatusGrepped, text)).not.toEqual([]);
});

it.each([
  'juju status -m prod --format=json | grep -c workload',
  'juju status -m prod',
  'juju status -m prod --format yaml | sed -n 1,9p',
])('does not find it in %j', (text) => {
  expect(foundIn(jujuStatusGrepped, text)).toEqual([]);
});
