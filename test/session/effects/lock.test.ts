import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holdLock, lockHolder } from '../../../src/session/effects/lock.ts';
import { canRunTypeScript, firstLine, killHard, startProgram } from './support/node-program.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const now = () => Date.UTC(2026, 2, 1, 10, 0, 0);

describe('the lock of a session', () => {
  it('lets one in and tells the next one who it is', () => {
    const folder = temporaryFolder();
    const first = holdLock(folder, { now });
    expect(first.type).toBe('held');
    const second = holdLock(folder, { now });
    expect(second.type).toBe('busy');
    expect(second.type === 'busy' && second.holder).toMatch(
      new RegExp(`^process ${process.pid} of \\S+( on \\S+)?, since 2026-03-01 10:00 UTC$`),
    );
  });

  it('lets the next one in once it is released, and releasing twice is harmless', () => {
    const folder = temporaryFolder();
    const first = holdLock(folder, { now });
    if (first.type !== 'held') throw new Error(first.type);
    first.release();
    const second = holdLock(folder, { now });
    expect(second.type).toBe('held');
    first.release();
    expect(holdLock(folder, { now }).type).toBe('busy');
  });

  it('takes over a file that an earlier holder left', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'lock'), `process 1 of somebody, since ${'x'.repeat(500)}\n`);
    expect(holdLock(folder, { now }).type).toBe('held');
    expect(readFileSync(join(folder, 'lock'), 'utf8')).toMatch(/^process \d+ of .* UTC\n$/);
    expect(statSync(join(folder, 'lock')).mode & 0o777).toBe(0o600);
  });

  it('shows no control characters from a file that someone else wrote', () => {
    const folder = temporaryFolder();
    holdLock(folder, { now });
    writeFileSync(join(folder, 'lock'), 'process \x1b[2J\n');
    expect(holdLock(folder, { now })).toEqual({ type: 'busy', holder: 'another handrail' });
  });

  it.runIf(canRunTypeScript)('is free at once when its holder was killed', async () => {
    const folder = temporaryFolder();
    const holder = startProgram('hold-lock.ts', [folder]);
    expect(await firstLine(holder)).toBe('held');
    expect(holdLock(folder, { now })).toMatchObject({
      type: 'busy',
      holder: expect.stringContaining(`process ${holder.pid} of `) as string,
    });
    await killHard(holder);
    expect(holdLock(folder, { now }).type).toBe('held');
  });

  it('is told of to whoever lists, who takes nothing by asking', () => {
    const folder = temporaryFolder();
    expect(lockHolder(folder)).toBeUndefined();
    const lock = holdLock(folder, { now });
    expect(lockHolder(folder)).toContain(`process ${process.pid} of `);
    const words = readFileSync(join(folder, 'lock'), 'utf8');
    if (lock.type === 'held') lock.release();
    // Its words stay in the file, and the process that they name lives on without it.
    expect(lockHolder(folder)).toBeUndefined();
    expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe(words);
    expect(holdLock(folder, { now }).type).toBe('held');
  });

  it('says in one sentence that the flock program is missing', () => {
    const folder = temporaryFolder();
    expect(holdLock(folder, { now, flock: 'no-such-flock' })).toEqual({
      type: 'failed',
      problem: `The session can not be locked with ${folder}/lock: the program flock is missing; install it (Debian and Ubuntu have it in util-linux).`,
    });
  });

  it('says so when the lock file can not be made', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'lock'));
    expect(holdLock(folder, { now })).toMatchObject({
      type: 'failed',
      problem: expect.stringMatching(
        /it is a folder, not a file; put that right, .* handrail watch\.$/,
      ) as string,
    });
  });
});
