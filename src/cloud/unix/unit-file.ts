import type { Host, Service } from '../world.ts';

/** The file that the package of a unit brings. */
export function fragmentOf(name: string): string {
  return `/lib/systemd/system/${name}.service`;
}

/** The drop-ins of a unit, in the order in which systemd reads them; of other names it reads none. */
export function dropInsOf(host: Host, name: string): readonly string[] {
  const folder = `/etc/systemd/system/${name}.service.d`;
  const names = host.files.list(folder).filter((file) => file.endsWith('.conf'));
  return names.sort().map((file) => `${folder}/${file}`);
}

/** What `ExecStart` comes to in the files as they are now: each adds a command, an empty one takes all back. */
export function readExecStart(host: Host, name: string): readonly string[] {
  let commands: readonly string[] = [];
  for (const file of [fragmentOf(name), ...dropInsOf(host, name)]) {
    let section = '';
    for (const line of (host.files.read(file) ?? '').split('\n')) {
      section = /^\s*\[([^\]]+)\]/.exec(line)?.[1] ?? section;
      const said = /^\s*ExecStart\s*=\s*(.*?)\s*$/.exec(line)?.[1];
      if (section !== 'Service' || said === undefined) continue;
      commands = said === '' ? [] : [...commands, said];
    }
  }
  return commands;
}

/** What systemd goes by: the files as they were when it read them last. It reads them by itself once. */
export function loadedExecStart(host: Host, service: Service): readonly string[] {
  service.execStart ??= readExecStart(host, service.name);
  return service.execStart;
}

/** daemon-reload: from now on it goes by the files as they are now. */
export function reloadUnits(host: Host): void {
  for (const service of host.services.values())
    if (service.binary === undefined) service.execStart = readExecStart(host, service.name);
}
