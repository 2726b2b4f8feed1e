import type { HostFiles } from '../world.ts';
import type { Disk } from './disk.ts';
import * as operations from './file-operations.ts';
import { rootActor, sizeOf } from './inode.ts';
import { directoryName } from './paths.ts';

/** The disk for the model: root's view, without waiting and without a shell. */
export class DiskFiles implements HostFiles {
  private readonly disk: Disk;

  constructor(disk: Disk) {
    this.disk = disk;
  }

  read(path: string): string | undefined {
    const inode = this.disk.peek(path);
    return inode?.type === 'file' ? Buffer.from(inode.bytes).toString('utf8') : undefined;
  }

  status(path: string) {
    const inode = this.disk.peek(path);
    if (inode === undefined) return undefined;
    const { owner, group, mode } = inode;
    const sums = inode.type === 'file' ? inode.standIn?.sums : undefined;
    return { owner, group, mode, size: sizeOf(inode), ...(sums === undefined ? {} : { sums }) };
  }

  write(
    path: string,
    content: string | Uint8Array,
    options: { owner?: string; mode?: number } = {},
  ): void {
    this.makeDirectory(directoryName(path));
    operations.writeBytes(this.disk, path, Uint8Array.from(Buffer.from(content)), doer);
    this.dress(path, options);
  }

  makeDirectory(path: string, options: { owner?: string; mode?: number } = {}): void {
    operations.makeDirectory(this.disk, path, doer, true);
    this.dress(path, options);
  }

  link(target: string, path: string): void {
    this.remove(path);
    this.makeDirectory(directoryName(path));
    operations.makeLink(this.disk, target, path, doer);
  }

  remove(path: string): void {
    if (this.disk.peek(path, 'keep-link') === undefined) return;
    operations.remove(this.disk, path, rootActor, true);
  }

  list(path: string): string[] {
    const inode = this.disk.peek(path);
    return inode?.type === 'directory' ? [...inode.entries.keys()].sort() : [];
  }

  private dress(path: string, options: { owner?: string; mode?: number }): void {
    if (options.mode !== undefined) operations.changeMode(this.disk, path, options.mode, rootActor);
    if (options.owner === undefined) return;
    const [owner = 'root', group = owner] = options.owner.split(':');
    operations.changeOwner(this.disk, path, { owner, group }, rootActor);
  }
}

const doer: operations.Doer = { actor: rootActor, umask: 0o022 };
