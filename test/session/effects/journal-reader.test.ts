import { appendFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeLine, FIRST_PREV } from '../../../src/session/effects/journal-line.ts';
import { parseJournal, readJournal } from '../../../src/session/effects/journal-reader.ts';
import { openJournal } from '../../../src/session/effects/journal.ts';
import { eventsIn, goldenEvents as events, goldenJournal } from './support/golden-journal.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const now = () => Date.UTC(2026, 2, 1, 10, 0, 0);

describe('reading the journal', () => {
  it('reads every prefix of a journal to a prefix of its events', () => {
    const { bytes } = goldenJournal();
    const ends = [0];
    bytes.forEach((byte, index) => byte === 0x0a && ends.push(index + 1));
    for (let length = 0; length <= bytes.length; length += 1) {
      const reading = parseJournal(bytes.subarray(0, length), 'j');
      const whole = ends.filter((end) => end <= length).length - 1;
      const torn = length - (ends[whole] ?? 0);
      expect(reading).toMatchObject({
        type: 'read',
        end: torn === 0 ? 'clean' : 'torn',
        tornBytes: torn,
        goodBytes: ends[whole],
      });
      if (reading.type === 'read') {
        expect(reading.events.map(({ event }) => event)).toEqual(events.slice(0, whole));
      }
    }
  });

  it('notices the change of any one byte, and refuses it but at the torn end', () => {
    const { bytes } = goldenJournal();
    const lastLine = bytes.lastIndexOf(0x0a, bytes.length - 2) + 1;
    for (let index = 0; index < bytes.length; index += 1) {
      for (const flip of [0x01, 0x20, 0x80]) {
        const changed = Buffer.from(bytes);
        changed[index] = (changed[index] ?? 0) ^ flip;
        const reading = parseJournal(changed, 'j');
        const isNoticed = reading.type === 'refused' || reading.end === 'torn';
        expect(isNoticed, `byte ${index} ^ ${flip}`).toBe(true);
        if (index < lastLine) expect(reading.type, `byte ${index} ^ ${flip}`).toBe('refused');
      }
    }
  });

  it('refuses a last line that was written whole and changed since', () => {
    const { bytes } = goldenJournal();
    const text = bytes.toString().replace('"status":0', '"status":1');
    expect(parseJournal(Buffer.from(text), 'j')).toMatchObject({
      type: 'refused',
      line: events.length,
    });
  });

  it('refuses a line that was taken out, doubled or moved, and names its line', () => {
    const lines = goldenJournal().bytes.toString().trimEnd().split('\n');
    const read = (order: readonly number[]) =>
      parseJournal(Buffer.from(order.map((index) => `${lines[index]}\n`).join('')), 'j');
    expect(read([0, 2, 3, 4])).toMatchObject({ type: 'refused', line: 2 });
    expect(read([0, 1, 1, 2])).toMatchObject({ type: 'refused', line: 3 });
    expect(read([0, 2, 1, 3])).toMatchObject({ type: 'refused', line: 2 });
    expect(read([1])).toMatchObject({ type: 'refused', line: 1 });
  });

  it('refuses a line that belongs to another journal, though its number and checksum fit', () => {
    const lines = goldenJournal().bytes.toString().trimEnd().split('\n');
    const forged = encodeLine(2, '2026-03-01T10:00:00.000Z', FIRST_PREV, '{"type":"session-quit"}');
    const reading = parseJournal(Buffer.from(`${lines[0]}\n${forged}\n${lines[2]}\n`), 'j');
    expect(reading).toMatchObject({ type: 'refused', line: 2 });
  });

  it('says what to do about a damaged journal', () => {
    const { file, bytes } = goldenJournal();
    const middle = bytes.indexOf(0x0a) + 1;
    writeFileSync(
      file,
      Buffer.concat([bytes.subarray(0, middle), Buffer.from('?\n'), bytes.subarray(middle)]),
    );
    const reading = readJournal(file);
    expect(reading).toMatchObject({ type: 'refused', line: 2 });
    expect(reading.type === 'refused' && reading.problem).toContain(
      `Line 2 of the journal ${file} is not a line of a journal`,
    );
    expect(reading.type === 'refused' && reading.problem).toContain(
      `The one event before it, up to 2026-03-01 10:00 UTC, can be saved with: handrail sessions repair ${basename(dirname(file))}`,
    );
    expect(reading).toMatchObject({ damage: { goodBytes: middle, events: [{ seq: 1 }] } });
  });

  it('leaves out what a write cut off left at the end', () => {
    const { file } = goldenJournal();
    appendFileSync(file, '{"seq":6,"at":"2026-03\n');
    expect(readJournal(file)).toMatchObject({ type: 'read', end: 'torn', tornBytes: 23 });
    expect(eventsIn(file)).toEqual(events);
  });

  it('refuses the journal of a newer handrail by its name', () => {
    const file = join(temporaryFolder(), 'journal.jsonl');
    const journal = openJournal(file, { now });
    journal.append({ type: 'session-started', format: 3, handrail: '3.1.4' });
    journal.close();
    expect(readJournal(file)).toEqual({
      type: 'refused',
      line: 1,
      problem: `The journal ${file} was written by handrail 3.1.4 in format 3, and this handrail reads formats up to 2; resume it with that version or a newer one.`,
    });
  });

  it('says that a journal is not there, or is a folder, without throwing', () => {
    const folder = temporaryFolder();
    expect(readJournal(join(folder, 'none'))).toMatchObject({ type: 'refused', line: 0 });
    expect(readJournal(folder)).toMatchObject({ type: 'refused', line: 0 });
  });

  it('reads what version 0.1.0 wrote, for ever', () => {
    const file = join(import.meta.dirname, 'support', 'journal-format-1.jsonl');
    expect(readJournal(file)).toMatchObject({
      type: 'read',
      end: 'clean',
      events: [
        { seq: 1, at: '2026-03-01T10:00:01.500Z', event: { type: 'session-started', format: 1 } },
        { seq: 2, event: { type: 'note-added', text: 'Grüße "quoted" \n' } },
        { seq: 3, event: { type: 'session-quit' } },
      ],
    });
  });

  it('reads an empty file as a journal without events', () => {
    expect(parseJournal(new Uint8Array(), 'j')).toMatchObject({
      type: 'read',
      end: 'clean',
      events: [],
    });
  });
});
