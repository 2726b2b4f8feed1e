import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openJournal, type Journal } from '../../../src/session/effects/journal.ts';
import { readJournal } from '../../../src/session/effects/journal-reader.ts';
import { holdLock } from '../../../src/session/effects/lock.ts';
import { redactAttempt } from '../../../src/session/effects/redact-attempt.ts';
import { attemptFolder, journalFile } from '../../../src/session/effects/session-folder.ts';
import { startWatcher } from '../../../src/session/effects/watcher.ts';
import type { JournaledEvent, SessionEvent } from '../../../src/session/events.ts';
import { emptySession } from '../../../src/session/session.ts';
import { fold } from '../../../src/session/update.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const opening: SessionEvent = {
  type: 'session-started',
  format: 2,
  handrail: '0.1.0',
  id: 'two',
  mode: 'real',
  runbooks: [],
  host: 'h',
  user: 'u',
  bootId: 'b',
  faults: [],
  seed: 1,
};
const started: SessionEvent = {
  type: 'block-started',
  block: 'two:1/1',
  attempt: 1,
  command: { script: 'true' } as never,
};

function note(text: string): SessionEvent {
  return { type: 'note-added', text, block: undefined };
}

/** A session on disk with somebody who walks it. */
function walked(...events: readonly SessionEvent[]) {
  const folder = temporaryFolder();
  const lock = holdLock(folder, { now: Date.now });
  if (lock.type !== 'held') throw new Error(lock.type);
  const journal = openJournal(journalFile(folder), { now: Date.now });
  for (const event of [opening, ...events]) journal.append(event);
  onTestFinished(() => {
    lock.release();
    journal.close();
  });
  return { folder, journal, lock };
}

function watched(folder: string, spool?: string) {
  const reading = readJournal(journalFile(folder));
  if (reading.type === 'refused') throw new Error(reading.problem);
  const events = reading.events as readonly JournaledEvent[];
  const walker = startWatcher({
    folder,
    session: fold(emptySession([]), events),
    read: { bytes: reading.goodBytes, lines: events.length, lastHash: reading.lastHash },
    ...(spool === undefined ? {} : { spool }),
  });
  onTestFinished(() => walker.close());
  return walker;
}

it('shows no output of what is given secrets before it was searched for them', async () => {
  const fed = { ...started, command: { script: 'true', feeds: [] } as never } as SessionEvent;
  const { folder } = walked(fed);
  const own = join(attemptFolder(folder, 1), 'looks', '001');
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'stdout'), 'canary-that-was-given\n');
  writeFileSync(join(own, 'stderr'), '');
  const walker = watched(folder, temporaryFolder());
  const size = { rows: 9, columns: 80, offset: 0 };
  expect(walker.output(1, size).lines).toEqual([
    'Its output is shown when it has been searched for what it was given.',
  ]);
  expect(readFileSync(walker.exportOutput(1), 'utf8')).not.toContain('canary');
  await redactAttempt(own);
  expect(walker.output(1, size).lines).toEqual(['canary-that-was-given']);
});

const notesOf = (walker: ReturnType<typeof watched>) =>
  walker.store.getState().session.notes.map(({ text }) => text);

/** Every file below a folder with its size and time: what a reader must not change. */
function pictureOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => {
      const { size, mtimeMs, mode } = statSync(join(folder, name));
      return `${name} ${size} ${mtimeMs} ${mode}`;
    })
    .sort();
}

/** The bytes that a journal would get for one more event. */
function nextLine(journal: Journal, file: string, event: SessionEvent): Buffer {
  const { size } = statSync(file);
  journal.append(event);
  return readFileSync(file).subarray(size);
}

