import { newService, startService } from './unix/daemons.ts';
import type { Machine } from './unix/machine.ts';
import { programFile } from './unix/program-file.ts';
import type { World } from './world.ts';

/** What the packages of Magnum bring to their unit, and its two services, running. */
export async function layOutMagnum(machine: Machine, world: World): Promise<void> {
  const { files } = machine;
  files.makeDirectory('/var/lib/magnum', { mode: 0o750, owner: 'magnum:magnum' });
  files.write('/etc/default/openstack', '# Defaults of all OpenStack services of this host.\n');
  machine.packages.set('magnum', '18.0.1');
  for (const name of ['magnum-conductor', 'magnum-api']) {
    files.write(`/usr/bin/${name}`, programFile(name, '18.0.1'), { mode: 0o755 });
    files.write(`/etc/init.d/${name}`, initScript(name), { mode: 0o755 });
    files.write(`/lib/systemd/system/${name}.service`, unitFile(name));
    const service = newService(name, 'magnum');
    machine.services.set(name, service);
    await startService(machine, service, world.clock.now());
  }
}

/** In the order of openstack-pkg-tools: base arguments, both defaults files, then the logging options. */
function initScript(name: string): string {
  return `#!/bin/sh
# Simulated init script of ${name}.
PATH=/sbin:/usr/sbin:/bin:/usr/bin
NAME=${name}
DAEMON=/usr/bin/$NAME
DAEMON_ARGS="--config-file=/etc/magnum/magnum.conf \${DAEMON_ARGS}"
[ -x "$DAEMON" ] || exit 0
[ -r /etc/default/openstack ] && . /etc/default/openstack
[ -r "/etc/default/$NAME" ] && . "/etc/default/$NAME"
[ "$USE_SYSLOG" = yes ] && DAEMON_ARGS="$DAEMON_ARGS --use-syslog"
[ "$USE_LOGFILE" = no ] || DAEMON_ARGS="$DAEMON_ARGS --log-file=/var/log/magnum/$NAME.log"
case "$1" in
  show-args) echo $DAEMON $DAEMON_ARGS ;;
  start | stop | restart | status) systemctl "$1" "$NAME" ;;
  *)
    echo "Usage: $0 {start|stop|status|restart|systemd-start|show-args}" >&2
    exit 3
    ;;
esac
`;
}

function unitFile(name: string): string {
  const what = name === 'magnum-api' ? 'Magnum API service' : 'Magnum Conductor service';
  return `[Unit]
Description=${what}
After=network.target

[Service]
User=magnum
Group=magnum
Type=simple
WorkingDirectory=/var/lib/magnum
ExecStart=/etc/init.d/${name} systemd-start
Restart=on-failure
LimitNOFILE=65535
TimeoutStopSec=65

[Install]
WantedBy=multi-user.target
`;
}
