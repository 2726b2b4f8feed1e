import type { Disk } from './disk.ts';
import type { Actor, DirectoryInode, StandIn } from './inode.ts';
import { rights } from './inode.ts';
import { UnixError } from './unix-error.ts';

/** Who does it, and what their umask takes from the mode of new files. */
export interface Doer {
  readonly actor: Actor;
  readonly umask: number;
}

/** Reads a file; the right to read it is asked for. */
export function readBytes(disk: Disk, path: string, actor: Actor): Uint8Array {
  const inode = disk.find(path, actor);
  if (inode.type === 'directory') throw new UnixError('EISDIR', path);
  if ((rights(inode, actor) & 4) === 0) throw new UnixError('EACCES', path);
  return inode.type === 'file' ? inode.bytes : new Uint8Array();
}

/** What a file stands for; undefined for one that is just what it is. Asks for the right to read it. */
export function standInOf(disk: Disk, path: string, actor: Actor): StandIn | undefined {
  readBytes(disk, path, actor);
  const inode = disk.find(path, actor);
  return inode.type === 'file' ? inode.standIn : undefined;
}

/** Lets a file that was just written stand for a larger one. */
export function standFor(disk: Disk, path: string, standIn: StandIn, actor: Actor): void {
  const inode = disk.find(path, actor);
  if (inode.type === 'file') inode.standIn = standIn;
}

/** Writes a file, or makes it (0666 without the umask) in a directory that exists. */
export function writeBytes(
  disk: Disk,
  path: string,
  bytes: Uint8Array,
  doer: Doer,
  how: 'replace' | 'append' = 'replace',
): void {
  const place = disk.place(path, doer.actor, 'follow');
  const old = place.inode;
  if (old === undefined) {
    disk.add(place, disk.newFile(doer.actor, 0o666 & ~doer.umask, bytes), doer.actor, path);
    return;
  }
  if (old.type === 'directory') throw new UnixError('EISDIR', path);
  if ((rights(old, doer.actor) & 2) === 0) throw new UnixError('EACCES', path);
  if (old.type !== 'file') return;
  delete old.standIn;
  old.bytes = how === 'append' ? joined(old.bytes, bytes) : bytes;
  old.mtime = disk.newFile(doer.actor, 0, bytes).mtime;
}

export function makeDirectory(disk: Disk, path: string, doer: Doer, parents: boolean): void {
  if (parents) {
    const above = path.slice(0, path.replace(/\/+$/, '').lastIndexOf('/'));
    if (above !== '' && !exists(disk, above, doer.actor)) makeDirectory(disk, above, doer, true);
  }
  const place = disk.place(path, doer.actor, 'follow');
  if (place.inode !== undefined) {
    if (parents && place.inode.type === 'directory') return;
    throw new UnixError('EEXIST', path);
  }
  disk.add(place, disk.newDirectory(doer.actor, 0o777 & ~doer.umask), doer.actor, path);
}

export function makeLink(disk: Disk, target: string, path: string, doer: Doer): void {
  const place = disk.place(path, doer.actor, 'keep-link');
  if (place.inode !== undefined) throw new UnixError('EEXIST', path);
  disk.add(place, disk.newLink(doer.actor, target), doer.actor, path);
}

/** A second name for the same file. */
export function makeHardLink(disk: Disk, existing: string, path: string, doer: Doer): void {
  const inode = disk.find(existing, doer.actor, 'keep-link');
  if (inode.type === 'directory') throw new UnixError('EPERM', existing);
  const place = disk.place(path, doer.actor, 'keep-link');
  if (place.inode !== undefined) throw new UnixError('EEXIST', path);
  disk.add(place, inode, doer.actor, path);
}

export function remove(disk: Disk, path: string, actor: Actor, recursive: boolean): void {
  const place = disk.place(path, actor, 'keep-link');
  const inode = place.inode;
  if (inode === undefined) throw new UnixError('ENOENT', path);
  if (place.name === '') throw new UnixError('EINVAL', path);
  if (inode.type === 'directory') {
    if (!recursive && inode.entries.size > 0) throw new UnixError('ENOTEMPTY', path);
    for (const name of [...inode.entries.keys()]) remove(disk, `${path}/${name}`, actor, true);
  }
  disk.drop(place, actor, path);
}

/** Renames, replacing a file that is there. The inode goes along: owner, mode and time stay. */
export function rename(disk: Disk, from: string, to: string, actor: Actor): void {
  const source = disk.place(from, actor, 'keep-link');
  const inode = source.inode;
  if (inode === undefined) throw new UnixError('ENOENT', from);
  const target = disk.place(to, actor, 'keep-link');
  if (target.inode === inode) return;
  if (target.inode?.type === 'directory') {
    if (inode.type !== 'directory') throw new UnixError('EISDIR', to);
    if (target.inode.entries.size > 0) throw new UnixError('ENOTEMPTY', to);
  }
  if (target.real.startsWith(`${source.real}/`)) throw new UnixError('EINVAL', to);
  disk.drop(source, actor, from);
  disk.add(target, inode, actor, to);
}

/** Copies the bytes of one file onto another path, as `cp` without `-p` does. */
export function copyFile(disk: Disk, from: string, to: string, doer: Doer): void {
  const source = disk.find(from, doer.actor);
  const bytes = readBytes(disk, from, doer.actor);
  const fresh = !exists(disk, to, doer.actor);
  writeBytes(disk, to, bytes, doer);
  const copy = disk.find(to, doer.actor);
  if (copy.type === 'file' && source.type === 'file' && source.standIn !== undefined) {
    copy.standIn = source.standIn;
  }
  if (!fresh) return;
  copy.mode = source.mode & 0o777 & ~doer.umask;
}

/** Changes the permission bits: for the owner and root only. */
export function changeMode(disk: Disk, path: string, mode: number, actor: Actor): void {
  const inode = disk.find(path, actor);
  if (actor.user !== 'root' && actor.user !== inode.owner) throw new UnixError('EPERM', path);
  inode.mode = mode & 0o7777;
}

/** Changes owner and group: for root, or the owner's change to a group of their own. */
export function changeOwner(
  disk: Disk,
  path: string,
  to: { readonly owner?: string; readonly group?: string },
  actor: Actor,
  follow: 'follow' | 'keep-link' = 'follow',
): void {
  const inode = disk.find(path, actor, follow);
  const owner = to.owner ?? inode.owner;
  const group = to.group ?? inode.group;
  const own = actor.user === inode.owner && owner === inode.owner && actor.groups.includes(group);
  if (actor.user !== 'root' && !own) throw new UnixError('EPERM', path);
  inode.owner = owner;
  inode.group = group;
}

export function listDirectory(disk: Disk, path: string, actor: Actor): DirectoryInode {
  const inode = disk.find(path, actor);
  if (inode.type !== 'directory') throw new UnixError('ENOTDIR', path);
  if ((rights(inode, actor) & 4) === 0) throw new UnixError('EACCES', path);
  return inode;
}

/** Whether something is there as far as this user can see. */
export function exists(disk: Disk, path: string, actor: Actor): boolean {
  try {
    return disk.place(path, actor, 'follow').inode !== undefined;
  } catch {
    return false;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
