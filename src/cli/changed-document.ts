import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import type { ChangedDocument } from '../session/resume-facts.ts';
import { compareRunbooks } from '../steps/compare-runbooks.ts';
import type { Runbook } from '../steps/model.ts';
import { builtInFile } from './built-in-runbooks.ts';
import { readDocument } from './read-document.ts';
import { readBytes } from './runbook-files.ts';
import { UserError } from './user-error.ts';

/** What became of a runbook's file since the walk began; undefined when it is as it was. Never throws for a file. */
export function changedDocument(kept: Runbook): ChangedDocument | undefined {
  const about = { runbook: kept.id, file: kept.file };
  try {
    const bytes = readNow(kept);
    // The hash first: to read a document that did not change would cost more than the first frame.
    if (createHash('sha256').update(bytes).digest('hex') === kept.sha256) return undefined;
    const changes = compareRunbooks(kept, readDocument(bytes, kept.file));
    return { ...about, changes, problem: undefined };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return {
      ...about,
      changes: undefined,
      problem: isAbsolute(kept.file)
        ? 'is not there now, or can not be read'
        : 'is not found from this folder',
    };
  }
}

/** A built-in lies where this handrail lies, which may be another than the one that began the walk. */
function readNow({ file, id }: Runbook): Buffer {
  try {
    return readBytes(file);
  } catch (error) {
    const builtIn = file.endsWith(`/runbooks/${id}.md`) ? builtInFile(id) : undefined;
    if (builtIn === undefined) throw error;
    return readBytes(builtIn);
  }
}
