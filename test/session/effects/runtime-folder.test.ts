import {
  chmodSync,
  existsSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forgetRuntimeFolder, runtimeFolder } from '../../../src/session/effects/runtime-folder.ts';
import { memoryFolder } from './support/carrying.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const uid = process.getuid?.() ?? 0;

describe('where a session keeps in memory what one block leaves to the next', () => {
  it('is a private folder below $XDG_RUNTIME_DIR', () => {
    const xdg = memoryFolder();
    const found = runtimeFolder('s', { XDG_RUNTIME_DIR: xdg }, '/nonexistent');
    expect(found).toEqual({ type: 'memory', folder: join(xdg, 'handrail', 's') });
    expect(statSync(join(xdg, 'handrail', 's')).mode & 0o777).toBe(0o700);
    // The same again, as each block asks.
    expect(runtimeFolder('s', { XDG_RUNTIME_DIR: xdg }, '/nonexistent')).toEqual(found);
    forgetRuntimeFolder(join(xdg, 'handrail', 's'));
    expect(existsSync(join(xdg, 'handrail', 's'))).toBe(false);
  });

  it.each(['', 'y'])('is nowhere where bash carries nothing on (POSIXLY_CORRECT=%s)', (value) => {
    const xdg = memoryFolder();
    expect(runtimeFolder('s', { XDG_RUNTIME_DIR: xdg, POSIXLY_CORRECT: value })).toMatchObject({
      type: 'none',
      why: expect.stringContaining('POSIXLY_CORRECT is set') as unknown,
    });
    expect(existsSync(join(xdg, 'handrail'))).toBe(false);
  });

  it.each([
    ['there is none', () => undefined],
    ['it is gone', () => '/nonexistent/run'],
    ['it is relative', () => 'run'],
    ['it is on a disk', () => temporaryFolder()],
  ])('is a folder of our own in shared memory when %s', (_, xdg) => {
    const shm = memoryFolder();
    expect(runtimeFolder('s', { XDG_RUNTIME_DIR: xdg() }, shm)).toEqual({
      type: 'memory',
      folder: join(shm, `handrail-${uid}`, 's'),
    });
  });

  it.each([
    ['a link', (own: string) => symlinkSync('/dev/shm', own), 'is no folder'],
    ['a file', (own: string) => writeFileSync(own, ''), 'is no folder'],
    [
      'a folder that others can read',
      (own: string) => {
        mkdirSync(own);
        chmodSync(own, 0o755);
      },
      'is open to others',
    ],
  ])('is not %s that stands there already', (_, put, why) => {
    const shm = memoryFolder();
    const own = join(shm, `handrail-${uid}`);
    put(own);
    expect(runtimeFolder('s', {}, shm)).toEqual({ type: 'none', why: `${own} ${why}` });
    rmSync(own, { recursive: true });
  });

  it('is nowhere on a disk', () => {
    const disk = temporaryFolder();
    expect(runtimeFolder('s', {}, disk)).toEqual({ type: 'none', why: `${disk} is on a disk` });
    expect(existsSync(join(disk, `handrail-${uid}`))).toBe(false);
  });
});
