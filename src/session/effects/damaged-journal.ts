import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { JournaledEvent, SessionEvent } from '../events.ts';
import { whyUnknown } from '../known-event.ts';
import type { AttemptFound, LostEvent } from '../repair.ts';
import { attemptFiles, readExitStatus } from './attempt-files.ts';
import { findLiving, markOf } from './block-processes.ts';
import { decodeLine, isIntact } from './journal-line.ts';
import { eventsBefore, readEvents } from './session-events.ts';
import { processList } from './stopped.ts';

/** A journal with a damaged line, taken apart. */
export interface DamagedJournal {
  readonly type: 'damaged';
  /** The damaged line, 1-based, and what is wrong with it. */
  readonly line: number;
  readonly what: string;
  readonly kept: readonly JournaledEvent[];
  /** The bytes of the good lines, and of all from the damaged one on. */
  readonly good: Buffer;
  readonly rest: Buffer;
  /** What the next good line has to carry. */
  readonly lastHash: string;
  /** How many lines the rest is, the damaged one among them. */
  readonly lines: number;
  readonly lost: readonly LostEvent[];
}

export type JournalCondition =
  | { readonly type: 'healthy'; readonly events: number; readonly tornBytes: number }
  /** A repair can do nothing for it; one sentence says why and what can be done. */
  | { readonly type: 'beyond'; readonly problem: string }
  | DamagedJournal;

/** Looks at a journal as one who would repair it. Never throws. */
export function examineJournal(file: string): JournalCondition {
  const reading = readEvents(file);
  if (reading.type === 'read')
    return { type: 'healthy', events: reading.events.length, tornBytes: reading.tornBytes };
  const { damage, line, problem } = reading;
  if (damage === undefined || damage.events.length === 0) return { type: 'beyond', problem };
  const kept = eventsBefore(damage, file);
  if ('problem' in kept) return { type: 'beyond', problem: kept.problem };
  const bytes = readFileSync(file);
  const rest = bytes.subarray(damage.goodBytes);
  const lines = rest.toString('utf8').replace(/\n$/, '').split('\n');
  return {
    type: 'damaged',
    line,
    what: damage.what,
    kept,
    good: bytes.subarray(0, damage.goodBytes),
    rest,
    lastHash: damage.lastHash,
    lines: lines.length,
    lost: lines.flatMap(readLost),
  };
}

function readLost(line: string): readonly LostEvent[] {
  const parts = decodeLine(line);
  if (parts === undefined) return [];
  try {
    const event: unknown = JSON.parse(parts.json);
    if (whyUnknown(event) !== undefined) return [];
    const { seq, at } = parts;
    return [{ seq, at, event: event as SessionEvent, intact: isIntact(parts) }];
  } catch {
    return [];
  }
}

/** What the attempts of a session left in their folders, whatever its journal says. */
export function findAttempts(sessionFolder: string): readonly AttemptFound[] {
  const attempts = join(sessionFolder, 'attempts');
  let names: readonly string[];
  try {
    names = readdirSync(attempts);
  } catch {
    return [];
  }
  return names
    .filter((name) => /^\d{4,9}$/.test(name) && Number(name) > 0)
    .map((name) => inFolder(join(attempts, name)));
}

function inFolder(folder: string): AttemptFound {
  // A poll keeps its script with each look.
  const scripts = [folder, join(folder, 'looks', '001')].map((own) => attemptFiles(own).script);
  const file = scripts.find((name) => statSync(name, { throwIfNoEntry: false })?.isFile() === true);
  return {
    number: Number(basename(folder)),
    script: file === undefined ? undefined : readFileSync(file, 'utf8'),
    startedAt: file === undefined ? undefined : statSync(file).mtime.toISOString(),
    says: saysOf(folder, file),
  };
}

function saysOf(folder: string, script: string | undefined): string {
  const status = readExitStatus(script === undefined ? folder : dirname(script));
  if (status !== undefined) return `its files say that it ended with exit status ${status}`;
  const living = findLiving({ pid: undefined, startTime: undefined, mark: markOf(folder) });
  if (living.length > 0) return `${processList(living)} of it still runs`;
  return script === undefined
    ? 'its files say that nothing was started'
    : 'nothing says how it ended';
}
