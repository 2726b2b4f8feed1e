import { expect, it } from 'vitest';
import { kubeconfigReplaced } from '../../../src/lint/risky/kubeconfig-replaced.ts';
import { foundIn } from '../support/found.ts';

it.each(['openstack coe cluster config c1 --dir ~/c1 --force'])('finds it in %j', (text) => {
  expect(foundIn(kubeconfigReplaced, text)).not.toEqual([]);
});

it.each([
  'openstack coe cluster config c1 --dir ~/c1',
  'new=$(mktemp -d)\nopenstack coe cluster config c1 --dir "$new" --force',
])('does not find it in %j', (text) => {
  expect(foundIn(kubeconfigReplaced, text)).toEqual([]);
});
