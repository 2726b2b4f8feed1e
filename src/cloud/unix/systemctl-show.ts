import type { Answer, Call, Host, Service } from '../world.ts';
import { description } from './daemons.ts';
import { formatTime } from './time-format.ts';
import { dropInsOf, fragmentOf, loadedExecStart, readExecStart } from './unit-file.ts';

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
    const all = properties(call, name);
    const unknown = wanted.filter((property) => !all.has(property));
    if (unknown.length > 0) return undefined;
    const shown = [...all].filter(([property]) => wanted.length === 0 || wanted.includes(property));
    return (
      shown
        // A property with several values has a line for each.
        .flatMap(([property, text]) =>
          text.split('\n').map((line) => (value ? `${line}\n` : `${property}=${line}\n`)),
        )
        .join('')
    );
  });
  if (blocks.includes(undefined)) {
    const stderr = `simulated cloud: not known: systemctl show -p ${wanted.join(',')}\n`;
    return { stdout: '', stderr, exitCode: 2 };
  }
  return { stdout: blocks.join('\n'), stderr: '', exitCode: 0 };
}

function properties({ host }: Call, name: string): Map<string, string> {
  const service = host.services.get(name);
  const known = service !== undefined;
  const commands = known ? commandsOf(host, service) : [];
  const isStale =
    known &&
    service.binary === undefined &&
    commands.join('\n') !== readExecStart(host, name).join('\n');
  return new Map([
    ['Type', 'simple'],
    ['Restart', known ? 'on-failure' : 'no'],
    ['RestartUSec', '100ms'],
    ['MainPID', String(service?.mainPid ?? 0)],
    ['Result', service?.failure === undefined ? 'success' : 'exit-code'],
    ['NRestarts', String(service?.restarts ?? 0)],
    ['ExecMainStatus', service?.failure === undefined ? '0' : '1'],
    ['ExecStart', commands.map(execText).join('\n')],
    ['User', service?.user ?? ''],
    ['Group', service?.user ?? ''],
    ['Id', `${name}.service`],
    ['Names', `${name}.service`],
    ['Description', service === undefined ? `${name}.service` : description(service)],
    ['LoadState', known ? (commands.length === 1 ? 'loaded' : 'bad-setting') : 'not-found'],
    ['ActiveState', service?.state ?? 'inactive'],
    ['SubState', subState(service)],
    ['FragmentPath', known ? fragmentOf(name) : ''],
    ['DropInPaths', known ? dropInsOf(host, name).join(' ') : ''],
    ['NeedDaemonReload', isStale ? 'yes' : 'no'],
    ['UnitFileState', known ? 'enabled' : ''],
    [
      'ActiveEnterTimestamp',
      service?.state === 'active' ? formatTime(service.startedAt, '%a %F %T UTC') : '',
    ],
  ]);
}

function commandsOf(host: Host, service: Service): readonly string[] {
  return service.binary === undefined ? loadedExecStart(host, service) : [service.binary];
}

function execText(command: string): string {
  return `{ path=${command.split(/\s+/)[0] ?? ''} ; argv[]=${command} ; ignore_errors=no }`;
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
