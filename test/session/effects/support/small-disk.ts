import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Whether this process may mount file systems (root, and not in a container that forbids it). */
export function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-mount-'));
  const isMounted = mount(folder, 'size=64k,mode=700');
  if (isMounted) unmount(folder);
  rmdirSync(folder);
  return isMounted;
}

/** An empty file system in memory, `size` as tmpfs takes it (`64k`), for the running test. */
export function smallDisk(size: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-disk-'));
  if (!mount(folder, `size=${size},mode=700`))
    throw new Error(`tmpfs was not mounted on ${folder}`);
  onTestFinished(() => {
    unmount(folder);
    rmdirSync(folder);
  });
  return folder;
}

/** Makes a small disk read-only from now on. */
export function makeReadOnly(folder: string): void {
  if (!mount(folder, 'remount,ro')) throw new Error(`${folder} was not made read-only`);
}

function mount(folder: string, options: string): boolean {
  const result = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'handrail-test', folder]);
  return result.status === 0;
}

function unmount(folder: string): void {
  spawnSync('umount', [folder]);
}
