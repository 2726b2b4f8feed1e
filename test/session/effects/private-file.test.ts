import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { makePrivateFolder, writePrivate } from '../../../src/session/effects/private-file.ts';
import { createSession } from '../../../src/session/effects/session-folder.ts';
import { prepareAttempt } from '../../../src/session/effects/attempt-files.ts';

const before = process.umask();
afterEach(() => process.umask(before));

const modeOf = (path: string) => (statSync(path).mode & 0o7777).toString(8);

it.each([0o000, 0o022, 0o777])('is ours alone with the umask %o', (mask) => {
  const root = mkdtempSync(join(tmpdir(), 'handrail-private-'));
  process.umask(mask);
  makePrivateFolder(join(root, 'a', 'b'));
  writePrivate(join(root, 'a', 'b', 'file'), 'x');
  prepareAttempt(join(root, 'c', '0001'), 'true').close();
  const session = createSession(join(root, 'state', 'handrail'), 'x', 0);
  for (const folder of ['a', 'a/b', 'c', 'c/0001', 'state', 'state/handrail'])
    expect([folder, modeOf(join(root, folder))]).toEqual([folder, '700']);
  for (const file of [
    'a/b/file',
    'c/0001/script',
    'c/0001/stdout',
    'c/0001/stderr',
    'c/0001/started',
  ])
    expect([file, modeOf(join(root, file))]).toEqual([file, '600']);
  expect(modeOf(session)).toBe('700');
  expect(modeOf(join(session, 'attempts'))).toBe('700');
});
