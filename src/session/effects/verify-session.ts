import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { JournaledEvent, RunbookSource } from '../events.ts';
import type { Check, EarlierReport } from '../report/check.ts';
import { firstThatCanNotFollow } from '../report/follows.ts';
import { emptySession, type Attempt } from '../session.ts';
import { fold } from '../update.ts';
import { attemptFiles, readExitStatus } from './attempt-files.ts';
import { fileErrorInWords } from './file-errors.ts';
import { parseJournal, readJournal } from './journal-reader.ts';
import { hashFile } from './report-output.ts';
import { eventsBefore, readEvents } from './session-events.ts';
import { attemptFolder, journalFile } from './session-folder.ts';

export interface VerifyParts {
  readonly folder: string;
  /** Where the session keeps its copy of a document. */
  readonly documentFile: (index: number, id: string) => string;
  /** And a later text of it, which the walk went on with. */
  readonly revisionFile: (index: number, id: string, revision: number) => string;
  /** Somebody walks it now: half a last line may be one that is being written. */
  readonly isHeld: boolean;
  readonly earlier: EarlierReport | undefined;
}

/**
 * Looks whether a session's record is as it was written: every line of its journal, the documents beside it, the files
 * of its attempts, and, where an earlier report is given, that the journal goes on from there and the outputs are the
 * same. Changes nothing. Never throws for what it finds.
 */
export function verifySession(parts: VerifyParts): readonly Check[] {
  // Before the journal: what has a folder then has a line by now.
  const folders = ranFolders(parts.folder);
  const { check, events } = journalCheck(parts);
  const opening = events[0]?.event;
  const sources = opening?.type === 'session-started' ? opening.runbooks : [];
  return [
    check,
    guarded('documents', () => documentsCheck(parts, sources, events)),
    guarded('attempts', () => attemptsCheck(parts.folder, events, check.sound ? folders : [])),
    ...(parts.earlier === undefined
      ? []
      : [
          guarded('report', reportCheck(parts.folder, parts.earlier)),
          guarded('outputs', outputsCheck(parts.folder, parts.earlier)),
        ]),
  ];
}

function guarded(what: Check['what'], look: () => Check): Check {
  try {
    return look();
  } catch (error) {
    return { what, sound: false, said: `it can not be looked at: ${fileErrorInWords(error)}` };
  }
}

function journalCheck({ folder, isHeld }: VerifyParts): {
  readonly check: Check;
  /** Those that can be relied on: all, or those before the first line that is not sound. */
  readonly events: readonly JournaledEvent[];
} {
  const file = journalFile(folder);
  const not = (said: string, events: readonly JournaledEvent[] = []) => ({
    check: { what: 'journal', sound: false, said } as const,
    events,
  });
  const reading = readEvents(file);
  if (reading.type === 'refused') {
    const { damage, line, problem } = reading;
    if (damage === undefined) return not(problem.replace(/\.$/, ''));
    const before = eventsBefore(damage, file);
    return not(
      `line ${line} ${damage.what}; the ${counted(damage.events.length, 'line')} before it ${damage.events.length === 1 ? 'is' : 'are'} sound`,
      'problem' in before ? [] : before,
    );
  }
  const { events, tornBytes } = reading;
  if (events.length === 0) return not('it holds no whole line');
  const odd = firstThatCanNotFollow(events);
  if (odd !== undefined)
    return not(
      `line ${odd.line} has a right checksum and ${odd.what}; handrail writes no such line`,
      events.slice(0, odd.line - 1),
    );
  if (tornBytes > 0 && !isHeld)
    return not(
      `line ${events.length + 1} has no end (${counted(tornBytes, 'byte')}): it was cut off while it was written, or later; the ${counted(events.length, 'line')} before it are sound`,
      events,
    );
  const said = `${counted(events.length, 'line')}, each with its number, its checksum and the hash of the one before it`;
  return { check: { what: 'journal', sound: true, said }, events };
}

function documentsCheck(
  { documentFile, revisionFile }: VerifyParts,
  sources: readonly RunbookSource[],
  events: readonly JournaledEvent[],
): Check {
  const what = 'documents';
  if (sources.length === 0)
    return { what, sound: false, said: 'the journal does not say which they were' };
  for (const [index, { id, sha256 }] of sources.entries()) {
    const file = documentFile(index, id);
    const name = `runbooks/${basename(file)}`;
    if (!isThere(file)) return { what, sound: false, said: `${name} is gone` };
    if (hashFile(file).sha256 !== sha256)
      return { what, sound: false, said: `${name} is not what the walk began with` };
  }
  const revisions = events.flatMap(({ event }) =>
    event.type === 'runbook-revised' ? [event] : [],
  );
  for (const { runbook, revision, sha256 } of revisions) {
    const index = sources.findIndex(({ id }) => id === runbook);
    if (index < 0)
      return {
        what,
        sound: false,
        said: `a new text of ${runbook} was taken up, which the walk does not hold`,
      };
    const file = revisionFile(index, runbook, revision);
    const name = `runbooks/${basename(file)}`;
    if (!isThere(file)) return { what, sound: false, said: `${name} is gone` };
    if (hashFile(file).sha256 !== sha256)
      return { what, sound: false, said: `${name} is not what the walk went on with` };
  }
  const later = revisions.length === 0 ? '' : `, and ${counted(revisions.length, 'later text')}`;
  const said = `${counted(sources.length, 'document')} as the walk began with${later}`;
  return { what, sound: true, said };
}

