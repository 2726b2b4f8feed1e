import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fixFile } from '../../../src/cli/lint/fix-file.ts';
import { canMount, smallDisk } from '../../support/small-disk.ts';

const before = '## Step 1\r\n\r\n**RUN: jumphost**\r\n\r\n```bash\r\nls\r\n```\r\n';
const after = before.replace('RUN: ', 'RUN -- ');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-fix-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function written(bytes: string | Buffer, name = 'a.md'): string {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
}
const fix = (file: string) => fixFile(file, readFileSync(file));

it('keeps mode, byte order mark and line ends, and leaves nothing beside', () => {
  const file = written(`\uFEFF${before}`);
  chmodSync(file, 0o640);
  expect(fix(file)).toMatchObject({ type: 'fixed', fixed: [{ line: 3 }] });
  expect(readFileSync(file, 'utf8')).toBe(`\uFEFF${after}`);
  expect(statSync(file).mode & 0o7777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(['a.md']);
});

it('a file with nothing to mend is not written', () => {
  const file = written(after);
  const { mtimeMs, ino } = statSync(file);
  expect(fix(file)).toMatchObject({ type: 'fixed', fixed: [] });
  expect(statSync(file)).toMatchObject({ mtimeMs, ino });
});

it('a symbolic link keeps leading to its file, and that is mended', () => {
  const file = written(before);
  const link = join(folder, 'link.md');
  symlinkSync('a.md', link);
  expect(fix(link).type).toBe('fixed');
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe(after);
});

it('what somebody saved meanwhile is not written over', () => {
  const file = written(before);
  const bytes = readFileSync(file);
  writeFileSync(file, `${before}More.\n`);
  const result = fixFile(file, bytes);
  expect(result).toMatchObject({ why: expect.stringContaining('somebody has saved it') as string });
  expect(readFileSync(file, 'utf8')).toBe(`${before}More.\n`);
  expect(readdirSync(folder)).toEqual(['a.md']);
});

it('a file with several names, and one that is not UTF-8, are left as they are', () => {
  const file = written(before);
  linkSync(file, join(folder, 'b.md'));
  expect(fix(file)).toMatchObject({ why: expect.stringContaining('hard links') as string });
  const latin = written(Buffer.concat([Buffer.from(before), Buffer.from([0xe9])]), 'latin.md');
  expect(fix(latin)).toMatchObject({ why: expect.stringContaining('not UTF-8') as string });
  expect(readFileSync(file, 'utf8')).toBe(before);
});

it('a file that is gone by then is said in one sentence', () => {
  const result = fixFile(join(folder, 'gone.md'), Buffer.from(before));
  expect(result).toMatchObject({
    type: 'not-fixed',
    why: expect.stringContaining('not there') as string,
  });
});

it.skipIf(!canMount)('a disk that is full, or may not be written, loses nothing', () => {
  const disk = smallDisk('512k');
  try {
    const file = join(disk.folder, 'a.md');
    const text = before + '\n'.repeat(40_000);
    writeFileSync(file, text);
    disk.fill();
    expect(fix(file)).toMatchObject({ why: expect.stringContaining('the disk is full') as string });
    disk.makeSpace();
    disk.readOnly(true);
    expect(fix(file)).toMatchObject({
      why: expect.stringContaining('the file system is read-only') as string,
    });
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(readdirSync(disk.folder)).toEqual(['a.md']);
  } finally {
    disk.remove();
  }
});
