import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  nameText,
  readName,
  vaultPlace,
  type SecretName,
} from '../../src/secrets/keyring-names.ts';

const share = (slot: number): SecretName => ({
  type: 'vault-share',
  vault: { controller: 'ctl', model: 'admin/openstack', application: 'vault' },
  slot,
});

it('names a secret by what it opens', () => {
  expect(nameText({ type: 'juju-password', controller: 'ctl', user: 'admin' })).toBe(
    'juju password/ctl/admin',
  );
  expect(nameText(share(2))).toBe('vault share/ctl/admin/openstack/vault/2');
});

it.each([share(1), { type: 'juju-password', controller: 'ctl', user: 'bob@domain' } as const])(
  'reads back what it wrote: %j',
  (name) => expect(readName(nameText(name))).toEqual(name),
);

it.each([
  '',
  'juju password',
  'juju password/ctl',
  'juju password//admin',
  'vault share/ctl/vault/1',
  'vault share/ctl/model/vault/0',
  'vault share/ctl/model/vault/1x',
  'vault share/ctl/model/vault/100',
  'vault share/ctl//vault/1',
  'root token/ctl/model/vault/1',
  'juju password/ctl/ad\u001b[2Jmin',
])('takes for none of ours: %j', (text) => expect(readName(text)).toBeUndefined());

it('shows no character of a name that a terminal would obey, whatever the name', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      (controller, user) => {
        const text = nameText({ type: 'juju-password', controller, user });
        expect(text).toMatch(/^[\x20-\x7e]+$/);
        expect(readName(text)?.type).toBe('juju-password');
      },
    ),
  );
});

it('counts the units of one application as one vault, and the jumphost with them', () => {
  const juju = { controller: 'ctl', model: 'openstack' };
  const places = ['vault/0', 'vault/1', 'vault/leader', undefined].map((unit) =>
    vaultPlace(juju, unit),
  );
  expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(1);
  expect(vaultPlace(juju, 'vault-b/0').application).toBe('vault-b');
  expect(
    readName(nameText({ type: 'vault-share', vault: vaultPlace(undefined, undefined), slot: 1 })),
  ).toBeDefined();
});
