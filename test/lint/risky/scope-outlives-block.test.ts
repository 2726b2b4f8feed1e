import { expect, it } from 'vitest';
import { scopeOutlivesBlock } from '../../../src/lint/risky/scope-outlives-block.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'source ~/admin-openrc\nopenstack token issue',
  'export KUBECONFIG=~/c1/config\nkubectl get nodes',
  'export OS_CLOUD=prod',
])('finds it in %j', (text) => {
  expect(foundIn(scopeOutlivesBlock, text)).not.toEqual([]);
});

it.each([
  '( source ~/admin-openrc; openstack token issue )',
  'KUBECONFIG=~/c1/config kubectl get nodes',
  'export WORK=~/w',
  'id=$(source ~/admin-openrc; openstack token issue -f value -c id)',
])('does not find it in %j', (text) => {
  expect(foundIn(scopeOutlivesBlock, text)).toEqual([]);
});
