import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  examineJournal,
  findAttempts,
  type DamagedJournal,
} from '../../../src/session/effects/damaged-journal.ts';
import { damagedSession } from './support/damaged-session.ts';
import { goldenJournal } from './support/golden-journal.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

function examined(line: number): { readonly file: string; readonly found: DamagedJournal } {
  const { file } = damagedSession(line);
  const found = examineJournal(file);
  if (found.type !== 'damaged') throw new Error(found.type);
  return { file, found };
}

describe('a damaged journal taken apart', () => {
  it('is its good lines and the rest, with nothing between them', () => {
    const { file, found } = examined(3);
    expect(found).toMatchObject({ line: 3, what: 'does not fit its checksum', lines: 3 });
    expect(found.kept.map(({ event }) => event.type)).toEqual(['session-started', 'block-started']);
    expect(Buffer.concat([found.good, found.rest])).toEqual(readFileSync(file));
  });

  it('tells what the rest still says, and which of it was changed', () => {
    const { found } = examined(3);
    expect(found.lost.map(({ event, intact }) => [event.type, intact])).toEqual([
      ['block-ended', false],
      ['block-started', true],
      ['block-ended', true],
    ]);
  });

  it('counts a rest that ends without a line feed, and reads past what is no line', () => {
    const { file } = damagedSession(4);
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from('\u0000\n{"seq":9')]));
    const found = examineJournal(file);
    expect(found).toMatchObject({ type: 'damaged', line: 4, lines: 4 });
  });

  it('is beyond repair when its first line is damaged, it is newer, or it is not there', () => {
    const { file } = damagedSession(3);
    writeFileSync(file, readFileSync(file, 'utf8').replace('session-started', 'session-stirred'));
    expect(examineJournal(file)).toMatchObject({
      type: 'beyond',
      problem: expect.stringMatching(
        /^Line 1 .* Nothing before it can be saved: .*start a new walk/,
      ) as string,
    });
    expect(examineJournal(goldenJournal().file)).toMatchObject({
      type: 'beyond',
      problem: expect.stringContaining(
        'resume the session with the handrail that wrote it, 0.1.0',
      ) as string,
    });
    rmSync(file);
    expect(examineJournal(file)).toMatchObject({ type: 'beyond' });
  });

  it('is healthy when only its end was torn', () => {
    const { file } = damagedSession(0);
    writeFileSync(file, readFileSync(file).subarray(0, -7));
    expect(examineJournal(file)).toMatchObject({ type: 'healthy', events: 4 });
  });
});

describe('what the attempts of a session left', () => {
  it('is their script, since when, and how far they came', () => {
    const { folder } = damagedSession(0);
    const [first, second] = findAttempts(folder);
    expect(first).toMatchObject({
      number: 1,
      script: 'echo one\n',
      says: 'nothing says how it ended',
    });
    expect(second?.says).toBe('its files say that it ended with exit status 3');
    expect(Date.parse(first?.startedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });

  it('is that nothing was started where there is no script, and the first look of a poll', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'attempts', '0001'), { recursive: true });
    mkdirSync(join(folder, 'attempts', '0002', 'looks', '001'), { recursive: true });
    mkdirSync(join(folder, 'attempts', 'notes'), { recursive: true });
    writeFileSync(join(folder, 'attempts', '0002', 'looks', '001', 'script'), 'look\n');
    expect(findAttempts(folder)).toMatchObject([
      { number: 1, script: undefined, says: 'its files say that nothing was started' },
      { number: 2, script: 'look\n' },
    ]);
    expect(findAttempts(join(folder, 'nowhere'))).toEqual([]);
  });
});
