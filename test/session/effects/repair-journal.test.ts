import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  examineJournal,
  type DamagedJournal,
} from '../../../src/session/effects/damaged-journal.ts';
import { nameForRest, repairJournal } from '../../../src/session/effects/repair-journal.ts';
import { readEvents } from '../../../src/session/effects/session-events.ts';
import { damagedSession } from './support/damaged-session.ts';
import { canRunTypeScript } from './support/node-program.ts';
import { canMount, makeReadOnly, smallDisk } from './support/small-disk.ts';

const repaired = [
  {
    at: '2026-03-01T12:00:00.000Z',
    event: {
      type: 'journal-repaired',
      kept: 2,
      setAside: 3,
      file: 'journal.damaged-1.jsonl',
      unnamed: [],
    },
  },
] as const;

function damagedAt(file: string): DamagedJournal {
  const found = examineJournal(file);
  if (found.type !== 'damaged') throw new Error(found.type);
  return found;
}

describe('the repair of a journal', () => {
  it('keeps the good lines byte for byte, goes on with their chain, and sets the rest aside', () => {
    const { folder, file } = damagedSession(3);
    const before = readFileSync(file);
    const damaged = damagedAt(file);
    repairJournal(file, damaged, nameForRest(folder, damaged.rest), repaired);
    const reading = readEvents(file);
    expect(reading).toMatchObject({ type: 'read', end: 'clean' });
    expect(reading.type === 'read' && reading.events.map(({ event }) => event.type)).toEqual([
      'session-started',
      'block-started',
      'journal-repaired',
    ]);
    expect(readFileSync(file).subarray(0, damaged.good.length)).toEqual(damaged.good);
    const aside = join(folder, 'journal.damaged-1.jsonl');
    expect(Buffer.concat([damaged.good, readFileSync(aside)])).toEqual(before);
    expect([file, aside].map((name) => statSync(name).mode & 0o777)).toEqual([0o600, 0o600]);
  });

  it('writes over nothing that an earlier repair set aside', () => {
    const { folder, file } = damagedSession(3);
    const damaged = damagedAt(file);
    const first = join(folder, 'journal.damaged-1.jsonl');
    writeFileSync(first, 'from another time\n');
    const name = nameForRest(folder, damaged.rest);
    expect(name).toBe('journal.damaged-2.jsonl');
    repairJournal(file, damaged, name, repaired);
    expect(readFileSync(first, 'utf8')).toBe('from another time\n');
    expect(readFileSync(join(folder, name))).toEqual(damaged.rest);
  });

  it('follows no link that was put where it writes', () => {
    const { folder, file } = damagedSession(3);
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, 'mine\n');
    symlinkSync(elsewhere, join(folder, 'journal.repair.tmp'));
    const damaged = damagedAt(file);
    repairJournal(file, damaged, nameForRest(folder, damaged.rest), repaired);
    expect(readFileSync(elsewhere, 'utf8')).toBe('mine\n');
  });

  it.runIf(canMount())('leaves the journal as it was when the disk does not take it', () => {
    const folder = smallDisk('64k');
    const made = damagedSession(3);
    const file = join(folder, 'journal.jsonl');
    writeFileSync(file, readFileSync(made.file));
    const damaged = damagedAt(file);
    makeReadOnly(folder);
    expect(() => repairJournal(file, damaged, 'journal.damaged-1.jsonl', repaired)).toThrow(
      /EROFS/,
    );
    expect(readdirSync(folder)).toEqual(['journal.jsonl']);
    expect(readFileSync(file)).toEqual(readFileSync(made.file));
  });
});

describe.skipIf(!canRunTypeScript)('a repair that is killed with -9', () => {
  it('at any of its steps leaves the old journal or the new one, and the next repair is whole', () => {
    let step = 0;
    let left = 'old';
    for (let died = true; died;) {
      step += 1;
      const { folder, file } = damagedSession(3);
      const before = readFileSync(file);
      const damaged = damagedAt(file);
      const run = spawnSync(
        process.execPath,
        ['test/session/effects/support/repair-and-die.ts', file, String(step)],
        { encoding: 'utf8' },
      );
      died = run.signal === 'SIGKILL';
      if (!died) expect(run.status).toBe(0);
      const now = readFileSync(file);
      if (now.equals(before)) {
        // Once the new one was in its place it stays there, however late the kill.
        expect(left).toBe('old');
        repairJournal(file, damaged, nameForRest(folder, damaged.rest), repaired);
      } else left = 'new';
      expect(readEvents(file)).toMatchObject({ type: 'read', end: 'clean' });
      expect(readFileSync(join(folder, 'journal.damaged-1.jsonl'))).toEqual(damaged.rest);
      expect(readdirSync(folder).filter((name) => name.startsWith('journal.damaged'))).toHaveLength(
        1,
      );
    }
    expect(left).toBe('new');
    expect(step).toBeGreaterThan(10);
  }, 120_000);
});
