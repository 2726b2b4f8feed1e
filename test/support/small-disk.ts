import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own, so small that it gets full. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all the space that is left. */
  fill(): void;
  /** Gives back what `fill` took, and more. */
  makeSpace(): void;
  readOnly(is: boolean): void;
  remove(): void;
}

/** Mounting takes root; without it the tests of a full disk are skipped. */
export const canMount = ((): boolean => {
  if (process.getuid?.() !== 0) return false;
  const probe = mount('64k');
  probe?.remove();
  return probe !== undefined;
})();

/** Mounted below a folder for temporary files, or below another one. */
export function smallDisk(size: string, below: string = tmpdir()): SmallDisk {
  const disk = mount(size, below);
  if (disk === undefined) throw new Error('this machine mounts no tmpfs');
  return disk;
}

function mount(size: string, below: string = tmpdir()): SmallDisk | undefined {
  const folder = mkdtempSync(join(below, 'handrail-disk-'));
  const run = (...words: readonly string[]): boolean =>
    spawnSync(words[0] ?? '', words.slice(1)).status === 0;
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${size},mode=700`, 'tmpfs', folder)) {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill() {
      const descriptor = openSync(filler, 'a');
      for (const piece of [65_536, 4096, 1])
        try {
          for (;;) if (writeSync(descriptor, Buffer.alloc(piece)) < piece) break;
        } catch {
          // Full to this piece.
        }
      closeSync(descriptor);
    },
    makeSpace() {
      rmSync(filler, { force: true });
      run('mount', '-o', 'remount,size=64m', folder);
    },
    readOnly: (is) => void run('mount', '-o', `remount,${is ? 'ro' : 'rw'}`, folder),
    remove() {
      run('umount', '-l', folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
