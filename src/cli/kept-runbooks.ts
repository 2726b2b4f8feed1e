import type { JournaledEvent, RunbookRevised, RunbookSource } from '../session/events.ts';
import type { Runbook } from '../steps/model.ts';
import { keptDocument, keptRevision, readKept } from './kept-documents.ts';
import { readDocument } from './read-document.ts';
import { UserError } from './user-error.ts';

/** The documents of a session as they were when it began; throws a UserError when one is not there or was changed. */
export function readRunbooks(
  folder: string,
  sources: readonly RunbookSource[],
): readonly Runbook[] {
  return sources.map((source, index) => keptRunbook(folder, index, source));
}

/**
 * Every later text that a journal says was taken up, as the walk keeps it. `sources` are the documents that it began
 * with. Throws a UserError when one is not there or was changed.
 */
export function readRevisions(
  folder: string,
  sources: readonly RunbookSource[],
  events: readonly JournaledEvent[],
): readonly Runbook[] {
  return events.flatMap(({ event }) =>
    event.type === 'runbook-revised' ? [revisedRunbook(folder, sources, event)] : [],
  );
}

/** One of them, by the event that took it up. */
export function revisedRunbook(
  folder: string,
  sources: readonly RunbookSource[],
  { runbook: id, revision, sha256 }: RunbookRevised,
): Runbook {
  const index = sources.findIndex((source) => source.id === id);
  const file = sources[index]?.file;
  if (file === undefined)
    throw new UserError(
      `The journal in ${folder} tells of a new text of ${id}, which is no runbook of that walk; see what can be saved with: handrail sessions repair`,
    );
  const kept = keptRevision(folder, index, id, revision);
  const runbook = readDocument(readKept(kept), file);
  if (runbook.sha256 !== sha256)
    throw new UserError(
      `The copy of revision ${revision} of ${file} in ${folder} was changed after the walk took it up; the walk can not go on with it.`,
    );
  return { ...runbook, id };
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
