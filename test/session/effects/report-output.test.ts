import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareAttempt } from '../../../src/session/effects/attempt-files.ts';
import { forgetOutput } from '../../../src/session/effects/kept-nowhere.ts';
import { redactAttempt } from '../../../src/session/effects/redact-attempt.ts';
import { hashFile, hideShapes, reportOutput } from '../../../src/session/effects/report-output.ts';
import { passedAttempt } from '../../support/sample-runbook.ts';
import { memoryFolder } from './support/carrying.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

/** A session's folder in which attempt 1 has printed this. */
function printed(stdout: string, stderr = '', look?: string): { session: string; folder: string } {
  const session = temporaryFolder();
  const folder = join(session, 'attempts', '0001');
  const own = look === undefined ? folder : join(folder, 'looks', look);
  prepareAttempt(own, 'echo ready').close();
  writeFileSync(join(own, 'stdout'), stdout);
  writeFileSync(join(own, 'stderr'), stderr);
  writeFileSync(join(own, 'exit'), '0\n');
  return { session, folder };
}

const attempt = passedAttempt('tiny:7.0/1', 1);

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describe('what a report keeps of an output', () => {
  it('is its last lines, how much it was, and the hash of each file', async () => {
    const { session, folder } = printed('one\ntwo\nthree\n', 'oops');
    await redactAttempt(folder);
    expect(reportOutput(session, attempt, 2)).toEqual({
      said: undefined,
      tails: [
        { stream: 'stdout', bytes: 14, lines: ['two', 'three'], more: true },
        { stream: 'stderr', bytes: 4, lines: ['oops'], more: false },
      ],
      files: [
        ['script', 'echo ready\n'],
        ['stdout', 'one\ntwo\nthree\n'],
        ['stderr', 'oops'],
        ['exit', '0\n'],
      ].map(([name = '', text = '']) => ({
        file: `attempts/0001/${name}`,
        bytes: text.length,
        sha256: sha256(text),
      })),
    });
  });

  it('has no secret and no escape in it, also before it was masked on the disk', () => {
    const { session } = printed(
      '\u001b[31mtoken\u001b[0m hvs.CAESIJ1234567890abcdefghij\npassword: hunter22\n',
    );
    const { tails, files, said } = reportOutput(session, attempt, 20);
    expect(tails[0]?.lines).toEqual(['token [masked]', 'password: [masked]']);
    // A hash of what is not masked yet would be that of another file soon.
    expect(files.map(({ file }) => file)).toEqual(['attempts/0001/script', 'attempts/0001/exit']);
    expect(said).toContain('not masked yet');
  });

  it('cuts a line that does not end, and reads the end of a large file alone', async () => {
    const { session, folder } = printed('');
    const descriptor = openSync(join(folder, 'stdout'), 'w');
    // 124 MB of which the disk holds none; the end is real.
    ftruncateSync(descriptor, 124_000_000);
    writeSync(descriptor, `\n${'x'.repeat(5000)}\nlast\n`, 124_000_000);
    closeSync(descriptor);
    const before = process.memoryUsage().rss;
    const { tails } = reportOutput(session, attempt, 2);
    expect(tails[0]?.lines[0]).toHaveLength(2000);
    expect(tails[0]).toMatchObject({ more: true, bytes: 124_005_007 });
    expect(tails[0]?.lines[1]).toBe('last');
    const { bytes } = hashFile(join(folder, 'stdout'));
    expect(bytes).toBe(124_005_007);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  it('is that of the last look of a poll, with the files of every look', async () => {
    const { session, folder } = printed('first\n', '', '001');
    const second = join(folder, 'looks', '002');
    prepareAttempt(second, 'echo ready').close();
    writeFileSync(join(second, 'stdout'), 'second\n');
    await redactAttempt(folder);
    const { tails, files } = reportOutput(session, attempt, 20);
    expect(tails.map(({ lines }) => lines)).toEqual([['second']]);
    expect(files.map(({ file }) => file)).toEqual([
      'attempts/0001/looks/001/script',
      'attempts/0001/looks/001/stdout',
      'attempts/0001/looks/001/stderr',
      'attempts/0001/looks/001/exit',
      'attempts/0001/looks/002/script',
      'attempts/0001/looks/002/stdout',
      'attempts/0001/looks/002/stderr',
    ]);
  });

  it('of a sensitive block is how much it was, and nothing else', () => {
    const session = temporaryFolder();
    const folder = join(session, 'attempts', '0001');
    const memory = memoryFolder();
    prepareAttempt(folder, 'echo ready', memory).close();
    writeFileSync(join(memory, 'output-0001', 'stdout'), 'open sesame\n');
    forgetOutput(folder);
    const sensitive = { ...attempt, command: { ...attempt.command, sensitive: true as const } };
    const kept = reportOutput(session, sensitive, 20);
    expect(kept.said).toBe('its output, 1 line, 12 bytes, is kept nowhere');
    expect(kept.tails).toEqual([]);
    expect(kept.files.map(({ file }) => file)).toEqual(['attempts/0001/script']);
  });

  it('says that files are gone, one of them or the whole folder', () => {
    const { session, folder } = printed('one\n');
    rmSync(join(folder, 'stderr'));
    expect(reportOutput(session, attempt, 20)).toMatchObject({
      said: 'the file of its stderr is gone',
      tails: [],
    });
    rmSync(folder, { recursive: true });
    expect(reportOutput(session, attempt, 20)).toEqual({
      said: 'the files of its output are gone',
      tails: [],
      files: [],
    });
  });

  it('says nothing of what never began, and hashes nothing that still runs', () => {
    const { session } = printed('so far\n');
    const outcome = { type: 'not-started', reason: 'r' } as const;
    expect(reportOutput(session, { ...attempt, outcome }, 20)).toEqual({
      said: undefined,
      tails: [],
      files: [],
    });
    const running = reportOutput(session, { ...attempt, outcome: undefined }, 20);
    expect(running).toMatchObject({ tails: [{ lines: ['so far'] }], files: [] });
    expect(running.said).toContain('it had not ended');
  });

  it('shows nothing of a run that was given secrets and not searched for them', () => {
    const { session } = printed('it echoes what it was given\n');
    const fed = { ...attempt, command: { ...attempt.command, feeds: [] } };
    const kept = reportOutput(session, fed, 20);
    expect(JSON.stringify(kept)).not.toContain('echoes');
    expect(kept.said).toContain('was not searched yet');
  });

  it.skipIf(process.getuid?.() === 0)('says what can not be read', () => {
    const { session, folder } = printed('one\n');
    chmodSync(join(folder, 'stdout'), 0);
    expect(reportOutput(session, attempt, 20).said).toMatch(/^its files can not be read: /);
  });

  it('says what is no file', () => {
    const { session, folder } = printed('one\n');
    rmSync(join(folder, 'stdout'));
    mkdirSync(join(folder, 'stdout'));
    expect(reportOutput(session, attempt, 20).said).toBe('the file of its stdout is gone');
  });
});

it('masks values by their shape and by their name', () => {
  expect(hideShapes.value('db_password', 'short')).toEqual({ value: '[masked]', masked: true });
  expect(hideShapes.value('pid', '6fb8dba56942')).toEqual({ value: '6fb8dba56942', masked: false });
  expect(hideShapes.text('x hvs.CAESIJ1234567890abcdefghij')).toBe('x [masked]');
});
