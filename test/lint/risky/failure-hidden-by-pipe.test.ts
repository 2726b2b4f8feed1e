import { expect, it } from 'vitest';
import { failureHiddenByPipe } from '../../../src/lint/risky/failure-hidden-by-pipe.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'kubectl api-versions | sort',
  'openstack server list -f value -c Name | head -5',
  'KUBECONFIG=~/x kubectl get pods -A | wc -l',
])('finds it in %j', (text) => {
  expect(foundIn(failureHiddenByPipe, text)).not.toEqual([]);
});

it.each([
  'set -o pipefail\nkubectl api-versions | sort',
  'dmesg | tail',
  'kubectl get nodes -o json | jq -e .items',
  'count=$(kubectl get pods -o name | wc -l)',
])('does not find it in %j', (text) => {
  expect(foundIn(failureHiddenByPipe, text)).toEqual([]);
});
