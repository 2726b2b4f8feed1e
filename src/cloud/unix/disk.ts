import type { Actor, DirectoryInode, FileInode, Inode } from './inode.ts';
import { rights, rootActor } from './inode.ts';
import { UnixError } from './unix-error.ts';

/** Where a path leads: the directory that holds (or would hold) it, and what is there now. */
export interface Place {
  readonly directory: DirectoryInode;
  /** Last component; empty for `/`. */
  readonly name: string;
  readonly inode: Inode | undefined;
  /** The absolute path without links on the way. */
  readonly real: string;
}

/**
 * The disk of one host: a tree of inodes and the walk through it. Every step asks for the right to
 * search the directory, so that a file below a closed directory is out of reach whatever its own mode.
 */
export class Disk {
  readonly root: DirectoryInode;
  private nextNumber = 2;
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
    this.root = {
      type: 'directory',
      number: 1,
      owner: 'root',
      group: 'root',
      mode: 0o755,
      mtime: now(),
      entries: new Map(),
    };
  }

  /** Finds the place of a path. Throws for what is missing or closed on the way, not for the end. */
  place(path: string, actor: Actor, follow: 'follow' | 'keep-link', depth = 0): Place {
    if (depth > 40) throw new UnixError('ELOOP', path);
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    const trail: { directory: DirectoryInode; name: string }[] = [];
    let directory = this.root;
    let real = '';
    for (const [index, part] of parts.entries()) {
      const last = index === parts.length - 1;
      if ((rights(directory, actor) & 1) === 0) throw new UnixError('EACCES', path);
      if (part === '..') {
        directory = trail.pop()?.directory ?? this.root;
        real = real.slice(0, real.lastIndexOf('/'));
        if (last) break;
        continue;
      }
      const found = directory.entries.get(part);
      if (found?.type === 'link' && (!last || follow === 'follow')) {
        const rest = parts.slice(index + 1);
        const target = found.target.startsWith('/') ? found.target : `${real}/${found.target}`;
        return this.place([target, ...rest].join('/'), actor, follow, depth + 1);
      }
      if (last) return { directory, name: part, inode: found, real: `${real}/${part}` };
      if (found === undefined) throw new UnixError('ENOENT', path);
      if (found.type !== 'directory') throw new UnixError('ENOTDIR', path);
      trail.push({ directory, name: part });
      directory = found;
      real = `${real}/${part}`;
    }
    return { directory, name: '', inode: directory, real: real === '' ? '/' : real };
  }

  /** What is at a path. Throws when nothing is. */
  find(path: string, actor: Actor, follow: 'follow' | 'keep-link' = 'follow'): Inode {
    const inode = this.place(path, actor, follow).inode;
    if (inode === undefined) throw new UnixError('ENOENT', path);
    return inode;
  }

  /** As `find`, for root, and undefined instead of an error. */
  peek(path: string, follow: 'follow' | 'keep-link' = 'follow'): Inode | undefined {
    try {
      return this.place(path, rootActor, follow).inode;
    } catch {
      return undefined;
    }
  }

  /** Puts a new inode in a directory that the actor may write. */
  add(place: Place, inode: Inode, actor: Actor, path: string): void {
    if ((rights(place.directory, actor) & 3) !== 3) throw new UnixError('EACCES', path);
    place.directory.entries.set(place.name, inode);
    place.directory.mtime = this.now();
  }

  /** Takes an entry away. In a sticky directory only its owner (or the directory's) may. */
  drop(place: Place, actor: Actor, path: string): void {
    const { directory, inode } = place;
    if ((rights(directory, actor) & 3) !== 3) throw new UnixError('EACCES', path);
    const sticky = (directory.mode & 0o1000) !== 0 && actor.user !== 'root';
    if (sticky && actor.user !== inode?.owner && actor.user !== directory.owner)
      throw new UnixError('EPERM', path);
    directory.entries.delete(place.name);
    directory.mtime = this.now();
  }

  newFile(actor: Actor, mode: number, bytes: Uint8Array): FileInode {
    return { type: 'file', ...this.common(actor, mode), bytes };
  }

  newDirectory(actor: Actor, mode: number): DirectoryInode {
    return { type: 'directory', ...this.common(actor, mode), entries: new Map() };
  }

  newLink(actor: Actor, target: string): Inode {
    return { type: 'link', ...this.common(actor, 0o777), target };
  }

  /** Makes a device and the directories above it. */
  addDevice(path: string): void {
    let directory = this.root;
    const parts = path.split('/').filter((part) => part !== '');
    const name = parts.pop() ?? '';
    for (const part of parts) {
      const next = directory.entries.get(part) ?? this.newDirectory(rootActor, 0o755);
      if (next.type !== 'directory') return;
      directory.entries.set(part, next);
      directory = next;
    }
    directory.entries.set(name, { type: 'device', ...this.common(rootActor, 0o666) });
  }

  private common(actor: Actor, mode: number) {
    const number = this.nextNumber++;
    return {
      number,
      owner: actor.user,
      group: actor.groups[0] ?? actor.user,
      mode,
      mtime: this.now(),
    };
  }
}
