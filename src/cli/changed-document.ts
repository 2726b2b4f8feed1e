import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import type { ChangedDocument } from '../session/resume-facts.ts';
import { compareRunbooks } from '../steps/compare-runbooks.ts';
import type { Runbook } from '../steps/model.ts';
import { builtInFile } from './built-in-runbooks.ts';
import { readDocument } from './read-document.ts';
import { readBytes } from './runbook-files.ts';
import { UserError } from './user-error.ts';

/** A runbook's file as it is now. */
export interface DocumentNow {
  readonly type: 'now';
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly reading: Runbook;
}

/** What became of a runbook's file since the walk took it up; undefined when it is as it was. Never throws for a file. */
export function changedDocument(kept: Runbook): ChangedDocument | undefined {
  const about = { runbook: kept.id, file: kept.file };
  const now = documentNow(kept);
  if (now.type === 'same') return undefined;
  if (now.type === 'not') return { ...about, changes: undefined, problem: now.why };
  const { sha256, reading } = now;
  return { ...about, sha256, reading, changes: compareRunbooks(kept, reading), problem: undefined };
}

/** The file of a runbook read anew; `same` when it is as the walk has it, `not` when the walk can not go on with it. */
export function documentNow(
  kept: Runbook,
): DocumentNow | { readonly type: 'same' } | { readonly type: 'not'; readonly why: string } {
  try {
    const { bytes, file, isBuiltIn } = readNow(kept);
    // The hash first: to read a document that did not change would cost more than the first frame.
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 === kept.sha256) return { type: 'same' };
    const reading = readDocument(bytes, file);
    if (!isBuiltIn && reading.id !== kept.id)
      return { type: 'not', why: `calls itself ${reading.id} now` };
    if (reading.steps.every(({ blocks }) => blocks.length === 0))
      return { type: 'not', why: 'holds no block now' };
    return { type: 'now', bytes, sha256, reading: { ...reading, id: kept.id, file: kept.file } };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const isWhole = isAbsolute(kept.file);
    const why = isWhole ? 'is not there now, or can not be read' : 'is not found from this folder';
    return { type: 'not', why };
  }
}

/** A built-in lies where this handrail lies, which may be another than the one that began the walk. */
function readNow({ file, id }: Runbook): {
  readonly bytes: Buffer;
  readonly file: string;
  readonly isBuiltIn: boolean;
} {
  const builtIn = file.endsWith(`/runbooks/${id}.md`) ? builtInFile(id) : undefined;
  try {
    return { bytes: readBytes(file), file, isBuiltIn: file === builtIn };
  } catch (error) {
    if (builtIn === undefined) throw error;
    return { bytes: readBytes(builtIn), file: builtIn, isBuiltIn: true };
  }
}
