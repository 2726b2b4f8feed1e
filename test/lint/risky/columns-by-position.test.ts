import { expect, it } from 'vitest';
import { columnsByPosition } from '../../../src/lint/risky/columns-by-position.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'openstack server show web -f value -c status -c id',
  'openstack server list --format value --column Name --column ID',
])('finds it in %j', (text) => {
  expect(foundIn(columnsByPosition, text)).not.toEqual([]);
});

it.each([
  'openstack server show web -f value -c status',
  'openstack server show web -f json -c status -c id',
  'openstack server list -c Name -c ID',
])('does not find it in %j', (text) => {
  expect(foundIn(columnsByPosition, text)).toEqual([]);
});
