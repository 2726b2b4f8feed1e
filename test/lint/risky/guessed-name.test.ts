import { expect, it } from 'vitest';
import { guessedName } from '../../../src/lint/risky/guessed-name.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'kubectl -n web delete pod <app>-<suffix>',
  'kubectl delete pod $(kubectl get pods -o name | head -1)',
  'openstack server delete $(openstack server list -f value -c ID | head -n 1)',
])('finds it in %j', (text) => {
  expect(foundIn(guessedName, text)).not.toEqual([]);
});

it.each([
  'kubectl -n web delete pod "$pod"',
  'kubectl get pod <app>-<suffix>',
  'kubectl delete pod <pod>',
])('does not find it in %j', (text) => {
  expect(foundIn(guessedName, text)).toEqual([]);
});
