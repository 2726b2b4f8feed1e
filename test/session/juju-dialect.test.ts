import { describe, expect, it } from 'vitest';
import { otherDialect } from '../../src/session/juju-dialect.ts';

describe('the words of another Juju', () => {
  it.each([
    ['juju exec --unit magnum/0 -- id', '2.9.52', '`juju exec` is `juju run` in 2.9'],
    ['juju run magnum/0 domain-setup', '2.9.52', '`juju run-action --wait UNIT ACTION`'],
    [
      'juju run -m openstack vault/leader get-root-ca',
      '2.9.52',
      '`juju run-action --wait UNIT ACTION`',
    ],
    [
      'juju run-action magnum/0 domain-setup --wait',
      '3.6.1',
      '`juju run-action` is `juju run` in 3.x',
    ],
    ['juju run --unit magnum/0 id', '3.6.1', '`juju exec --unit`'],
  ])('%s on %s', (script, version, says) => {
    expect(otherDialect(script, version)).toContain(says);
    expect(otherDialect(script, version)).toContain(`juju ${version}`);
  });

  it.each([
    ['juju run magnum/0 domain-setup', '3.6.1'],
    ['juju exec --unit magnum/0 -- id', '3.6.1'],
    ['juju run --unit magnum/0 id', '2.9.52'],
    ['juju status', '2.9.52'],
    ['# juju exec --unit magnum/0 id', '2.9.52'],
  ])('none in %s on %s', (script, version) => {
    expect(otherDialect(script, version)).toBeUndefined();
  });
});
