import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJournal } from '../../../../src/session/effects/journal-reader.ts';
import { openJournal } from '../../../../src/session/effects/journal.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What a walk might write: text of other scripts, quotes, line feeds, a large event. */
export const goldenEvents: readonly object[] = [
  { type: 'session-started', format: 1, handrail: '0.1.0', id: 'a' },
  { type: 'note-added', text: 'Grüße, 日本 "quoted" \\ \n and a feed' },
  { type: 'block-started', block: 'phase-07:7.1/2', attempt: 1, script: 'x'.repeat(300) },
  { type: 'process-started', attempt: 1, pid: 42, startTime: '123' },
  { type: 'block-ended', attempt: 1, outcome: { type: 'exited', status: 0 } },
];

/** A journal with these events, on disk. */
export function goldenJournal(): { readonly file: string; readonly bytes: Buffer } {
  const file = join(temporaryFolder(), 'journal.jsonl');
  const journal = openJournal(file, { now: () => Date.UTC(2026, 2, 1, 10, 0, 0) });
  for (const event of goldenEvents) journal.append(event);
  journal.close();
  return { file, bytes: readFileSync(file) };
}

/** The events in a journal that must be readable. */
export function eventsIn(file: string): readonly unknown[] {
  const reading = readJournal(file);
  if (reading.type === 'refused') throw new Error(reading.problem);
  return reading.events.map(({ event }) => event);
}
