import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareAttempt } from '../../../src/session/effects/attempt-files.ts';
import { judgeRun } from '../../../src/session/effects/evidence.ts';
import { cutStreams } from '../../../src/session/effects/output-limit.ts';
import {
  isInMemory,
  outputFolder,
  placeInMemory,
  streamFile,
} from '../../../src/session/effects/output-place.ts';
import { emptySession } from '../../../src/session/session.ts';
import { readRunbook } from '../../../src/steps/read-runbook.ts';
import { memoryFolder } from './support/carrying.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

describe('where the output of an attempt stands', () => {
  it('is its folder', () => {
    const folder = join(temporaryFolder(), '0001');
    prepareAttempt(folder, 'true').close();
    expect(isInMemory(folder)).toBe(false);
    expect(streamFile(folder, 'stderr')).toBe(join(folder, 'stderr'));
  });

  it('is a private folder in memory where it is to be kept nowhere, and the files beside stay', () => {
    const folder = join(temporaryFolder(), '0007');
    const memory = memoryFolder();
    const before = process.umask(0);
    try {
      prepareAttempt(folder, 'true', memory).close();
    } finally {
      process.umask(before);
    }
    const place = join(memory, 'output-0007');
    expect(outputFolder(folder)).toBe(place);
    expect(isInMemory(folder)).toBe(true);
    expect(readdirSync(place).sort()).toEqual(['stderr', 'stdout']);
    expect(readdirSync(folder).sort()).toEqual(['memory', 'script', 'started', 'stderr', 'stdout']);
    expect(statSync(place).mode & 0o777).toBe(0o700);
    for (const name of ['stdout', 'stderr'])
      expect(statSync(join(place, name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'memory')).mode & 0o777).toBe(0o600);
  });

  it('is one of its own for each look', () => {
    const memory = memoryFolder();
    const looks = join(temporaryFolder(), '0003', 'looks');
    const places = ['001', '002'].map((name) => {
      mkdirSync(join(looks, name), { recursive: true });
      return placeInMemory(join(looks, name), memory);
    });
    expect(places).toEqual([join(memory, 'output-0003-001'), join(memory, 'output-0003-002')]);
  });

  it('is made once only', () => {
    const folder = temporaryFolder();
    const memory = memoryFolder();
    placeInMemory(folder, memory);
    expect(() => placeInMemory(folder, memory)).toThrow('EEXIST');
  });

  it('is cut there, too', () => {
    const folder = temporaryFolder();
    const place = placeInMemory(folder, memoryFolder());
    writeFileSync(join(place, 'stdout.cut'), '');
    expect(cutStreams(folder)).toEqual(['stdout']);
  });

  it.each([
    ['gone', (place: string) => rmSync(place, { recursive: true })],
    [
      'not known any more',
      (_: string, folder: string) => writeFileSync(join(folder, 'memory'), ''),
    ],
  ])('is %s: that is no empty output', (_, lose) => {
    const folder = join(temporaryFolder(), '0001');
    const memory = memoryFolder();
    prepareAttempt(folder, 'true', memory).close();
    lose(join(memory, 'output-0001'), folder);
    const book =
      '# B\n\n## Step 1 -- s\n\n**CHECK (read-only) -- jumphost**\n```bash\ntrue\n```\n\n**SENSITIVE:** output. **GATE:** output is empty.\n';
    const runbook = readRunbook(Buffer.from(book), 'b.md');
    const block = runbook.steps[0]?.blocks[0];
    if (block === undefined) throw new Error('no block');
    const ended = { type: 'exited', status: 0 } as const;
    expect(readFileSync(join(folder, 'stdout'), 'utf8')).toBe('');
    expect(judgeRun(emptySession([runbook]), block, folder, ended).verdicts).toEqual([
      expect.objectContaining({
        answer: 'could-not-tell',
        why: 'its output was in memory alone and is gone',
      }),
    ]);
  });
});