describe('watching a walk', () => {
  it('takes in what is written after it began, and who writes it', async () => {
    const { folder, journal } = walked(note('before'));
    const walker = watched(folder);
    expect(notesOf(walker)).toEqual(['before']);
    expect(walker.store.getState().watching?.holder).toMatch(`process ${process.pid} of `);
    for (let count = 0; count < 20; count += 1) journal.append(note(`then ${count}`));
    await until(() => notesOf(walker).length === 21);
    expect(walker.store.getState()).toMatchObject({ trouble: undefined, session: { seq: 22 } });
  });

  it('waits for the rest of a line, wherever it was cut', async () => {
    const writer = walked();
    const file = journalFile(writer.folder);
    const line = nextLine(writer.journal, file, note('in two parts'));
    const before = readFileSync(file).subarray(0, -line.length);
    for (const cut of [1, 10, 90, line.length - 1]) {
      const folder = temporaryFolder();
      writeFileSync(journalFile(folder), before);
      const walker = watched(folder);
      appendFileSync(journalFile(folder), line.subarray(0, cut));
      await walker.idle();
      expect(notesOf(walker)).toEqual([]);
      appendFileSync(journalFile(folder), line.subarray(cut));
      await until(() => notesOf(walker).length === 1);
      expect(walker.store.getState().trouble).toBeUndefined();
    }
  });

  it('believes no line that does not fit the chain, says so, and stays where it was', async () => {
    const { folder, journal } = walked(note('good'));
    const file = journalFile(folder);
    const walker = watched(folder);
    const line = nextLine(journal, file, note('forged'));
    writeFileSync(file, readFileSync(file).subarray(0, -line.length));
    appendFileSync(file, line.toString().replace('forged', 'FORGED'));
    await until(() => walker.store.getState().trouble !== undefined);
    expect(walker.store.getState().trouble).toContain('Line 3');
    expect(notesOf(walker)).toEqual(['good']);
  });

  it('refuses every intent with one sentence that says who walks', async () => {
    const walker = watched(walked().folder);
    for (const intent of [
      { type: 'run', block: 'two:1/1' },
      { type: 'quit' },
      { type: 'note', text: 'x', block: undefined },
    ] as const)
      expect(await walker.send(intent)).toMatch(
        new RegExp(`^You are watching; process ${process.pid} of \\S+( on \\S+)? walks it\\.$`),
      );
  });

  it('shows the output as it grows, of a poll its newest look', () => {
    const { folder } = walked(started);
    const walker = watched(folder);
    const size = { rows: 5, columns: 80, offset: 0 };
    expect(walker.output(1, size).lines).toEqual([]);
    const own = attemptFolder(folder, 1);
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'stdout'), 'one\n');
    expect(walker.output(1, size).lines).toEqual(['one']);
    appendFileSync(join(own, 'stdout'), 'two\n');
    expect(walker.output(1, size).lines).toEqual(['one', 'two']);
    mkdirSync(join(own, 'looks', '001'), { recursive: true });
    writeFileSync(join(own, 'looks', '001', 'stdout'), 'first look\n');
    expect(walker.output(1, size).lines).toEqual(['first look']);
  });

  it('leaves the folder of the session as it was, to the byte; its pages lie elsewhere and go with it', async () => {
    const { folder } = walked(started);
    mkdirSync(attemptFolder(folder, 1), { recursive: true });
    writeFileSync(join(attemptFolder(folder, 1), 'stdout'), 'an output\n');
    const before = pictureOf(folder);
    const spool = temporaryFolder();
    const walker = watched(folder, spool);
    const file = walker.exportOutput(1);
    expect(readFileSync(file, 'utf8')).toContain('an output');
    expect(file.startsWith(spool)).toBe(true);
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await walker.close();
    expect(readdirSync(spool)).toEqual([]);
    expect(pictureOf(folder)).toEqual(before);
  });

  it('notices that nobody walks it any more, whether it was left or not', async () => {
    for (const last of [{ type: 'session-quit' } as const, note('killed')]) {
      const { folder, journal, lock } = walked();
      const walker = watched(folder);
      journal.append(last);
      lock.release();
      // This process goes on, as one does that went back to its home screen; the kernel knows better.
      writeFileSync(
        join(folder, 'lock'),
        'process 999999999 of nobody, since 2026-03-01 10:00 UTC\n',
      );
      await until(() => walker.store.getState().watching?.holder === undefined);
      expect(walker.store.getState().session.seq).toBe(2);
      expect(await walker.send({ type: 'quit' })).toContain('Enter takes it over here.');
    }
  });

  it('tells the time of a training walk as its journal does', () => {
    const { folder } = walked();
    const file = journalFile(folder);
    const walker = watched(folder);
    const { lastAt } = walker.store.getState().session;
    expect(Date.now() - walker.now()).toBeLessThan(1000);
    const training = startWatcher({
      folder: temporaryFolder(),
      session: { ...walker.store.getState().session, mode: 'training' },
      read: { bytes: 0, lines: 0, lastHash: '' },
    });
    onTestFinished(() => training.close());
    expect(training.now()).toBe(Date.parse(lastAt));
    expect(file).toContain('journal');
  });
});
