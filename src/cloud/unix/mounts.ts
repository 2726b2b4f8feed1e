/** A file system that is mounted somewhere on a host. */
export interface Mount {
  /** Absolute path, without links. */
  readonly at: string;
  /** What `stat -c %d` says of a file on it. */
  readonly device: number;
  /** What `stat -f -c %T` says of it. */
  readonly type: string;
}

/** Every host has a disk and what its kernel keeps in memory; the jumphost has the stick for a copy of secrets too. */
const mounts: readonly Mount[] = [
  { at: '/', device: 2049, type: 'ext2/ext3' },
  { at: '/dev', device: 5, type: 'tmpfs' },
  { at: '/proc', device: 22, type: 'proc' },
  { at: '/run', device: 24, type: 'tmpfs' },
  { at: '/media/vault-copy', device: 64_513, type: 'ext2/ext3' },
];

/** The mount that a path lies on; `real` is absolute and without links. */
export function mountOf(real: string): Mount {
  const over = mounts.filter(({ at }) => `${real}/`.startsWith(at === '/' ? '/' : `${at}/`));
  return over.reduce((found, one) => (one.at.length > found.at.length ? one : found));
}
