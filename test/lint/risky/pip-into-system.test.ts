import { expect, it } from 'vitest';
import { pipIntoSystem } from '../../../src/lint/risky/pip-into-system.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'pip3 install --break-system-packages app',
  'sudo pip install app',
  "ssh node1 'sudo python3 -m pip install app==1.2'",
])('finds it in %j', (text) => {
  expect(foundIn(pipIntoSystem, text)).not.toEqual([]);
});

it.each([
  'sudo pip install --no-deps app==1.2',
  'pip install app',
  'venv/bin/pip install app',
  'sudo pip show app',
])('does not find it in %j', (text) => {
  expect(foundIn(pipIntoSystem, text)).toEqual([]);
});
