import { expect, it } from 'vitest';
import { jqNullKept } from '../../../src/lint/risky/jq-null-kept.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'id=$(openstack server show web -f json | jq -r .id)',
  "kubectl get cm ca -o json | jq -r '.data.ca' > ca.pem",
  "juju show-unit -m prod web/0 --format json | jq -r '[.. | strings][0]'",
])('finds it in %j', (text) => {
  expect(foundIn(jqNullKept, text)).not.toEqual([]);
});

it.each([
  'id=$(openstack server show web -f json | jq -er .id)',
  "id=$(openstack server show web -f json | jq -r '.id // empty')",
  'openstack server show web -f json | jq -r .id',
  "names=$(openstack server list -f json | jq -r '.[].Name')",
])('does not find it in %j', (text) => {
  expect(foundIn(jqNullKept, text)).toEqual([]);
});
