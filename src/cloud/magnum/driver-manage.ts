/** `magnum-driver-manage`: which drivers the installed packages bring. It says nothing of the daemon. */
import { readAs } from '../access.ts';
import { answering, fails, notKnown, says } from '../answers.ts';
import { readCommandLine } from '../openstack/command-line.ts';
import { print, type Found } from '../openstack/output.ts';
import type { Call, Program } from '../world.ts';
import { driverPackage, isJsonMap } from './conductor.ts';

export const driverManage: Program = {
  name: 'magnum-driver-manage',
  path: '/usr/bin/magnum-driver-manage',
  hosts: ['magnum/0'],
  run: (call) =>
    answering(() => {
      if (call.args[0] !== 'list-drivers') return notKnown('magnum-driver-manage', call);
      const flags = ['-d', '--details', '-p', '--path'];
      const line = readCommandLine(call.args.slice(1), {
        words: 'list-drivers',
        flags,
        run: () => ({ found: { type: 'nothing' } }),
      });
      if (typeof line === 'string')
        return fails(`magnum-driver-manage list-drivers: error: ${line}`, 2);
      if (readAs(call.host, '/etc/magnum/magnum.conf', call.user).type !== 'text') {
        return fails('Failed to open some config files: /etc/magnum/magnum.conf');
      }
      const details = line.options.has('-d') || line.options.has('--details');
      const found: Found = {
        type: 'list',
        columns: details ? ['Name', 'Server_Type', 'OS', 'COE'] : ['Name'],
        rows: drivers(call).map(([name, os]) =>
          details ? [name, 'vm', os, 'kubernetes'] : [name],
        ),
      };
      const printed = print(found, line.printing);
      return 'error' in printed ? fails(printed.error) : says(printed.text);
    }),
};

/** Reads the drop-ins by default, whatever the daemon was started with. */
function drivers(call: Call): (readonly [string, string])[] {
  const folder = '/etc/magnum/magnum.conf.d';
  const options = call.host.files
    .list(folder)
    .map((name) => call.host.files.read(`${folder}/${name}`) ?? '')
    .join('\n');
  const resources = /^api_resources\s*=\s*(.*)$/m.exec(options)?.[1] ?? '{}';
  const loads = call.host.packages.has(driverPackage) && isJsonMap(resources);
  return [
    ...(loads ? ([['k8s_capi_helm_v1', 'ubuntu']] as const) : []),
    ['k8s_fedora_coreos_v1', 'fedora-coreos'],
  ];
}
