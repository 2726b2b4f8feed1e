import type { Documents } from '../session/effects/revisions.ts';
import { gitPlace } from '../session/effects/git-place.ts';
import { watchFile } from '../session/effects/file-watch.ts';
import type { ChangedDocument } from '../session/resume-facts.ts';
import type { Runbook } from '../steps/model.ts';
import type { Walker } from '../session/walker.ts';
import { changedDocument, documentNow } from './changed-document.ts';
import { keepRevision, keptRevision } from './kept-documents.ts';
import { UserError } from './user-error.ts';

/** The documents of a walk in this session folder. */
export function documentsOf(folder: string): Documents {
  return {
    async read(kept, sha256) {
      const now = documentNow(kept);
      if (now.type === 'same') return `${kept.file} is what the walk goes by already.`;
      if (now.type === 'not') return `${kept.file} ${now.why}.`;
      if (now.sha256 !== sha256)
        return `${kept.file} was saved once more meanwhile; look at what changed again.`;
      return {
        reading: now.reading,
        git: await gitPlace(kept.file),
        keep: (place, revision) =>
          orSentence(() => keepRevision(keptRevision(folder, place, kept.id, revision), now.bytes)),
      };
    },
  };
}

/**
 * Tells the walk when the file of one of its runbooks is saved, until it is told to stop. What differs is shown; the
 * walk goes on with the text it has.
 */
export function followDocuments({ store }: Pick<Walker, 'store'>): () => void {
  const watches = store
    .getState()
    .session.runbooks.map(({ id, file }) => watchFile({ file, onChange: () => look(id) }));
  return () => {
    for (const stop of watches) stop();
  };

  function look(id: string): void {
    const { session, left, documents = [] } = store.getState();
    const kept = session.runbooks.find((runbook) => runbook.id === id);
    if (kept === undefined || session.state === 'finished') return;
    const changed = changedOrNot(kept);
    const others = documents.filter(({ runbook }) => runbook !== id);
    // One that is away for a moment is being saved; that it can not be read is told when the walk is taken up.
    const isOffered = changed?.sha256 !== undefined && left?.includes(changed.sha256) !== true;
    store.setState({
      documents: isOffered && changed !== undefined ? [...others, changed] : others,
    });
  }
}

/** A defect of the reader must not end a walk because its document was saved. */
function changedOrNot(kept: Runbook): ChangedDocument | undefined {
  try {
    return changedDocument(kept);
  } catch {
    return undefined;
  }
}

function orSentence(act: () => void): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
