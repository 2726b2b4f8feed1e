import { expect, it } from 'vitest';
import { jujuWithoutModel } from '../../../src/lint/risky/juju-without-model.ts';
import { foundIn } from '../support/found.ts';

it.each(['juju status', 'juju ssh web/0 hostname </dev/null', 'juju run web/leader backup'])(
  'finds it in %j',
  (text) => {
    expect(foundIn(jujuWithoutModel, text)).not.toEqual([]);
  },
);

it.each([
  'juju status -m prod',
  'juju --version',
  'juju models',
  'JUJU_MODEL=prod juju status',
  'juju switch prod\njuju status',
  'juju scp --model=prod a web/0:',
])('does not find it in %j', (text) => {
  expect(foundIn(jujuWithoutModel, text)).toEqual([]);
});
