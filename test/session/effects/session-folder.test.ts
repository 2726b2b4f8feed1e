import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  attemptFolder,
  createSession,
  journalFile,
  listSessions,
  openSession,
  stateDirectory,
  StateDirError,
} from '../../../src/session/effects/session-folder.ts';
import { canMount, makeReadOnly, smallDisk } from './support/small-disk.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const now = Date.UTC(2026, 2, 1, 10, 0, 0);
const isMountable = canMount();
const isRoot = process.getuid?.() === 0;

describe('where sessions live', () => {
  it('is what the operator says, else the XDG folder, else the home folder', () => {
    const home = '/home/o';
    const env = { XDG_STATE_HOME: '/state' };
    expect(stateDirectory({ option: '/given', env, home })).toBe('/given');
    expect(stateDirectory({ option: 'given', env, home })).toBe(join(process.cwd(), 'given'));
    expect(stateDirectory({ option: undefined, env, home })).toBe('/state/handrail');
    expect(stateDirectory({ option: undefined, env: {}, home })).toBe(
      '/home/o/.local/state/handrail',
    );
  });

  it('does not follow a relative XDG folder, as its specification says', () => {
    expect(
      stateDirectory({ option: undefined, env: { XDG_STATE_HOME: 'state' }, home: '/home/o' }),
    ).toBe('/home/o/.local/state/handrail');
  });
});

describe('a new session', () => {
  it('gets a folder of its own with a name to read and type', () => {
    const stateDir = join(temporaryFolder(), 'deep', 'state');
    const folders = Array.from({ length: 20 }, () => createSession(stateDir, 'phase-07', now));
    expect(new Set(folders).size).toBe(20);
    for (const folder of folders) {
      expect(folder).toMatch(/\/2026-03-01-phase-07-[a-z0-9]{4}$/);
      expect(readdirSync(folder)).toEqual(['attempts']);
    }
  });

  it('makes a plain name of whatever a runbook is called', () => {
    const stateDir = temporaryFolder();
    expect(createSession(stateDir, '../../Käse & "Brot"\n', now)).toMatch(
      /\/2026-03-01-k-se-brot-[a-z0-9]{4}$/,
    );
    expect(createSession(stateDir, '...', now)).toMatch(/\/2026-03-01-[a-z0-9]{4}$/);
  });

  it.each([0o000, 0o077, 0o277, 0o777])('is open to nobody else under umask %o', (umask) => {
    const stateDir = join(temporaryFolder(), 'state');
    const before = process.umask(umask);
    try {
      const folder = createSession(stateDir, 'phase-07', now);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(statSync(join(folder, 'attempts')).mode & 0o777).toBe(0o700);
      expect(statSync(stateDir).mode & 0o777).toBe(0o700);
    } finally {
      process.umask(before);
    }
  });

  it('names the places of its files', () => {
    expect(journalFile('/s')).toBe('/s/journal.jsonl');
    expect(attemptFolder('/s', 7)).toBe('/s/attempts/0007');
    expect(attemptFolder('/s', 12345)).toBe('/s/attempts/12345');
  });
});

describe('a state directory that can not be used', () => {
  it('is a file', () => {
    const file = join(temporaryFolder(), 'state');
    writeFileSync(file, '');
    expect(problemWith(file)).toBe(
      `The state directory ${file} is a file, not a folder; move it away or give another folder with --state-dir.`,
    );
    expect(problemWith(join(file, 'below'))).toMatch(/part of the path is a file/);
    expect(() => listSessions(file)).toThrow(StateDirError);
  });

  it('is a link to nowhere', () => {
    const link = join(temporaryFolder(), 'state');
    symlinkSync('/nonexistent/handrail', link);
    expect(problemWith(link)).toMatch(/give another folder with --state-dir\.$/);
  });

  it('can be written by everyone', () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o777);
    expect(problemWith(folder)).toMatch(/can be written by everyone; run chmod go-w on it/);
    chmodSync(folder, 0o1777);
    expect(problemWith(folder)).toMatch(/can be written by everyone; run chmod go-w on it/);
    chmodSync(folder, 0o770);
    expect(problemWith(folder)).toMatch(/can be written by its group; run chmod go-w on it/);
    chmodSync(folder, 0o755);
    expect(existsSync(createSession(folder, 'a', now))).toBe(true);
  });

  it.runIf(isRoot)('belongs to someone else', () => {
    const folder = temporaryFolder();
    chownSync(folder, 12345, 12345);
    expect(problemWith(folder)).toMatch(/belongs to another user \(uid 12345, and you are 0\)/);
    expect(() => openSession(folder)).toThrow(StateDirError);
  });

  it.runIf(isMountable)('is on a read-only file system', () => {
    const folder = smallDisk('64k');
    makeReadOnly(folder);
    expect(problemWith(folder)).toMatch(/can not be made: the file system is read-only/);
    expect(problemWith(join(folder, 'below'))).toMatch(/the file system is read-only/);
  });

  it.runIf(isMountable)('is on a full disk, and nothing is left in it', () => {
    const folder = smallDisk('64k');
    try {
      writeFileSync(join(folder, 'ballast'), Buffer.alloc(65_536));
    } catch {
      // Full is what it should be.
    }
    expect(problemWith(folder)).toBe(
      `Nothing can be written in the state directory ${folder}: the disk is full; put that right or give another folder with --state-dir.`,
    );
    expect(readdirSync(folder)).toEqual(['ballast']);
  });
});

describe('the list of sessions', () => {
  it('is empty where there is no state directory', () => {
    expect(listSessions(join(temporaryFolder(), 'none'))).toEqual([]);
  });

  it('has the one changed last first, and leaves out what is no session', () => {
    const stateDir = temporaryFolder();
    const [one, two] = [createSession(stateDir, 'one', now), createSession(stateDir, 'two', now)];
    createSession(stateDir, 'without-journal', now);
    mkdirSync(join(stateDir, 'other'));
    writeFileSync(join(stateDir, 'file'), '');
    writeFileSync(journalFile(one), '');
    writeFileSync(journalFile(two), '');
    utimesSync(journalFile(one), 2000, 2000);
    utimesSync(journalFile(two), 1000, 1000);
    expect(listSessions(stateDir).map(({ folder, changedAt }) => [folder, changedAt])).toEqual([
      [one, 2_000_000],
      [two, 1_000_000],
    ]);
  });

  it.runIf(isRoot)('leaves out the sessions of another user', () => {
    const stateDir = temporaryFolder();
    const folder = createSession(stateDir, 'one', now);
    writeFileSync(journalFile(folder), '');
    expect(listSessions(stateDir)).toHaveLength(1);
    chownSync(folder, 12345, 12345);
    expect(listSessions(stateDir)).toEqual([]);
  });
});

function problemWith(stateDir: string): string {
  try {
    createSession(stateDir, 'phase-07', now);
  } catch (error) {
    if (error instanceof StateDirError) return error.message;
    throw error;
  }
  throw new Error('a session was made');
}
