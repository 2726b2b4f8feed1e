import type { Answer, Call, Service } from '../world.ts';
import { description } from './daemons.ts';
import { formatTime } from './time-format.ts';

/** `systemctl show UNIT [-p NAME[,NAME]] [--value]`: in systemd's own order, not in that of the request. */
export function showUnit(call: Call, args: readonly string[]): Answer {
  const queue = [...args];
  const wanted: string[] = [];
  const units: string[] = [];
  let value = false;
  while (queue.length > 0) {
    const arg = queue.shift() ?? '';
    if (arg === '-p' || arg === '--property' || arg === '-P') {
      value ||= arg === '-P';
      wanted.push(...(queue.shift() ?? '').split(','));
    } else if (arg.startsWith('--property=')) wanted.push(...arg.slice(11).split(','));
    else if (/^-p./.test(arg)) wanted.push(...arg.slice(2).split(','));
    else if (arg === '--value') value = true;
    else if (arg.startsWith('-'))
      return {
        stdout: '',
        stderr: `simulated cloud: not known: systemctl show ${arg}\n`,
        exitCode: 2,
      };
    else units.push(arg.replace(/\.service$/, ''));
  }
  const blocks = units.map((name) => {
    const all = properties(call.host.services.get(name), name);
    const unknown = wanted.filter((property) => !all.has(property));
    if (unknown.length > 0) return undefined;
    const shown = [...all].filter(([property]) => wanted.length === 0 || wanted.includes(property));
    return shown
      .map(([property, text]) => (value ? `${text}\n` : `${property}=${text}\n`))
      .join('');
  });
  if (blocks.includes(undefined)) {
    const stderr = `simulated cloud: not known: systemctl show -p ${wanted.join(',')}\n`;
    return { stdout: '', stderr, exitCode: 2 };
  }
  return { stdout: blocks.join('\n'), stderr: '', exitCode: 0 };
}

function properties(service: Service | undefined, name: string): Map<string, string> {
  const known = service !== undefined;
  const path = `/lib/systemd/system/${name}.service`;
  const exec = `/etc/init.d/${name}`;
  return new Map([
    ['Type', 'simple'],
    ['Restart', known ? 'on-failure' : 'no'],
    ['RestartUSec', '100ms'],
    ['MainPID', String(service?.mainPid ?? 0)],
    ['Result', service?.failure === undefined ? 'success' : 'exit-code'],
    ['NRestarts', String(service?.restarts ?? 0)],
    ['ExecMainStatus', service?.failure === undefined ? '0' : '1'],
    [
      'ExecStart',
      known ? `{ path=${exec} ; argv[]=${exec} systemd-start ; ignore_errors=no }` : '',
    ],
    ['User', service?.user ?? ''],
    ['Group', service?.user ?? ''],
    ['Id', `${name}.service`],
    ['Names', `${name}.service`],
    ['Description', service === undefined ? `${name}.service` : description(service)],
    ['LoadState', known ? 'loaded' : 'not-found'],
    ['ActiveState', service?.state ?? 'inactive'],
    ['SubState', subState(service)],
    ['FragmentPath', known ? path : ''],
    ['UnitFileState', known ? 'enabled' : ''],
    [
      'ActiveEnterTimestamp',
      service?.state === 'active' ? formatTime(service.startedAt, '%a %F %T UTC') : '',
    ],
  ]);
}

function subState(service: Service | undefined): string {
  switch (service?.state) {
    case 'active':
      return 'running';
    case 'activating':
      return 'auto-restart';
    case 'failed':
      return 'failed';
    case 'inactive':
    case undefined:
      return 'dead';
  }
}
