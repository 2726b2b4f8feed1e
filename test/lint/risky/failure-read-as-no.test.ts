import { expect, it } from 'vitest';
import { failureReadAsNo } from '../../../src/lint/risky/failure-read-as-no.ts';
import { documentWith, foundIn, lint } from '../support/found.ts';

it.each([
  'openstack image show jammy 2>/dev/null && echo present || echo absent',
  'if openstack image show jammy >/dev/null 2>&1; then echo present; fi',
  "kubectl get pods | grep -v Running || echo 'all running'",
  'ssh node1 \'timeout 5 bash -c "exec 3<>/dev/tcp/10.1.2.3/443" && echo open || echo closed\'',
  'grep -q x /etc/app.conf && echo wrong || echo clean',
  'kubectl get ns web || kubectl create ns web',
  'openstack security group rule list sg | grep -q 443 || openstack security group rule create sg',
])('finds it in %j', (text) => {
  expect(foundIn(failureReadAsNo, text)).not.toEqual([]);
});

it.each([
  'command -v jq && echo present || echo absent',
  '[ -s file ] && echo full || echo empty',
  'openstack image show jammy || exit 1',
  "out=$(openstack image show jammy 2>&1)\ncase $out in *'No Image found'*) echo absent ;; esac",
  'if kubectl apply -f site.yaml; then echo done; fi',
  'openstack image show jammy && echo present',
  'echo x | grep -q x && echo yes || echo no',
])('does not find it in %j', (text) => {
  expect(foundIn(failureReadAsNo, text)).toEqual([]);
});

it.each([
  ['kubectl -n kube-system get pods && echo yes || echo no', '`kubectl get`'],
  ['kubectl --context=site get pods -A && echo yes || echo no', '`kubectl get`'],
  ['kubectl --insecure get pods && echo yes || echo no', '`kubectl get`'],
  ['openstack --os-cloud site image show jammy && echo yes || echo no', '`openstack image show'],
])('names the command in %j by its verb', (text, name) => {
  const found = lint(documentWith(text)).find(({ rule }) => rule === 'failure-read-as-no');
  expect(found?.message).toContain(`When ${name}`);
});
