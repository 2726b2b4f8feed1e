import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../../src/session/events.ts';
import { earlierReport } from '../../../src/session/report/check.ts';
import { firstThatCanNotFollow } from '../../../src/session/report/follows.ts';
import { command, journaled, opening, ran, reported } from './support/told-session.ts';

const hash = 'c'.repeat(64);

function reportWith(files: readonly unknown[]): unknown {
  const outputs = new Map([[1, { said: undefined, tails: [], files: files as never }]]);
  const report = reported([opening(), ...ran('tiny:7.0/1', 1)], { outputs });
  return JSON.parse(JSON.stringify(report)) as unknown;
}

describe('an earlier report, read back', () => {
  it('tells its session, how the journal stood, and each file', () => {
    const file = { file: 'attempts/0001/looks/001/stdout', bytes: 3, sha256: hash };
    expect(earlierReport(reportWith([file]))).toEqual({
      session: '2026-01-02-tiny-bcdf',
      journal: { events: 4, bytes: 4096, lastHash: 'a'.repeat(64) },
      files: [file],
    });
  });

  it.each([
    ['../../etc/passwd', 3, hash],
    ['attempts/0001/../../x', 3, hash],
    ['/attempts/0001/stdout', 3, hash],
    ['attempts/0001/stdout', -1, hash],
    ['attempts/0001/stdout', 3, 'short'],
    ['attempts/0001/stdout', '3', hash],
  ])('is refused when it names a file so: %s, %j, %s', (file, bytes, sha256) => {
    expect(earlierReport(reportWith([{ file, bytes, sha256 }]))).toBe(
      'it names a file without its size and hash',
    );
  });

  it.each([
    [undefined, 'it is no JSON object'],
    [[], 'it is no JSON object'],
    [{}, 'it does not say its format'],
    [{ format: 2 }, 'it is a report in format 2, and this handrail reads format 1'],
    [{ format: 1 }, 'it names no session'],
    [{ format: 1, session: { id: 's' } }, 'it does not tell of the journal'],
    [{ format: 1, session: { id: 's', journal: {} } }, 'it does not tell how the journal stood'],
    [
      { format: 1, session: { id: 's', journal: { events: 1, bytes: 1, lastHash: hash } } },
      'it holds no blocks',
    ],
    [
      {
        format: 1,
        session: { id: 's', journal: { events: 1, bytes: 1, lastHash: hash } },
        blocks: [7],
      },
      'it names a file without its size and hash',
    ],
  ])('is refused with the reason: %j', (value, why) => {
    expect(earlierReport(value)).toBe(why);
  });
});

describe('events that can not follow each other', () => {
  const walk = [opening(), ...ran('tiny:7.0/1', 1), ...ran('tiny:7.1/1', 2)];
  const end: SessionEvent = {
    type: 'block-ended',
    attempt: 1,
    outcome: { type: 'exited', status: 0 },
  };

  it('finds none in a walk as it is', () => {
    expect(firstThatCanNotFollow(journaled(walk))).toBeUndefined();
  });

  it.each<[string, SessionEvent, string]>([
    ['a second end', end, 'ends attempt 1 a second time'],
    [
      'a second start',
      { type: 'block-started', block: 'tiny:7.0/1', attempt: 2, command },
      'starts attempt 2 a second time',
    ],
    [
      'an end of what never began',
      { ...end, attempt: 9 },
      'tells of attempt 9, which no line before it started',
    ],
    [
      'a word about what never began',
      { type: 'outcome-taken', attempt: 9, as: 'done', reason: 'r' },
      'tells of attempt 9, which no line before it started',
    ],
  ])('finds %s', (_, event, what) => {
    expect(firstThatCanNotFollow(journaled([...walk, event]))).toEqual({ line: 8, what });
  });

  it('finds a verdict ahead of the end', () => {
    const [start, ended, judged] = ran('tiny:7.0/1', 1);
    if (start === undefined || ended === undefined || judged === undefined)
      throw new Error('no run');
    expect(firstThatCanNotFollow(journaled([opening(), start, judged, ended]))).toEqual({
      line: 3,
      what: 'judges attempt 1, which had not ended',
    });
  });
});