/** The script and the exit status of each attempt, against the journal; and that no attempt is without a line. */
function attemptsCheck(
  folder: string,
  events: readonly JournaledEvent[],
  folders: readonly number[],
): Check {
  const what = 'attempts';
  const { attempts } = fold(emptySession([]), events);
  for (const attempt of attempts) {
    const wrong = wrongWith(folder, attempt);
    if (wrong !== undefined)
      return { what, sound: false, said: `attempts/${padded(attempt.number)}: ${wrong}` };
  }
  const known = new Set(attempts.map(({ number }) => number));
  const unnamed = unnamedIn(events);
  const stray = folders.find((number) => !known.has(number) && !unnamed.has(number));
  if (stray !== undefined)
    return {
      what,
      sound: false,
      said: `attempts/${padded(stray)} holds a script, and no line of the journal tells of it`,
    };
  const said = `${counted(attempts.length, 'attempt')} with the scripts and exit statuses that the journal tells`;
  return { what, sound: true, said };
}

function wrongWith(sessionFolder: string, attempt: Attempt): string | undefined {
  const folder = attemptFolder(sessionFolder, attempt.number);
  const { command, outcome, looks, rounds } = attempt;
  const isSingle = looks.length === 0 && rounds.length === 0;
  const runs = isSingle
    ? [folder]
    : [...looks, ...rounds].map(({ number }) =>
        join(folder, 'looks', String(number).padStart(3, '0')),
      );
  for (const own of runs) {
    const { script } = attemptFiles(own);
    if (!isThere(script)) continue;
    const text = readFileSync(script, 'utf8');
    const wanted = [command.runs, command.script].flatMap((one) => [one, `${one}\n`]);
    if (!wanted.includes(text)) return 'its script is not what the journal says that ran';
  }
  const status = isSingle ? readExitStatus(folder) : undefined;
  if (outcome?.type === 'exited' && status !== undefined && status !== outcome.status)
    return `its files say exit status ${status}, and the journal says ${outcome.status}`;
  return undefined;
}

/** Attempts that a repair could name no block for: their folders are there rightly. */
function unnamedIn(events: readonly JournaledEvent[]): ReadonlySet<number> {
  return new Set(
    events.flatMap(({ event }) => (event.type === 'journal-repaired' ? event.unnamed : [])),
  );
}

/** Numbers of the attempts that something was started for. */
function ranFolders(sessionFolder: string): readonly number[] {
  let names: readonly string[];
  try {
    names = readdirSync(join(sessionFolder, 'attempts'));
  } catch {
    return [];
  }
  return names
    .filter((name) => /^\d{4,9}$/.test(name))
    .map(Number)
    .filter((number) => {
      const folder = attemptFolder(sessionFolder, number);
      return [folder, join(folder, 'looks', '001')].some((own) =>
        existsSync(attemptFiles(own).script),
      );
    })
    .sort((one, other) => one - other);
}

/** Whether the journal is the one that the report was made of, with or without more behind it. */
function reportCheck(folder: string, { journal }: EarlierReport): () => Check {
  return () => {
    const what = 'report';
    const file = journalFile(folder);
    const bytes = readFileSync(file);
    const then = counted(journal.events, 'line');
    if (bytes.length < journal.bytes)
      return {
        what,
        sound: false,
        said: `the journal is shorter than when the report was made: it had ${then} then`,
      };
    const prefix = parseJournal(bytes.subarray(0, journal.bytes), file);
    const isSame =
      prefix.type === 'read' &&
      prefix.end === 'clean' &&
      prefix.events.length === journal.events &&
      prefix.lastHash === journal.lastHash;
    if (!isSame)
      return {
        what,
        sound: false,
        said: `the first ${then} of the journal are not those that the report was made of`,
      };
    const now = readJournal(file);
    const more = now.type === 'read' ? now.events.length - journal.events : undefined;
    const since =
      more === undefined || more === 0 ? '' : `; ${counted(more, 'line')} came after it`;
    return { what, sound: true, said: `the journal goes through its ${then}${since}` };
  };
}

function outputsCheck(folder: string, { files }: EarlierReport): () => Check {
  return () => {
    const what = 'outputs';
    for (const { file, bytes, sha256 } of files) {
      const path = join(folder, file);
      if (!isThere(path)) return { what, sound: false, said: `${file} is gone` };
      const now = hashFile(path);
      if (now.sha256 !== sha256)
        return {
          what,
          sound: false,
          said: `${file} is not what it was: ${counted(bytes, 'byte')} then, ${counted(now.bytes, 'byte')} now`,
        };
    }
    const said = `${counted(files.length, 'file')} as the report has them`;
    return { what, sound: true, said };
  };
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function padded(number: number): string {
  return String(number).padStart(4, '0');
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
