import { mkdirSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { SessionEvent } from '../../../../src/session/events.ts';
import { prepareAttempt } from '../../../../src/session/effects/attempt-files.ts';
import { openJournal } from '../../../../src/session/effects/journal.ts';
import { verifySession } from '../../../../src/session/effects/verify-session.ts';
import type { Check, EarlierReport } from '../../../../src/session/report/check.ts';
import { command } from './damaged-session.ts';
import { temporaryFolder } from './temporary-folder.ts';

const document = '# Tiny\n';
const sha256 = createHash('sha256').update(document).digest('hex');

const events: readonly SessionEvent[] = [
  {
    type: 'session-started',
    format: 2,
    handrail: '9.9.9',
    id: 's',
    mode: 'real',
    runbooks: [{ id: 'tiny', title: 'Tiny', file: 'tiny.md', sha256 }],
    host: 'h',
    user: 'u',
    bootId: 'b',
    faults: [],
    seed: 1,
  },
  { type: 'block-started', block: 'tiny:1/1', attempt: 1, command: command as never },
  { type: 'block-ended', attempt: 1, outcome: { type: 'exited', status: 0 } },
  {
    type: 'block-judged',
    attempt: 1,
    verdicts: [{ answer: 'yes', why: 'it does', conditions: [] }],
    captures: {},
    captureFailures: [],
  },
  { type: 'block-started', block: 'tiny:2/1', attempt: 2, command: command as never },
  { type: 'block-ended', attempt: 2, outcome: { type: 'exited', status: 3 } },
  { type: 'session-quit' },
];

export interface SoundSession {
  readonly folder: string;
  readonly journal: string;
  readonly document: string;
  readonly check: (earlier?: EarlierReport) => readonly Check[];
}

/** A session of seven events, a document and two attempts, all of it as handrail writes it. */
export function soundSession(): SoundSession {
  const folder = temporaryFolder();
  const journal = join(folder, 'journal.jsonl');
  const writer = openJournal(journal, { now: () => Date.UTC(2026, 2, 1, 10) });
  for (const event of events) writer.append(event);
  writer.close();
  mkdirSync(join(folder, 'runbooks'));
  const file = join(folder, 'runbooks', '1-tiny.md');
  writeFileSync(file, document);
  for (const [number, status] of [
    ['0001', 0],
    ['0002', 3],
  ] as const) {
    const own = join(folder, 'attempts', number);
    prepareAttempt(own, command.script).close();
    writeFileSync(join(own, 'stdout'), `printed by ${number}\n`);
    writeFileSync(join(own, 'exit'), `${status}\n`);
  }
  return {
    folder,
    journal,
    document: file,
    check: (earlier) =>
      verifySession({
        folder,
        documentFile: (index, id) => join(folder, 'runbooks', `${index + 1}-${id}.md`),
        revisionFile: (index, id, revision) =>
          join(folder, 'runbooks', `${index + 1}-${id}.r${revision}.md`),
        isHeld: false,
        earlier,
      }),
  };
}
