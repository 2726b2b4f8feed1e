import { expect, it } from 'vitest';
import { secretFileReadable } from '../../../src/lint/risky/secret-file-readable.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'openstack coe cluster config --dir ~/c1 c1',
  'vault operator init | tee ~/init.txt',
  'openstack keypair create k1 > k1.pem',
  'kubectl config view --raw > admin.conf',
  'clusterctl get kubeconfig c1 > c1.conf',
])('finds it in %j', (text) => {
  expect(foundIn(secretFileReadable, text)).not.toEqual([]);
});

it.each([
  '( umask 077; openstack coe cluster config --dir ~/c1 c1 )',
  'umask 077\nvault operator init > ~/init.txt',
  'openstack keypair create k1 > k1.pem\nchmod 600 k1.pem',
  'vault operator init -status',
  'kubectl config view > shown.txt',
])('does not find it in %j', (text) => {
  expect(foundIn(secretFileReadable, text)).toEqual([]);
});
