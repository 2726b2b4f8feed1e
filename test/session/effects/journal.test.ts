import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  ftruncateSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIRST_PREV, hashLine } from '../../../src/session/effects/journal-line.ts';
import { readJournal } from '../../../src/session/effects/journal-reader.ts';
import type { Journal, JournalDisk } from '../../../src/session/effects/journal.ts';
import { JournalWriteError, openJournal } from '../../../src/session/effects/journal.ts';
import { eventsIn, goldenEvents as events, goldenJournal } from './support/golden-journal.ts';
import { canMount, makeReadOnly, smallDisk } from './support/small-disk.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const now = () => Date.UTC(2026, 2, 1, 10, 0, 0);
const isMountable = canMount();

/** A disk whose calls work; without the sync, which a test does not need. */
function realCalls(): JournalDisk {
  return {
    write: (descriptor, bytes) => writeSync(descriptor, bytes),
    sync: () => undefined,
    truncate: ftruncateSync,
  };
}

describe('writing the journal', () => {
  it('puts down number, time, checksum and the hash of the line before', () => {
    const { bytes } = goldenJournal();
    const lines = bytes.toString().split('\n');
    const first = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    const second = JSON.parse(lines[1] ?? '') as Record<string, unknown>;
    expect(first).toMatchObject({ seq: 1, at: '2026-03-01T10:00:00.000Z', prev: FIRST_PREV });
    expect(first['event']).toEqual(events[0]);
    expect(second).toMatchObject({ seq: 2, prev: hashLine(lines[0] ?? '') });
    expect(lines).toHaveLength(events.length + 1);
  });

  it('has each event in the file before append returns', () => {
    const file = join(temporaryFolder(), 'journal.jsonl');
    const journal = openJournal(file, { now });
    journal.append({ type: 'one' });
    expect(eventsIn(file)).toEqual([{ type: 'one' }]);
    journal.append({ type: 'two' });
    expect(eventsIn(file)).toEqual([{ type: 'one' }, { type: 'two' }]);
    journal.close();
  });

  it('syncs after writing and before it returns', () => {
    const calls: string[] = [];
    const disk: JournalDisk = {
      write: (_, bytes) => {
        calls.push('write');
        return bytes.length;
      },
      sync: () => calls.push('sync'),
      truncate: () => calls.push('truncate'),
    };
    const journal = openJournal(join(temporaryFolder(), 'journal.jsonl'), { now, disk });
    journal.append({ type: 'one' });
    expect(calls).toEqual(['write', 'sync']);
  });

  it('puts down when a thing happened that could not be written then', () => {
    const file = join(temporaryFolder(), 'journal.jsonl');
    const journal = openJournal(file, { now });
    journal.append({ type: 'one' }, '2026-02-28T23:59:59.000Z');
    journal.append({ type: 'two' });
    expect(readJournal(file)).toMatchObject({
      events: [{ at: '2026-02-28T23:59:59.000Z' }, { at: '2026-03-01T10:00:00.000Z' }],
    });
  });

  it('is readable by its owner alone, whatever the umask', () => {
    const file = join(temporaryFolder(), 'journal.jsonl');
    const before = process.umask(0o777);
    try {
      openJournal(file, { now }).close();
      expect(statSync(file).mode & 0o777).toBe(0o600);
    } finally {
      process.umask(before);
    }
  });

  it('goes on with the chain when it is opened again', () => {
    const { file } = goldenJournal();
    const journal = openJournal(file, { now });
    expect(journal.length).toBe(events.length);
    journal.append({ type: 'session-resumed' });
    journal.close();
    expect(eventsIn(file)).toEqual([...events, { type: 'session-resumed' }]);
  });

  it('cuts a torn last line off when it is opened again, and says how much', () => {
    const { file, bytes } = goldenJournal();
    truncateSync(file, bytes.length - 10);
    const journal = openJournal(file, { now });
    expect(journal.tornBytes).toBeGreaterThan(0);
    journal.append({ type: 'after' });
    journal.close();
    expect(eventsIn(file)).toEqual([...events.slice(0, -1), { type: 'after' }]);
  });

  it('is not opened when it is damaged', () => {
    const { file, bytes } = goldenJournal();
    bytes[40] = 0x21;
    writeFileSync(file, bytes);
    expect(() => openJournal(file, { now })).toThrow(/Line 1 of the journal/);
    expect(readFileSync(file)).toEqual(bytes);
  });
});

