/** What a simulated disk holds: files, directories, links and a few devices, each with its owner. */

export type Inode = FileInode | DirectoryInode | LinkInode | DeviceInode;

interface Common {
  readonly number: number;
  owner: string;
  group: string;
  /** The twelve permission bits. */
  mode: number;
  /** Virtual milliseconds. */
  mtime: number;
}

export interface FileInode extends Common {
  readonly type: 'file';
  bytes: Uint8Array;
  /** Only on a file that stands for a larger one. Whatever writes to the file takes it away. */
  standIn?: StandIn;
}

/**
 * What is known of a file too large to be held here, such as an image of two gigabytes: its size and the
 * checksums that its publisher gives. The few bytes that are really there stand for it; programs that ask
 * for its size or for one of these sums get what is recorded, and for any other sum no answer.
 */
export interface StandIn {
  readonly size: number;
  /** By algorithm: `sha512`. */
  readonly sums: Readonly<Record<string, string>>;
}

export interface DirectoryInode extends Common {
  readonly type: 'directory';
  readonly entries: Map<string, Inode>;
}

export interface LinkInode extends Common {
  readonly type: 'link';
  readonly target: string;
}

/** `/dev/null` and its kin: reading gives nothing, writing goes nowhere. */
export interface DeviceInode extends Common {
  readonly type: 'device';
}

/** Who asks: a user with the groups they are in. */
export interface Actor {
  readonly user: string;
  readonly groups: readonly string[];
}

export const rootActor: Actor = { user: 'root', groups: ['root'] };

/** The rights (4 read, 2 write, 1 execute) that somebody has on an inode, by the rules of Unix. */
export function rights(inode: Inode, actor: Actor): number {
  if (inode.type === 'link') return 7;
  if (actor.user === 'root') {
    const runs = inode.type === 'directory' || (inode.mode & 0o111) !== 0;
    return runs ? 7 : 6;
  }
  if (actor.user === inode.owner) return (inode.mode >> 6) & 7;
  if (actor.groups.includes(inode.group)) return (inode.mode >> 3) & 7;
  return inode.mode & 7;
}

export function sizeOf(inode: Inode): number {
  switch (inode.type) {
    case 'file':
      return inode.standIn?.size ?? inode.bytes.length;
    case 'directory':
      return 4096;
    case 'link':
      return inode.target.length;
    case 'device':
      return 0;
  }
}
