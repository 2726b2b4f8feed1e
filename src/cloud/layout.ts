import { groupLines, passwdLine } from './unix/accounts.ts';
import type { Machine } from './unix/machine.ts';
import { programFile } from './unix/program-file.ts';
import { entrance } from './unix/rewrite.ts';
import { tools } from './unix/tools.ts';
import type { HostFiles } from './world.ts';

/** Lays out what every Ubuntu host has before anybody installs a service on it. */
export function layOut(machine: Machine): void {
  const { files } = machine;
  for (const path of [
    '/etc/default',
    '/etc/init.d',
    '/usr/local/bin',
    '/usr/local/sbin',
    '/usr/sbin',
  ])
    files.makeDirectory(path);
  for (const path of [
    '/var/log',
    '/var/lib',
    '/opt',
    '/mnt',
    '/srv',
    '/usr/share',
    '/home',
    '/run',
  ])
    files.makeDirectory(path);
  for (const path of ['/tmp', '/var/tmp', '/dev/shm']) files.makeDirectory(path, { mode: 0o1777 });
  for (const name of ['null', 'zero', 'tty', 'stdin', 'stdout', 'stderr'])
    machine.disk.addDevice(`/dev/${name}`);
  files.makeDirectory('/dev/fd', { mode: 0o777 });
  layOutPrograms(machine, files);
  layOutAccounts(machine, files);
  files.write('/etc/hostname', `${machine.hostname}\n`);
  files.write('/etc/hosts', `127.0.0.1 localhost\n127.0.1.1 ${machine.hostname}\n`);
  files.write(
    '/etc/os-release',
    'PRETTY_NAME="Ubuntu 22.04.5 LTS"\nNAME="Ubuntu"\nVERSION_ID="22.04"\nVERSION_CODENAME=jammy\nID=ubuntu\nID_LIKE=debian\n',
  );
}

function layOutPrograms(machine: Machine, files: HostFiles): void {
  files.makeDirectory('/usr/bin');
  files.link('usr/bin', '/bin');
  files.link('usr/sbin', '/sbin');
  for (const name of tools) files.write(`/usr/bin/${name}`, programFile(name), { mode: 0o755 });
  files.write(entrance, programFile('simulated-cloud'), { mode: 0o755 });
  for (const { name, path, hosts } of machine.programs.values()) {
    if (hosts !== 'all' && !hosts.includes(machine.name)) continue;
    files.write(path, programFile(name), { mode: 0o755 });
  }
}

function layOutAccounts(machine: Machine, files: HostFiles): void {
  const { accounts } = machine;
  files.write('/etc/passwd', lines(accounts.map((account) => passwdLine(accounts, account))));
  files.write('/etc/group', lines(groupLines(accounts)));
  files.write('/etc/shadow', '', { mode: 0o640 });
  files.makeDirectory('/root', { mode: 0o700 });
  for (const { name, home, groups } of accounts) {
    if (!home.startsWith('/home/')) continue;
    files.makeDirectory(home, { mode: 0o750, owner: `${name}:${groups[0] ?? name}` });
  }
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
