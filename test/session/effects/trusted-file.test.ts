import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTrustedFile } from '../../../src/session/effects/trusted-file.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const isRoot = process.getuid?.() === 0;

function written(): { readonly folder: string; readonly file: string } {
  const folder = temporaryFolder();
  chmodSync(folder, 0o700);
  const file = join(folder, 'a.yaml');
  writeFileSync(file, 'name: x\n', { mode: 0o644 });
  chmodSync(file, 0o644);
  return { folder, file };
}
const why = (file: string): string => {
  const reading = readTrustedFile(file, 1024);
  return reading.type === 'refused' ? reading.why : reading.bytes.toString();
};

describe('a file that decides what runs', () => {
  it('is read, by a link of ours as well', () => {
    const { folder, file } = written();
    expect(why(file)).toBe('name: x\n');
    symlinkSync('a.yaml', join(folder, 'link'));
    expect(why(join(folder, 'link'))).toBe('name: x\n');
  });

  it.each([
    [0o664, 'is not taken: it can be written by its group; run chmod go-w on it'],
    [0o646, 'is not taken: it can be written by everyone; run chmod go-w on it'],
  ])('is not taken when others can write to it: %o', (mode, words) => {
    const { file } = written();
    chmodSync(file, mode);
    expect(why(file)).toBe(words);
  });

  it('is not taken from a folder in which everyone can put another in its place', () => {
    const { folder, file } = written();
    chmodSync(folder, 0o777);
    expect(why(file)).toContain('can be written by everyone; run chmod o-w on that');
  });

  it.runIf(isRoot)('is not taken when it is somebody else’s', () => {
    const { file } = written();
    chownSync(file, 12_345, 12_345);
    expect(why(file)).toContain('it belongs to another user (uid 12345');
  });

  it('is none when it is a folder, a pipe, too large, a circle of links, or not there', () => {
    const { folder, file } = written();
    mkdirSync(join(folder, 'folder'));
    expect(why(join(folder, 'folder'))).toBe('is no regular file');
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(why(join(folder, 'pipe'))).toBe('is no regular file');
    truncateSync(file, 5000);
    expect(why(file)).toContain('is larger than 1 KiB');
    symlinkSync('loop', join(folder, 'loop'));
    expect(why(join(folder, 'loop'))).toBe('can not be read: its symbolic links go in a circle');
    expect(why(join(folder, 'none'))).toBe('can not be read: it is not there');
    expect(why(join(file, 'below'))).toBe(
      'can not be read: part of the path is a file, not a folder',
    );
  });
});
