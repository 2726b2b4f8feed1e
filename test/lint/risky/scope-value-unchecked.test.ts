import { expect, it } from 'vitest';
import { scopeValueUnchecked } from '../../../src/lint/risky/scope-value-unchecked.ts';
import { foundIn } from '../support/found.ts';

it.each([
  '( id=$(openstack project show web -f value -c id)\nexport OS_PROJECT_ID="$id"\nopenstack server list )',
])('finds it in %j', (text) => {
  expect(foundIn(scopeValueUnchecked, text)).not.toEqual([]);
});

it.each([
  '( id=$(openstack project show web -f value -c id)\n[ -n "$id" ] || exit 1\nexport OS_PROJECT_ID="$id" )',
  '( id=$(openstack project show web -f value -c id) || exit 1\nexport OS_PROJECT_ID="$id" )',
  '( id=$(openstack project show web -f value -c id)\nexport OS_PROJECT_ID="${id:?}" )',
  '( id=0123\nexport OS_PROJECT_ID="$id" )',
])('does not find it in %j', (text) => {
  expect(foundIn(scopeValueUnchecked, text)).toEqual([]);
});
