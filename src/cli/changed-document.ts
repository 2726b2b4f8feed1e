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
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly reading: Runbook;
}

/** What became of a runbook's file since the walk took it up; undefined when it is as it was. Never throws for a file. */
export function changedDocument(kept: Runbook): ChangedDocument | undefined {
  const about = { runbook: kept.id, file: kept.file };
  const now = documentNow(kept);
  if (now === 'same') return undefined;
  if (typeof now === 'string') return { ...about, changes: undefined, problem: now };
  const { sha256, reading } = now;
  return { ...about, sha256, reading, changes: compareRunbooks(kept, reading), problem: undefined };
}

/** The file of a runbook read anew; `same` when it is as the walk has it, else why the walk can not go on with it. */
export function documentNow(kept: Runbook): DocumentNow | 'same' | string {
  try {
    const { bytes, file, isBuiltIn } = readNow(kept);
    // The hash first: to read a document that did not change would cost more than the first frame.
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 === kept.sha256) return 'same';
    const reading = readDocument(bytes, file);
    if (!isBuiltIn && reading.id !== kept.id) return `calls itself ${reading.id} now`;
    if (reading.steps.every(({ blocks }) => blocks.length === 0)) return 'holds no block now';
    return { bytes, sha256, reading: { ...reading, id: kept.id, file: kept.file } };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return isAbsolute(kept.file)
      ? 'is not there now, or can not be read'
      : 'is not found from this folder';
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
