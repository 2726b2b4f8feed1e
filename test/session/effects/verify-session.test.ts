import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeLine, hashLine } from '../../../src/session/effects/journal-line.ts';
import { readJournal } from '../../../src/session/effects/journal-reader.ts';
import { hashFile } from '../../../src/session/effects/report-output.ts';
import { verifySession } from '../../../src/session/effects/verify-session.ts';
import type { Check, EarlierReport } from '../../../src/session/report/check.ts';
import { soundSession, type SoundSession } from './support/sound-session.ts';

function firstBad(checks: readonly Check[]): string | undefined {
  const bad = checks.find(({ sound }) => !sound);
  return bad === undefined ? undefined : `${bad.what}: ${bad.said}`;
}

function linesOf({ journal }: SoundSession): string[] {
  return readFileSync(journal, 'utf8').split('\n').slice(0, -1);
}

/** As it stands now, as a report would have it. */
function reportOf({ folder, journal }: SoundSession): EarlierReport {
  const reading = readJournal(journal);
  if (reading.type !== 'read') throw new Error(reading.problem);
  const names = ['0001', '0002'].flatMap((number) =>
    ['script', 'stdout', 'stderr', 'exit'].map((name) => `attempts/${number}/${name}`),
  );
  return {
    session: 's',
    journal: {
      events: reading.events.length,
      bytes: reading.goodBytes,
      lastHash: reading.lastHash,
    },
    files: names.map((file) => ({ file, ...hashFile(join(folder, file)) })),
  };
}

describe('a session as handrail wrote it', () => {
  it('is sound, and says of what', () => {
    const session = soundSession();
    expect(session.check(reportOf(session))).toEqual([
      {
        what: 'journal',
        sound: true,
        said: '7 lines, each with its number, its checksum and the hash of the one before it',
      },
      { what: 'documents', sound: true, said: '1 document as the walk began with' },
      {
        what: 'attempts',
        sound: true,
        said: '2 attempts with the scripts and exit statuses that the journal tells',
      },
      { what: 'report', sound: true, said: 'the journal goes through its 7 lines' },
      { what: 'outputs', sound: true, said: '8 files as the report has them' },
    ]);
  });

  it('stays sound while it goes on after the report', () => {
    const session = soundSession();
    const earlier = reportOf(session);
    const lines = linesOf(session);
    const prev = hashLine(lines.at(-1) ?? '');
    const event = JSON.stringify({ type: 'note-added', text: 'more' });
    appendFileSync(session.journal, `${encodeLine(8, '2026-03-01T11:00:00.000Z', prev, event)}\n`);
    expect(session.check(earlier)).toContainEqual({
      what: 'report',
      sound: true,
      said: 'the journal goes through its 7 lines; 1 line came after it',
    });
  });
});

