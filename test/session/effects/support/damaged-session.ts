import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openJournal } from '../../../../src/session/effects/journal.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const opening = {
  type: 'session-started',
  format: 2,
  handrail: '9.9.9',
  id: 's',
  mode: 'real',
  runbooks: [],
  host: 'h',
  user: 'u',
  faults: [],
  seed: 1,
};

export const command = {
  script: 'echo one',
  runs: 'echo one',
  via: 'bash',
  stdin: 'null',
  changes: true,
  uses: [],
  missing: [],
};

const events = [
  opening,
  { type: 'block-started', block: 'b:1/1', attempt: 1, command },
  { type: 'block-ended', attempt: 1, outcome: { type: 'exited', status: 0 } },
  { type: 'block-started', block: 'b:2/1', attempt: 2, command },
  { type: 'block-ended', attempt: 2, outcome: { type: 'exited', status: 3 } },
];

/** A session of five events with a changed line in it, and two attempts on disk. */
export function damagedSession(line: number): { readonly folder: string; readonly file: string } {
  const folder = temporaryFolder();
  const file = join(folder, 'journal.jsonl');
  const journal = openJournal(file, { now: () => Date.UTC(2026, 2, 1, 10) });
  for (const event of events) journal.append(event);
  journal.close();
  const lines = readFileSync(file, 'utf8').split('\n');
  lines[line - 1] = (lines[line - 1] ?? '').replace('"attempt":', '"attempt":1');
  writeFileSync(file, lines.join('\n'));
  for (const number of ['0001', '0002']) {
    mkdirSync(join(folder, 'attempts', number), { recursive: true });
    writeFileSync(join(folder, 'attempts', number, 'script'), 'echo one\n');
  }
  writeFileSync(join(folder, 'attempts', '0002', 'exit'), '3\n');
  return { folder, file };
}
