import { readFileSync } from 'node:fs';
import { fileErrorInWords } from '../session/effects/file-errors.ts';
import { lockHolder } from '../session/effects/lock.ts';
import { openSession } from '../session/effects/session-folder.ts';
import { verifySession } from '../session/effects/verify-session.ts';
import { earlierReport, type Check, type EarlierReport } from '../session/report/check.ts';
import { findReported } from './find-session.ts';
import { jsonText } from './json-text.ts';
import { keptDocument, keptRevision } from './kept-documents.ts';
import { clean } from './plain/lines.ts';
import { UserError } from './user-error.ts';

/** `handrail report --verify [SESSION | FILE.json]`. Answers with 0 when all of it is sound, else 1. */
export function verify(
  named: string | undefined,
  stateDir: string,
  format: 'markdown' | 'json' | undefined,
): 0 | 1 {
  const earlier = named?.endsWith('.json') === true ? readEarlier(named) : undefined;
  const { id, folder } = findReported(stateDir, earlier?.session ?? named);
  if (earlier !== undefined && id !== earlier.session)
    throw new UserError(
      `No session ${earlier.session} in ${stateDir}, which ${named ?? ''} is of.`,
    );
  openSession(folder);
  const checks = verifySession({
    folder,
    revisionFile: (index, runbook, revision) => keptRevision(folder, index, runbook, revision),
    documentFile: (index, runbook) => keptDocument(folder, index, runbook),
    isHeld: lockHolder(folder) !== undefined,
    earlier,
  });
  const sound = checks.every((check) => check.sound);
  process.stdout.write(
    format === 'json'
      ? `${jsonText({ session: id, sound, checks })}\n`
      : `${linesOf(id, checks).map(clean).join('\n')}\n`,
  );
  return sound ? 0 : 1;
}

function linesOf(id: string, checks: readonly Check[]): readonly string[] {
  const bad = checks.find(({ sound }) => !sound);
  return [
    id,
    ...checks.map(({ what, sound, said }) => `  ${sound ? '[x]' : '[!]'} ${what}: ${said}`),
    bad === undefined ? 'All of it is sound.' : `Not sound: ${bad.what}: ${bad.said}.`,
  ];
}

function readEarlier(file: string): EarlierReport {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`The report ${file} can not be read: ${fileErrorInWords(error)}.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserError(
      `${file} is no JSON; name a report that was written with --format json, or a session.`,
    );
  }
  const earlier = earlierReport(value);
  if (typeof earlier === 'string')
    throw new UserError(`${file} is no report of handrail: ${earlier}.`);
  return earlier;
}
