import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../../src/session/effects/journal.ts';
import { readEvents } from '../../../src/session/effects/session-events.ts';
import { opening } from './support/damaged-session.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

function journalOf(...events: readonly object[]): string {
  const file = join(temporaryFolder(), 'journal.jsonl');
  const journal = openJournal(file, { now: () => 0 });
  for (const event of events) journal.append(event);
  journal.close();
  return file;
}

const problemOf = (file: string): string => {
  const reading = readEvents(file);
  if (reading.type === 'read') throw new Error('it was read');
  return reading.problem;
};

describe('the events of a session', () => {
  it('are read when all of them are known', () => {
    const reading = readEvents(journalOf(opening, { type: 'session-quit' }));
    expect(reading).toMatchObject({ type: 'read', tornBytes: 0 });
    expect(reading.type === 'read' && reading.events.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('are refused with the line of one that is whole and unknown, and who wrote it', () => {
    const file = journalOf(opening, { type: 'session-quit' }, { type: 'volcano', height: 3 });
    const before = readFileSync(file);
    expect(problemOf(file)).toBe(
      `Line 3 of the journal ${file} is whole, but its event is of a kind this handrail does not know, "volcano"; resume the session with the handrail that wrote it, 9.9.9, or a newer one.`,
    );
    expect(readEvents(file)).not.toHaveProperty('damage');
    expect(readFileSync(file)).toEqual(before);
  });

  it('are refused when they do not begin, or begin twice', () => {
    expect(problemOf(journalOf({ type: 'session-quit' }))).toContain('Line 1 of the journal');
    expect(problemOf(journalOf(opening, opening))).toMatch(
      /Line 2 of the journal .* begins the walk a second time/,
    );
  });

  it('say what is wrong with the file as the journal does', () => {
    const file = join(temporaryFolder(), 'journal.jsonl');
    writeFileSync(file, '?\n?\n');
    expect(problemOf(file)).toContain('Line 1 of the journal');
  });
});
