import {
  chmodSync,
  mkdirSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEarlierWalks } from '../../../src/session/effects/earlier-walks.ts';
import { openJournal } from '../../../src/session/effects/journal.ts';
import { createSession, journalFile } from '../../../src/session/effects/session-folder.ts';
import type { SessionEvent, SessionMode } from '../../../src/session/events.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

let clock = Date.UTC(2026, 0, 1);

/** A session of its own, each newer than the one before. */
function session(
  stateDir: string,
  value: string,
  mode: SessionMode = 'real',
): { readonly id: string; readonly folder: string } {
  const folder = createSession(stateDir, 'tiny', Date.UTC(2026, 0, 1));
  const id = folder.slice(stateDir.length + 1);
  const journal = openJournal(journalFile(folder), { now: () => clock });
  const opening: SessionEvent = {
    type: 'session-started',
    format: 2,
    handrail: '0',
    id,
    mode,
    runbooks: [{ id: 'tiny', title: 'Tiny', file: 'tiny.md', sha256: '' }],
    host: '',
    user: '',
    bootId: undefined,
    faults: [],
    seed: 0,
  };
  journal.append(opening);
  journal.append({ type: 'literals-confirmed', values: { a: value } });
  journal.close();
  clock += 60_000;
  utimesSync(journalFile(folder), clock / 1000, clock / 1000);
  return { id, folder };
}

const valuesIn = async (stateDir: string, id = 'none', mode: SessionMode = 'real') =>
  (await readEarlierWalks(stateDir, { id, mode })).map(({ literals }) => literals['a']);

describe('earlier walks', () => {
  it('are told newest first, without the one that asks', async () => {
    const stateDir = join(temporaryFolder(), 'state');
    session(stateDir, 'first');
    session(stateDir, 'second');
    const asking = session(stateDir, 'own');
    expect(await valuesIn(stateDir, asking.id)).toEqual(['second', 'first']);
  });

  it('of training are never told to a real walk, nor the other way round', async () => {
    const stateDir = join(temporaryFolder(), 'state');
    session(stateDir, 'trained', 'training');
    session(stateDir, 'real');
    expect(await valuesIn(stateDir, 'none', 'real')).toEqual(['real']);
    expect(await valuesIn(stateDir, 'none', 'training')).toEqual(['trained']);
  });

  it('are ten at most', async () => {
    const stateDir = join(temporaryFolder(), 'state');
    for (let number = 1; number <= 12; number += 1) session(stateDir, String(number));
    expect(await valuesIn(stateDir)).toEqual(['12', '11', '10', '9', '8', '7', '6', '5', '4', '3']);
  });

  it('leave out a journal that is damaged, too large, no file, or open to others', async () => {
    const stateDir = join(temporaryFolder(), 'state');
    session(stateDir, 'good');
    const damaged = session(stateDir, 'damaged');
    writeFileSync(journalFile(damaged.folder), 'no journal\n');
    const large = session(stateDir, 'large');
    truncateSync(journalFile(large.folder), 5 * 1024 * 1024);
    const open = session(stateDir, 'open');
    chmodSync(open.folder, 0o777);
    mkdirSync(join(stateDir, 'folder', 'journal.jsonl'), { recursive: true });
    symlinkSync('loop', join(stateDir, 'loop'));
    expect(await valuesIn(stateDir)).toEqual(['good']);
  });

  it('are none in a state directory that is not there, is a file, or can not be trusted', async () => {
    const folder = temporaryFolder();
    expect(await valuesIn(join(folder, 'none'))).toEqual([]);
    writeFileSync(join(folder, 'file'), '');
    expect(await valuesIn(join(folder, 'file'))).toEqual([]);
    const open = join(folder, 'open');
    session(open, 'a');
    chmodSync(open, 0o777);
    expect(await valuesIn(open)).toEqual([]);
  });

  it('lets what waits for its turn come in between', async () => {
    const stateDir = join(temporaryFolder(), 'state');
    for (let number = 1; number <= 4; number += 1) session(stateDir, String(number));
    const seen: string[] = [];
    const reading = readEarlierWalks(stateDir, { id: 'none', mode: 'real' }).then(() =>
      seen.push('read'),
    );
    setImmediate(() => setImmediate(() => seen.push('a key')));
    await reading;
    expect(seen).toEqual(['a key', 'read']);
  });
});
