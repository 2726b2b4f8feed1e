import type { RunbookSource } from '../session/events.ts';
import type { Runbook } from '../steps/model.ts';
import { keptDocument, readKept } from './kept-documents.ts';
import { readDocument } from './read-document.ts';
import { UserError } from './user-error.ts';

/** The documents of a session as they were when it began; throws a UserError when one is not there or was changed. */
export function readRunbooks(
  folder: string,
  sources: readonly RunbookSource[],
): readonly Runbook[] {
  return sources.map((source, index) => keptRunbook(folder, index, source));
}

/** One of them, by its place among them. */
export function keptRunbook(
  folder: string,
  index: number,
  { id, file, sha256 }: RunbookSource,
): Runbook {
  const bytes = readKept(keptDocument(folder, index, id));
  const runbook = readDocument(bytes, file);
  if (runbook.sha256 !== sha256)
    throw new UserError(
      `The copy of ${file} in ${folder} was changed after the walk began; the walk can not go on with it.`,
    );
  return { ...runbook, id };
}
