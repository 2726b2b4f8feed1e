import { expect, it } from 'vitest';
import { phaseSelector } from '../../../src/lint/risky/phase-selector.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'kubectl get pods -A --field-selector=status.phase!=Running',
  'kubectl get pods --field-selector status.phase=Running',
])('finds it in %j', (text) => {
  expect(foundIn(phaseSelector, text)).not.toEqual([]);
});

it.each([
  'kubectl get pods -A -o json',
  'kubectl delete pods --field-selector=status.phase=Failed',
])('does not find it in %j', (text) => {
  expect(foundIn(phaseSelector, text)).toEqual([]);
});
