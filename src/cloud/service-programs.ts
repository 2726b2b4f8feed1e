import { juju } from './juju/program.ts';
import { clusterctl } from './kubernetes/clusterctl.ts';
import { helm } from './kubernetes/helm.ts';
import { kubectl } from './kubernetes/kubectl.ts';
import { driverManage } from './magnum/driver-manage.ts';
import { openstack } from './openstack/program.ts';
import { openssl } from './vault/openssl.ts';
import { vaultProgram } from './vault/program.ts';
import type { Program } from './world.ts';

/** The programs that speak to the services of the cloud, and where they stand. */
export const servicePrograms: readonly Program[] = [
  juju,
  openstack,
  kubectl,
  clusterctl,
  helm,
  driverManage,
  vaultProgram,
  openssl,
];
