/** What procedures that are no longer walked have left behind. */
import { driverPackage } from '../magnum/conductor.ts';
import type { Fault } from './fault.ts';

export const supersededFaults: readonly Fault[] = [
  {
    name: 'runbook-05-residue',
    says: 'magnum/0 bears what runbook 05 left: overrides of both units, 99-capi.conf and driver 1.1.0.',
    async apply(world) {
      const unit = world.hosts.get('magnum/0');
      if (unit === undefined) throw new Error('the simulated cloud has no magnum/0');
      const settings = '/etc/magnum/magnum.conf.d';
      unit.files.makeDirectory(settings);
      unit.files.write(
        `${settings}/99-capi.conf`,
        '[DEFAULT]\nenabled_drivers = k8s_capi_helm_v1\n\n[capi_helm]\nkubeconfig_file = /etc/magnum/kubeconfig\n',
      );
      unit.packages.set(driverPackage, '1.1.0');
      for (const name of daemons)
        unit.files.write(
          `/etc/systemd/system/${name}.service.d/override.conf`,
          `[Service]\nExecStart=\nExecStart=/usr/bin/${name} --config-file=/etc/magnum/magnum.conf --config-dir=${settings}\n`,
        );
      // It restarted both, so they run that way to this day.
      await world.exec(unit.name, restart);
    },
  },
];

const daemons = ['magnum-conductor', 'magnum-api'];
const restart = `sudo systemctl daemon-reload && sudo systemctl restart ${daemons.join(' ')}`;
