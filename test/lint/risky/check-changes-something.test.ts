import { expect, it } from 'vitest';
import { checkChangesSomething } from '../../../src/lint/risky/check-changes-something.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'sudo systemctl restart app',
  'kubectl delete pod web',
  "ssh node1 'sudo rm /etc/app.conf'",
  'openstack server delete web',
  'echo x | sudo tee /etc/app.conf',
])('finds it in %j', (text) => {
  expect(foundIn(checkChangesSomething, text, '**CHECK (read-only) -- jumphost**')).not.toEqual([]);
});

it.each([
  'systemctl is-active app',
  'kubectl get pods',
  'rm -rf "$tmp"',
  'kubectl apply --dry-run=client -f x.yaml',
  'openstack server show web',
])('does not find it in %j', (text) => {
  expect(foundIn(checkChangesSomething, text, '**CHECK (read-only) -- jumphost**')).toEqual([]);
});
