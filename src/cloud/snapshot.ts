import type { CloudModel } from './model.ts';
import type { DirectoryInode, Inode, StandIn } from './unix/inode.ts';
import type { Machine } from './unix/machine.ts';
import { machineOf } from './unix/machine.ts';
import type { Service, World } from './world.ts';

/** A whole simulated cloud at rest, as plain data. */
export interface SavedWorld {
  readonly form: 3;
  readonly now: number;
  readonly model: CloudModel;
  readonly hosts: Record<string, SavedHost>;
  readonly carried?: World['carried'];
}

interface SavedHost {
  readonly disk: SavedInode;
  readonly services: Service[];
  readonly packages: [string, string][];
  readonly nextPid: number;
}

interface SavedInode {
  readonly own: string;
  readonly mode: number;
  readonly at: number;
  readonly device?: true;
  readonly link?: string;
  readonly text?: string;
  readonly base64?: string;
  readonly standIn?: StandIn;
  readonly entries?: Record<string, SavedInode>;
}

/** Everything there is, as JSON: model, files, services, packages, clock. Take it between two scripts. */
export function saveWorld(world: World): string {
  const hosts = [...world.hosts.values()].map((host) => [host.name, saveHost(machineOf(host))]);
  const saved: SavedWorld = {
    form: 3,
    now: world.clock.now(),
    model: world.model,
    hosts: Object.fromEntries(hosts) as Record<string, SavedHost>,
    ...(world.carried === undefined ? {} : { carried: world.carried }),
  };
  return JSON.stringify(saved);
}

/** Reads what `saveWorld` wrote. Throws one sentence when it is something else. */
export function readSaved(text: string): SavedWorld {
  const saved = parsed(text);
  if (typeof saved !== 'object' || saved === null || !('form' in saved) || saved.form !== 3)
    throw new Error('this is no saved simulated cloud of this version of handrail');
  return saved as SavedWorld;
}

/** Brings a fresh machine to what was saved of it. */
export function restoreHost(machine: Machine, saved: SavedHost): void {
  machine.disk.root.entries.clear();
  fill(machine, machine.disk.root, saved.disk);
  machine.services.clear();
  for (const service of saved.services)
    machine.services.set(service.name, { ...service, failure: service.failure ?? undefined });
  machine.packages.clear();
  for (const [name, version] of saved.packages) machine.packages.set(name, version);
  machine.nextPid = saved.nextPid;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function saveHost(machine: Machine): SavedHost {
  return {
    disk: saveInode(machine.disk.root),
    services: [...machine.services.values()],
    packages: [...machine.packages],
    nextPid: machine.nextPid,
  };
}

function saveInode(inode: Inode): SavedInode {
  const common = { own: `${inode.owner}:${inode.group}`, mode: inode.mode, at: inode.mtime };
  switch (inode.type) {
    case 'device':
      return { ...common, device: true };
    case 'link':
      return { ...common, link: inode.target };
    case 'file': {
      const bytes = Buffer.from(inode.bytes);
      const text = bytes.toString('utf8');
      const whole = Buffer.from(text, 'utf8').equals(bytes);
      const standIn = inode.standIn === undefined ? {} : { standIn: inode.standIn };
      return whole
        ? { ...common, ...standIn, text }
        : { ...common, ...standIn, base64: bytes.toString('base64') };
    }
    case 'directory': {
      const entries = [...inode.entries].map(([name, entry]) => [name, saveInode(entry)]);
      return { ...common, entries: Object.fromEntries(entries) as Record<string, SavedInode> };
    }
  }
}

function fill(machine: Machine, directory: DirectoryInode, saved: SavedInode): void {
  for (const [name, one] of Object.entries(saved.entries ?? {})) {
    const inode = restored(machine, one);
    directory.entries.set(name, inode);
    if (inode.type === 'directory') fill(machine, inode, one);
    inode.mtime = one.at;
  }
  const [owner = 'root', group = 'root'] = saved.own.split(':');
  Object.assign(directory, { owner, group, mode: saved.mode, mtime: saved.at });
}

function restored(machine: Machine, saved: SavedInode): Inode {
  const [owner = 'root', group = 'root'] = saved.own.split(':');
  const actor = { user: owner, groups: [group] };
  const { disk } = machine;
  if (saved.entries !== undefined) return disk.newDirectory(actor, saved.mode);
  if (saved.link !== undefined) return disk.newLink(actor, saved.link);
  if (saved.device === true)
    return { ...disk.newFile(actor, saved.mode, new Uint8Array()), type: 'device' };
  const bytes =
    saved.base64 === undefined
      ? Buffer.from(saved.text ?? '', 'utf8')
      : Buffer.from(saved.base64, 'base64');
  const file = disk.newFile(actor, saved.mode, Uint8Array.from(bytes));
  if (saved.standIn !== undefined) file.standIn = saved.standIn;
  return file;
}