describe('the journal', () => {
  it('with any byte flipped is not sound, and the line is named', () => {
    const session = soundSession();
    const bytes = readFileSync(session.journal);
    const feeds = [...bytes.keys()].filter((at) => bytes[at] === 0x0a);
    // Every third, and every line feed: so each part of a line is met many times.
    const places = [...bytes.keys()].filter((at) => at % 3 === 0 || bytes[at] === 0x0a);
    for (const at of places) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(session.journal, changed);
      const line = feeds.filter((feed) => feed < at).length + 1;
      const said = firstBad(session.check());
      expect(said, `byte ${at}`).toMatch(new RegExp(`^journal: line ${line} `));
    }
    expect(places.length).toBeGreaterThan(600);
  });

  it.each([0x00, 0x0a, 0x20, 0x22, 0x7f, 0xff])('with a byte %i put in is not sound', (byte) => {
    const session = soundSession();
    const bytes = readFileSync(session.journal);
    for (const at of [0, 1, 40, 300, bytes.length - 1]) {
      const parts = [bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at)];
      writeFileSync(session.journal, Buffer.concat(parts));
      expect(firstBad(session.check()), `at ${at}`).toMatch(/^journal: line \d /);
    }
  });

  it('without one of its lines is not sound from there on', () => {
    const session = soundSession();
    const lines = linesOf(session);
    for (const index of lines.keys()) {
      const rest = lines.filter((_, place) => place !== index);
      writeFileSync(session.journal, `${rest.join('\n')}\n`);
      // The last one is missed by nothing in the journal itself: see below.
      const said = firstBad(session.check());
      if (index === lines.length - 1) expect(said).toBeUndefined();
      else
        expect(said).toMatch(new RegExp(`^journal: line ${index + 1} has the number ${index + 2}`));
    }
  });

  it('with two lines changed for each other is not sound', () => {
    const session = soundSession();
    const lines = linesOf(session);
    for (let index = 0; index + 1 < lines.length; index += 1) {
      const swapped = [...lines];
      [swapped[index], swapped[index + 1]] = [lines[index + 1] ?? '', lines[index] ?? ''];
      writeFileSync(session.journal, `${swapped.join('\n')}\n`);
      expect(firstBad(session.check())).toMatch(
        new RegExp(
          `^journal: line ${index + 1} has the number ${index + 2} where ${index + 1} belongs`,
        ),
      );
    }
  });

  it('cut off within a line is not sound, wherever', () => {
    const session = soundSession();
    const bytes = readFileSync(session.journal);
    for (let length = 1; length < bytes.length; length += 5) {
      if (bytes[length - 1] === 0x0a) continue;
      writeFileSync(session.journal, bytes.subarray(0, length));
      expect(firstBad(session.check()), `${length} bytes`).toMatch(
        /^journal: (?:line \d has no end \(\d+ bytes?\)|it holds no whole line)/,
      );
    }
  });

  it('cut off behind a line is told by what the attempts left, or by an earlier report', () => {
    const session = soundSession();
    const earlier = reportOf(session);
    const lines = linesOf(session);
    for (let kept = 1; kept < lines.length; kept += 1) {
      writeFileSync(session.journal, `${lines.slice(0, kept).join('\n')}\n`);
      const stray = kept < 2 ? '0001' : '0002';
      if (kept < 5)
        expect(firstBad(session.check())).toBe(
          `attempts: attempts/${stray} holds a script, and no line of the journal tells of it`,
        );
      expect(session.check(earlier)).toContainEqual({
        what: 'report',
        sound: false,
        said: 'the journal is shorter than when the report was made: it had 7 lines then',
      });
    }
  });

  it('with a forged line that has a right checksum is not sound', () => {
    const session = soundSession();
    const whole = readFileSync(session.journal, 'utf8');
    const last = hashLine(linesOf(session).at(-1) ?? '');
    const at = '2026-03-01T11:00:00.000Z';
    const ended = { type: 'block-ended', attempt: 2, outcome: { type: 'exited', status: 0 } };
    const forged = [
      [
        encodeLine(8, at, 'f'.repeat(64), JSON.stringify(ended)),
        'line 8 does not fit the line before it',
      ],
      [encodeLine(9, at, last, JSON.stringify(ended)), 'line 8 has the number 9 where 8 belongs'],
      [
        encodeLine(8, at, last, JSON.stringify(ended)),
        'line 8 has a right checksum and ends attempt 2 a second time',
      ],
      [
        encodeLine(8, at, last, JSON.stringify({ ...ended, attempt: 3 })),
        'line 8 has a right checksum and tells of attempt 3, which no line before it started',
      ],
      [encodeLine(8, at, last, JSON.stringify({ type: 'all-well' })), 'Line 8 of the journal'],
    ] as const;
    for (const [line, said] of forged) {
      writeFileSync(session.journal, `${whole}${line}\n`);
      expect(firstBad(session.check())).toContain(said);
    }
  });

  it('written anew with right checksums and hashes is not the one that a report was made of', () => {
    const session = soundSession();
    const earlier = reportOf(session);
    let prev = '0'.repeat(64);
    const forged = linesOf(session).map((line, index) => {
      const json = /"event":(.*)\}$/.exec(line)?.[1] ?? '';
      const at = '2026-03-01T10:00:00.000Z';
      const again = encodeLine(index + 1, at, prev, json.replace('"status":3', '"status":0'));
      prev = hashLine(again);
      return again;
    });
    writeFileSync(session.journal, `${forged.join('\n')}\n`);
    const checks = session.check(earlier);
    expect(checks[0]).toMatchObject({ what: 'journal', sound: true });
    // The files of the attempt know better.
    expect(firstBad(checks)).toBe(
      'attempts: attempts/0002: its files say exit status 3, and the journal says 0',
    );
    expect(checks).toContainEqual({
      what: 'report',
      sound: false,
      said: 'the first 7 lines of the journal are not those that the report was made of',
    });
  });

  it('that is written this moment may end in half a line', () => {
    const session = soundSession();
    appendFileSync(session.journal, '{"seq":8,"at":"2026');
    const { folder } = session;
    const documentFile = () => session.document;
    const parts = { folder, documentFile, revisionFile: documentFile };
    const checks = verifySession({ ...parts, isHeld: true, earlier: undefined });
    expect(firstBad(checks)).toBeUndefined();
  });

  it('that is not there is said', () => {
    const session = soundSession();
    rmSync(session.journal);
    expect(firstBad(session.check())).toMatch(/^journal: The journal .* is not there/);
  });
});

describe('the files beside the journal', () => {
  it('a document with any byte flipped, or gone, is named', () => {
    const session = soundSession();
    const bytes = readFileSync(session.document);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(session.document, changed);
      expect(firstBad(session.check())).toBe(
        'documents: runbooks/1-tiny.md is not what the walk began with',
      );
    }
    rmSync(session.document);
    expect(firstBad(session.check())).toBe('documents: runbooks/1-tiny.md is gone');
  });

  it('a script that is not what ran is named, and one that may be gone is not missed', () => {
    const session = soundSession();
    const script = join(session.folder, 'attempts', '0002', 'script');
    writeFileSync(script, 'echo two\n');
    expect(firstBad(session.check())).toBe(
      'attempts: attempts/0002: its script is not what the journal says that ran',
    );
    rmSync(script);
    expect(firstBad(session.check())).toBeUndefined();
  });

  it('another exit status is named', () => {
    const session = soundSession();
    writeFileSync(join(session.folder, 'attempts', '0001', 'exit'), '1\n');
    expect(firstBad(session.check())).toBe(
      'attempts: attempts/0001: its files say exit status 1, and the journal says 0',
    );
  });

  it('an attempt that no line tells of is named; a folder in which nothing began is not', () => {
    const session = soundSession();
    mkdirSync(join(session.folder, 'attempts', '0003'));
    expect(firstBad(session.check())).toBeUndefined();
    writeFileSync(join(session.folder, 'attempts', '0003', 'script'), 'true\n');
    expect(firstBad(session.check())).toBe(
      'attempts: attempts/0003 holds a script, and no line of the journal tells of it',
    );
  });

  it('an output that is not what a report has, or is gone, is named', () => {
    const session = soundSession();
    const earlier = reportOf(session);
    const file = join(session.folder, 'attempts', '0001', 'stdout');
    const bytes = readFileSync(file);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(file, changed);
      expect(firstBad(session.check(earlier))).toBe(
        'outputs: attempts/0001/stdout is not what it was: 16 bytes then, 16 bytes now',
      );
      expect(firstBad(session.check())).toBeUndefined();
    }
    rmSync(file);
    expect(firstBad(session.check(earlier))).toBe('outputs: attempts/0001/stdout is gone');
  });
});
