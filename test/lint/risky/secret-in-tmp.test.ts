import { expect, it } from 'vitest';
import { secretInTmp } from '../../../src/lint/risky/secret-in-tmp.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'juju scp -m prod ~/kubeconfig web/0:/tmp/kubeconfig',
  'openssl genrsa -out /tmp/server.key 4096',
  'cp ~/admin-openrc /tmp/',
  'vault token create -field=token > /tmp/token',
  'sudo -u app env HOME=/tmp helm list',
])('finds it in %j', (text) => {
  expect(foundIn(secretInTmp, text)).not.toEqual([]);
});

it.each([
  'juju scp -m prod site.yaml web/0:/tmp/site.yaml',
  'f=$(mktemp) && cat ~/kubeconfig > "$f"',
  'rm /tmp/kubeconfig',
  'scp ~/.ssh/id_rsa.pub node1:/tmp/',
  'sudo install -m 0600 /tmp/kubeconfig /etc/app/kubeconfig',
  'env HOME=/var/lib/app helm list',
])('does not find it in %j', (text) => {
  expect(foundIn(secretInTmp, text)).toEqual([]);
});
