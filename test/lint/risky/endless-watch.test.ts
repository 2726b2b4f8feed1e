import { expect, it } from 'vitest';
import { endlessWatch } from '../../../src/lint/risky/endless-watch.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'kubectl get svc web -w',
  'watch openstack server list',
  'juju status -m prod --watch 5s',
  'tail -f /var/log/syslog',
  "ssh node1 'journalctl -fu app'",
  'ping 10.0.0.1',
])('finds it in %j', (text) => {
  expect(foundIn(endlessWatch, text)).not.toEqual([]);
});

it.each([
  'timeout 60 kubectl get svc web -w',
  'kubectl wait --for=condition=Ready node/n1 --timeout=5m',
  'tail -n 50 /var/log/syslog',
  'journalctl -u app --no-pager',
  'ping -c 3 10.0.0.1',
  'kubectl get svc web',
])('does not find it in %j', (text) => {
  expect(foundIn(endlessWatch, text)).toEqual([]);
});
