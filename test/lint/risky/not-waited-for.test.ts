import { expect, it } from 'vitest';
import { notWaitedFor } from '../../../src/lint/risky/not-waited-for.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'openstack coe cluster delete c1\nopenstack coe cluster template delete t1',
  'openstack coe cluster create c1 --cluster-template t1\nopenstack coe cluster delete c1',
  'kubectl delete svc web\nkubectl delete deploy web',
  'openstack server delete web\nopenstack port delete p1',
])('finds it in %j', (text) => {
  expect(foundIn(notWaitedFor, text)).not.toEqual([]);
});

it.each([
  'openstack coe cluster create c1 --cluster-template t1\nopenstack coe cluster show c1',
  'openstack stack delete s1 --wait\nopenstack stack create s1',
  'kubectl delete svc web --timeout=5m\nkubectl delete deploy web',
  'openstack server delete --wait web\nopenstack port delete p1',
  'openstack coe cluster delete c1\nwhile openstack coe cluster show c1; do sleep 5; done\nopenstack coe cluster template delete t1',
])('does not find it in %j', (text) => {
  expect(foundIn(notWaitedFor, text)).toEqual([]);
});
