import { expect, it } from 'vitest';
import { payloadWithoutPipefail } from '../../../src/lint/risky/payload-without-pipefail.ts';
import { foundIn } from '../support/found.ts';

it.each([
  "base64 ~/kubeconfig | juju ssh -m prod web/0 'base64 -d > kubeconfig'",
  'curl -fsSL --max-time 60 https://example.com/install.sh | bash',
  'openstack server list -f json | tee servers.json',
  'kubectl get nodes -o json | jq .items > nodes.json',
  "ssh node1 'cat /etc/app.conf | sudo tee /etc/app.conf.bak'",
])('finds it in %j', (text) => {
  expect(foundIn(payloadWithoutPipefail, text)).not.toEqual([]);
});

it.each([
  "set -o pipefail\nbase64 ~/kubeconfig | juju ssh -m prod web/0 'base64 -d > kubeconfig'",
  'echo on | sudo tee /etc/flag',
  'openstack server list | grep web',
  "bash -euo pipefail -c 'curl -m 9 https://example.com/x.tgz | tar xz'",
])('does not find it in %j', (text) => {
  expect(foundIn(payloadWithoutPipefail, text)).toEqual([]);
});
