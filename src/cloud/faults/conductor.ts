/** What goes wrong on magnum/0, in its conductor, and on the way to both. */
import { driverPackage } from '../magnum/conductor.ts';
import type { World } from '../world.ts';
import { interfereWith, jumphost, type Fault } from './fault.ts';

export const conductorFaults: readonly Fault[] = [
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
    name: 'services-flap',
    says: 'magnum-conductor, once it reads the drop-ins, dies seconds after each start and is started again.',
    apply: (world) => interfereWith(world, { type: 'kills-conductor' }),
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
];

function installDriver(world: World, version: string): void {
  world.hosts.get('magnum/0')?.packages.set(driverPackage, version);
}
