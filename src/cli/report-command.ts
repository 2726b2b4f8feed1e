import { lockHolder } from '../session/effects/lock.ts';
import { hidden } from '../session/effects/safe-event.ts';
import { hideShapes, reportOutput } from '../session/effects/report-output.ts';
import { reportInMarkdown } from '../session/report/markdown.ts';
import type { Report } from '../session/report/model.ts';
import { reportOf } from '../session/report/report.ts';
import type { SessionOnDisk } from '../session/effects/session-folder.ts';
import { findReported } from './find-session.ts';
import { jsonText } from './json-text.ts';
import { stateDirOf, type GlobalOptions } from './options.ts';
import { clean } from './plain/lines.ts';
import { writeNewFile } from './report-file.ts';
import { readStored } from './resume-session.ts';
import { UserError } from './user-error.ts';
import { version } from './version.ts';

export interface ReportOptions extends GlobalOptions {
  readonly format?: 'markdown' | 'json';
  readonly output?: string;
  readonly lines?: string;
  readonly verify?: boolean;
}

/** Last lines of each output, when nothing else is said, and at most. */
const [usualLines, mostLines] = [20, 1000];

/**
 * `handrail report [SESSION]`: the whole walk as Markdown or JSON. Takes no lock and changes nothing, so that it may be
 * made of a walk that goes on elsewhere.
 */
export async function report(id: string | undefined, options: ReportOptions): Promise<number> {
  const stateDir = stateDirOf(options);
  const lines = linesOf(options.lines);
  if (options.verify === true) {
    if (options.output !== undefined || options.lines !== undefined)
      throw new UserError('--verify writes no report; leave --output and --lines out.');
    const { verify } = await import('./report-verify.ts');
    return verify(id, stateDir, options.format);
  }
  const made = readReport(findReported(stateDir, id), lines, new Date().toISOString());
  const text = options.format === 'json' ? `${jsonText(made)}\n` : reportInMarkdown(made);
  if (options.output === undefined) process.stdout.write(text);
  else {
    writeNewFile(options.output, text);
    process.stdout.write(`The report of ${made.session.id} is in ${clean(options.output)}.\n`);
  }
  return 0;
}

/** The report of a session as it stands now. Throws a UserError when its journal or its documents can not be read. */
export function readReport({ folder }: SessionOnDisk, lines: number, now: string): Report {
  // Before the journal is read: a walk that ends in between is told as one that was still under way.
  const holder = lockHolder(folder);
  const { session, events, tornBytes, read } = readStored(folder);
  const outputs = new Map(
    session.attempts.map((attempt) => [attempt.number, reportOutput(folder, attempt, lines)]),
  );
  const made = reportOf({
    session,
    events,
    journal: { events: read.lines, bytes: read.bytes, lastHash: read.lastHash, tornBytes },
    holder,
    made: { at: now, handrail: version },
    outputs,
    hide: hideShapes,
  });
  // The wall behind: whatever a part of it forgot to mask.
  return hidden(made, []);
}

function linesOf(said: string | undefined): number {
  if (said === undefined) return usualLines;
  const lines = Number(said);
  if (/^\d{1,4}$/.test(said) && lines <= mostLines) return lines;
  throw new UserError(`--lines takes a number from 0 to ${mostLines}, and not ${said}.`);
}
