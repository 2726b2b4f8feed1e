import { expect, it } from 'vitest';
import { kubectlGetGrepped } from '../../../src/lint/risky/kubectl-get-grepped.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'kubectl get pods -A | grep -v Running',
  "kubectl get pods -A | grep -E 'coredns|cinder-csi'",
  'if kubectl get nodes | grep -q Ready; then echo up; fi',
])('finds it in %j', (text) => {
  expect(foundIn(kubectlGetGrepped, text)).not.toEqual([]);
});

it.each([
  'kubectl get pods -A',
  'kubectl get pods -A | grep coredns',
  "kubectl get pods -A -o json | jq '.items | length'",
  "kubectl get pods -o name | grep -E 'a|b'",
])('does not find it in %j', (text) => {
  expect(foundIn(kubectlGetGrepped, text)).toEqual([]);
});
