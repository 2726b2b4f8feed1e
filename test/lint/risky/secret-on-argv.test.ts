import { expect, it } from 'vitest';
import { secretOnArgv } from '../../../src/lint/risky/secret-on-argv.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'openstack user create --password "$PW" demo',
  'juju run -m prod vault/leader authorize-charm token="$TOKEN"',
  'vault operator unseal "$KEY"',
  'curl -m 5 -H "X-Vault-Token: $T" https://vault:8200/v1/sys/seal',
  'sshpass -p "$PW" ssh node1 uptime',
  'kubectl create secret generic db --from-literal=password=hunter2',
  'ssh node1 "mysql -p$PW -e \'show databases\'"',
])('finds it in %j', (text) => {
  expect(foundIn(secretOnArgv, text)).not.toEqual([]);
});

it.each([
  'openstack user create --password-prompt demo',
  'docker login --password-stdin registry',
  'vault operator unseal',
  'curl -m 5 -H @header https://vault:8200/v1/sys/seal',
  'kubectl create secret generic db --from-file=password=pw.txt',
  'tool --token-file ~/token',
  'echo token=abc',
  "curl -m 5 -H 'Accept: application/json' https://x",
  'etcd --name n1 --initial-cluster-token tkn',
  'etcd --initial-cluster-token=tkn',
])('does not find it in %j', (text) => {
  expect(foundIn(secretOnArgv, text)).toEqual([]);
});
