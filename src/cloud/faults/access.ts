/** What goes wrong with logins, passwords and domains. */
import type { Fault } from './fault.ts';

export const accessFaults: readonly Fault[] = [
  {
    name: 'no-trustee-domain',
    says: 'The action domain-setup completes and creates no trustee domain.',
    apply: (world) => {
      // Without this file the charm's script ends at once, with success.
      world.hosts.get('magnum/0')?.files.remove('/root/openrc_v3');
      const { keystone, magnum } = world.model;
      const domain = keystone.domains.find((one) => one.name === magnum.trusteeDomain)?.id;
      keystone.domains = keystone.domains.filter((one) => one.id !== domain);
      keystone.users = keystone.users.filter((one) => one.domain !== domain);
    },
  },
  {
    name: 'macaroon-expired',
    says: 'The Juju login has expired; in training the password is: training.',
    apply: (world) => {
      world.model.juju.macaroonUntil = world.clock.now();
    },
  },
  {
    name: 'macaroon-expires',
    says: 'The Juju login expires a minute into the walk; in training the password is: training.',
    apply: (world) => {
      world.model.juju.macaroonUntil = world.clock.now() + 60_000;
    },
  },
  {
    name: 'keystone-401',
    says: 'The password in admin-openrc is no longer the one that keystone knows.',
    apply: (world) => {
      for (const user of world.model.keystone.users) {
        if (user.name === 'admin') user.password = `${user.password}-changed`;
      }
    },
  },
];
