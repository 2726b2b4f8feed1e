import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forbidStart, readStartRecord } from '../../../src/session/effects/start-record.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

function attemptWith(started: string | undefined): string {
  const folder = temporaryFolder();
  if (started !== undefined) writeFileSync(join(folder, 'started'), started);
  return folder;
}

it('reads process, start time and boot', () => {
  expect(readStartRecord(attemptWith('42 1234 6d7f-a1\n'))).toEqual({
    pid: 42,
    startTime: '1234',
    bootId: '6d7f-a1',
  });
  expect(readStartRecord(attemptWith('42 1234 -\n'))).toMatchObject({ bootId: undefined });
});

it('takes no file, and one that makes no sense, for saying nothing', () => {
  for (const text of [undefined, '\u0000\u0000\n', '42 - x\n', 'x 1 y\n', '42 1\n'])
    expect(readStartRecord(attemptWith(text)), String(text)).toBeUndefined();
});

it('takes a line that was not written to its end for not begun', () => {
  for (const text of ['', '42 12', '42 1234 6d7f'])
    expect(readStartRecord(attemptWith(text)), text).toBe('not-begun');
});

it('forbids a start that has not happened, for good', () => {
  const folder = attemptWith('');
  expect(forbidStart(folder)).toBe(true);
  expect(forbidStart(folder)).toBe(true);
  expect(readStartRecord(folder)).toBe('not-begun');
  // The wrapper appends its line and then finds that it is not the first.
  writeFileSync(join(folder, 'started'), '42 1234 b\n', { flag: 'a' });
  expect(readStartRecord(folder)).toBe('not-begun');
});

it('does not forbid a start that has happened', () => {
  const folder = attemptWith('42 1234 b\n');
  expect(forbidStart(folder)).toBe(false);
  expect(readStartRecord(folder)).toMatchObject({ pid: 42 });
  expect(readFileSync(join(folder, 'started'), 'utf8')).toMatch(/^42 1234 b\n/);
});

it('does not forbid where nothing can be written', () => {
  const folder = join(temporaryFolder(), 'gone');
  expect(forbidStart(folder)).toBe(false);
  expect(existsSync(folder)).toBe(false);
});
