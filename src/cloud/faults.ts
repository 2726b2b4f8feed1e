/** Ways to break the simulated cloud at the start. Each really changes the world; none changes an answer. */
import { driverPackage } from './magnum/conductor.ts';
import type { Interference } from './model.ts';
import { admits } from './reachable.ts';
import { becomeSealedVault, bringOtherShares, stopVault } from './vault/scenarios.ts';
import type { World } from './world.ts';

/** Breaks the cloud. An unknown name is an error that lists the known ones. */
export async function applyFault(name: string, world: World): Promise<void> {
  const fault = faults.find((one) => one.name === name);
  if (!fault) {
    const known = faults.map((one) => one.name).join(', ');
    throw new Error(`no fault is called ${name}; there are: ${known}`);
  }
  await fault.apply(world);
}

interface Fault {
  readonly name: string;
  /** One sentence: what is broken. */
  readonly says: string;
  apply(world: World): void | Promise<void>;
}

const faults: readonly Fault[] = [
  {
    name: 'old-driver',
    says: 'Driver 1.3.0 is what ends up installed on magnum/0: a hook puts it back after each install.',
    apply: (world) => {
      installDriver(world, '1.3.0');
      interfereWith(world, { type: 'pins-driver', version: '1.3.0' });
    },
  },
  {
    name: 'old-driver-index',
    says: 'The package index serves no driver newer than 1.3.0, which is installed, so pip fails.',
    apply: (world) => {
      installDriver(world, '1.3.0');
      const { internet } = world.model;
      internet.driverVersions = internet.driverVersions.filter((version) => version <= '1.3.0');
    },
  },
  {
    name: 'no-config-dir',
    says: 'A charm hook renders /etc/default/magnum-conductor anew, without --config-dir, after each change.',
    apply: (world) => interfereWith(world, { type: 'rewrites-defaults' }),
  },
  {
    name: 'empty-kubeconfig',
    says: 'The kubeconfig of the management cluster on the jumphost is an empty file.',
    apply: (world) => jumphost(world).files.write('/home/jessea123/capi-mgmt.kubeconfig', ''),
  },
  {
    name: 'truncated-transfer',
    says: 'Only the first 4081 bytes of what is piped through juju ssh arrive on the unit.',
    apply: (world) => {
      // A whole number of base64 lines, so that decoding what arrives succeeds.
      world.model.juju.stdinLimit = 53 * 77;
    },
  },
  {
    name: 'helm-local-only',
    says: 'helm stays only in /usr/local/bin: its link in /usr/bin vanishes after each install.',
    apply: (world) => interfereWith(world, { type: 'unlinks-helm' }),
  },
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
    name: 'mgmt-vm-off',
    says: 'The VM of the management cluster is shut off.',
    apply: (world) => {
      world.model.mgmt.vmStatus = 'SHUTOFF';
      world.model.mgmt.activeAt = 0;
    },
  },
  {
    name: 'tcp-blocked',
    says: 'The security group capi-mgmt-sg opens 6443 to the jumphost only, not to magnum/0.',
    apply: (world) => {
      const { network } = world.model;
      const jump = network.seenAs['jumphost'] ?? '';
      for (const rule of network.rules) {
        if (rule.portMin !== null && admits(rule, 6443, jump)) rule.remotePrefix = `${jump}/32`;
      }
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
    name: 'no-egress',
    says: 'magnum/0 can not reach pypi.org and get.helm.sh.',
    apply: (world) => {
      world.model.internet.egress = false;
    },
  },
  {
    name: 'bad-helm-checksum',
    says: 'The published checksum of helm does not match the download.',
    apply: (world) => {
      world.model.internet.helmChecksumWrong = true;
    },
  },
  {
    name: 'v1beta2-only',
    says: 'The management cluster serves the Cluster API core groups only as v1beta2.',
    apply: (world) => {
      const { mgmt } = world.model;
      const core =
        /^(cluster|controlplane\.cluster|bootstrap\.cluster|addons\.cluster)\.x-k8s\.io\/v1beta1$/;
      mgmt.apiVersions = mgmt.apiVersions.filter((version) => !core.test(version));
    },
  },
  {
    name: 'services-flap',
    says: 'magnum-conductor, once it reads the drop-ins, dies seconds after each start and is started again.',
    apply: (world) => interfereWith(world, { type: 'kills-conductor' }),
  },
  {
    name: 'health-stuck-unhealthy',
    says: 'The control plane of the existing cluster never becomes ready, so its health stays UNHEALTHY (graft).',
    apply: (world) => {
      world.model.mgmt.conditions['controlplane'] = "Waiting on ['ControlPlaneComponentsHealthy']";
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
  {
    name: 'duplicate-conductor-row',
    says: 'A second magnum-conductor, of a host that was replaced, is still listed as up.',
    apply: (world) => {
      world.model.magnum.services.push({
        id: 2,
        host: 'juju-8d21f0-1-lxd-9',
        binary: 'magnum-conductor',
        state: 'up',
        since: world.clock.now(),
      });
    },
  },
  {
    name: 'vault-initialised',
    says: 'The vault has been initialised before and is sealed, whatever the walk is said to be.',
    apply: becomeSealedVault,
  },
  {
    name: 'vault-wrong-shares',
    says: 'The holders bring shares of an earlier init, which do not open this vault.',
    apply: bringOtherShares,
  },
  {
    name: 'vault-repeated-share',
    says: "Somebody has given vault the first holder's share already, and nobody said so.",
    apply: (world) => interfereWith(world, { type: 'gives-first-share' }),
  },
  {
    name: 'vault-down',
    says: 'The service vault on vault/0 has failed and does not run.',
    apply: stopVault,
  },
  {
    name: 'root-ca-exists',
    says: 'The vault charm is configured to make its root CA by itself as soon as it is authorized.',
    apply: (world) => interfereWith(world, { type: 'makes-root-ca' }),
  },
];

/** Every fault by name, with a sentence for the list. */
export const faultNames: readonly { readonly name: string; readonly says: string }[] = faults.map(
  ({ name, says }) => ({ name, says }),
);

function installDriver(world: World, version: string): void {
  world.hosts.get('magnum/0')?.packages.set(driverPackage, version);
}

function interfereWith(world: World, one: Interference): void {
  world.model.interference.push(one);
}

function jumphost(world: World) {
  const host = world.hosts.get('jumphost');
  if (!host) throw new Error('the simulated cloud has no jumphost');
  return host;
}