describe('a journal that can not be written', () => {
  /** A disk that works until `fail` is called. */
  function failingDisk(call: 'write' | 'sync', code: string) {
    let isFailing = false;
    const real = realCalls();
    const failure = () => Object.assign(new Error(code), { code });
    const disk: JournalDisk = {
      write: (descriptor, bytes) => {
        if (isFailing && call === 'write') throw failure();
        return real.write(descriptor, bytes);
      },
      sync: () => {
        if (isFailing && call === 'sync') throw failure();
      },
      truncate: (descriptor, length) => real.truncate(descriptor, length),
    };
    return {
      disk,
      fail: () => (isFailing = true),
      heal: () => (isFailing = false),
    };
  }

  it.each([
    ['ENOSPC', 'the disk is full'],
    ['EROFS', 'the file system is read-only'],
    ['EIO', 'the disk reported an error'],
  ])('says %s in one sentence and goes on once it can be written', (code, words) => {
    const file = join(temporaryFolder(), 'journal.jsonl');
    const { disk, fail, heal } = failingDisk('write', code);
    const journal = openJournal(file, { now, disk });
    journal.append({ type: 'one' });
    fail();
    expect(problemOf(journal)).toBe(
      `The journal ${file} can not be written: ${words}; nothing was started, and nothing will be until it can.`,
    );
    expect(eventsIn(file)).toEqual([{ type: 'one' }]);
    heal();
    journal.append({ type: 'two' });
    expect(eventsIn(file)).toEqual([{ type: 'one' }, { type: 'two' }]);
  });

  it('takes a short write back, which reports no error', () => {
    const file = join(temporaryFolder(), 'journal.jsonl');
    const real = realCalls();
    let room = Infinity;
    const disk: JournalDisk = {
      ...real,
      write: (descriptor, bytes) => real.write(descriptor, bytes.subarray(0, room)),
    };
    const journal = openJournal(file, { now, disk });
    journal.append({ type: 'one' });
    const before = readFileSync(file);
    room = 20;
    expect(problemOf(journal)).toMatch(/the disk is full/);
    expect(readFileSync(file)).toEqual(before);
  });

  it('takes nothing more after a failed sync, as earlier lines are in doubt', () => {
    const { disk, fail, heal } = failingDisk('sync', 'EIO');
    const file = join(temporaryFolder(), 'journal.jsonl');
    const journal = openJournal(file, { now, disk });
    journal.append({ type: 'one' });
    fail();
    expect(problemOf(journal)).toMatch(/disk reported an error/);
    heal();
    expect(problemOf(journal)).toMatch(/disk reported an error/);
    expect(eventsIn(file)).toEqual([{ type: 'one' }]);
  });

  it('takes nothing more when what was written by half can not be taken back', () => {
    const file = join(temporaryFolder(), 'journal.jsonl');
    let isFull = false;
    const real = realCalls();
    const disk: JournalDisk = {
      write: (descriptor, bytes) => real.write(descriptor, isFull ? bytes.subarray(0, 9) : bytes),
      sync: () => undefined,
      truncate: () => {
        throw Object.assign(new Error('EIO'), { code: 'EIO' });
      },
    };
    const journal = openJournal(file, { now, disk });
    journal.append({ type: 'one' });
    isFull = true;
    problemOf(journal);
    isFull = false;
    expect(problemOf(journal)).toMatch(/could not be put right/);
    expect(eventsIn(file)).toEqual([{ type: 'one' }]);
  });

  it('goes on after a sync that only says the disk is full, with the chain whole', () => {
    const { disk, fail, heal } = failingDisk('sync', 'ENOSPC');
    const file = join(temporaryFolder(), 'journal.jsonl');
    const journal = openJournal(file, { now, disk });
    journal.append({ type: 'one' });
    fail();
    expect(problemOf(journal)).toMatch(/the disk is full/);
    heal();
    journal.append({ type: 'two' });
    expect(eventsIn(file)).toEqual([{ type: 'one' }, { type: 'two' }]);
  });

  it.each([
    ['was deleted', (file: string) => rmSync(file), /the file was deleted/],
    [
      'was moved away',
      (file: string) => renameSync(file, `${file}.old`),
      /another file was put in its place/,
    ],
    [
      'was replaced by a copy',
      (file: string) => {
        copyFileSync(file, `${file}.new`);
        renameSync(`${file}.new`, file);
      },
      /another file was put in its place/,
    ],
    [
      'was written by another program',
      (file: string) => appendFileSync(file, 'x\n'),
      /another program has changed it/,
    ],
    ['was cut', (file: string) => truncateSync(file, 10), /another program has changed it/],
  ])('notices that the file %s, and writes nothing to it', (_, meddle, words) => {
    const { file } = goldenJournal();
    const journal = openJournal(file, { now });
    meddle(file);
    const after = existsSync(file) ? readFileSync(file) : undefined;
    expect(problemOf(journal)).toMatch(words);
    expect(existsSync(file) ? readFileSync(file) : undefined).toEqual(after);
  });

  it('is no symbolic link and no file that everyone can write', () => {
    const { file } = goldenJournal();
    const link = join(temporaryFolder(), 'journal.jsonl');
    symlinkSync(file, link);
    expect(() => openJournal(link, { now })).toThrow(/is a symbolic link/);
    symlinkSync('/nowhere/at/all', `${link}2`);
    expect(() => openJournal(`${link}2`, { now })).toThrow(/is a symbolic link/);
    chmodSync(file, 0o666);
    expect(() => openJournal(file, { now })).toThrow(/can be written by everyone; run chmod o-w/);
  });

  it.runIf(process.getuid?.() === 0)('is no file of another user', () => {
    const { file } = goldenJournal();
    chownSync(file, 12345, 12345);
    expect(() => openJournal(file, { now })).toThrow(/belongs to another user \(uid 12345/);
  });

  it('says so when a folder stands where the journal belongs', () => {
    const folder = temporaryFolder();
    expect(() => openJournal(folder, { now })).toThrow(JournalWriteError);
    expect(() => openJournal(join(folder, 'gone', 'journal.jsonl'), { now })).toThrow(
      /can not be opened: it is not there/,
    );
  });

  it.runIf(isMountable)('ends at a good line on a disk that is really full', () => {
    const file = join(smallDisk('64k'), 'journal.jsonl');
    const journal = openJournal(file, { now });
    let written = 0;
    const fill = () => {
      for (;;) {
        journal.append({ type: 'note-added', text: 'x'.repeat(1000) });
        written += 1;
      }
    };
    expect(fill).toThrow(/the disk is full; nothing was started/);
    journal.close();
    expect(written).toBeGreaterThan(10);
    expect(readJournal(file)).toMatchObject({ type: 'read', end: 'clean' });
    expect(eventsIn(file)).toHaveLength(written);
  });

  it.runIf(isMountable)('says that a read-only file system is read-only', () => {
    const folder = smallDisk('64k');
    makeReadOnly(folder);
    expect(() => openJournal(join(folder, 'journal.jsonl'), { now })).toThrow(
      /can not be opened: the file system is read-only\./,
    );
  });
});

function problemOf(journal: Journal): string {
  try {
    journal.append({ type: 'more' });
  } catch (error) {
    if (error instanceof JournalWriteError) return error.message;
    throw error;
  }
  throw new Error('it was written');
}
