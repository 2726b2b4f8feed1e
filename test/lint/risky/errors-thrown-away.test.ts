import { expect, it } from 'vitest';
import { errorsThrownAway } from '../../../src/lint/risky/errors-thrown-away.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'health=$(openstack coe cluster show c1 -f value -c health_status 2>/dev/null)',
  'kubectl get ns web 2>/dev/null && echo there',
])('finds it in %j', (text) => {
  expect(foundIn(errorsThrownAway, text)).not.toEqual([]);
});

it.each([
  'health=$(openstack coe cluster show c1 -f value -c health_status)',
  'kubectl get ns web 2>/dev/null',
  'n=$(ls 2>/dev/null)',
  '( for i in 1 2 3; do\n  ok=$(kubectl get --raw /readyz 2>/dev/null)\n  [ "$ok" = ok ] && exit 0\n  sleep 5\ndone\nexit 1 )',
])('does not find it in %j', (text) => {
  expect(foundIn(errorsThrownAway, text)).toEqual([]);
});
