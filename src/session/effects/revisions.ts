import type { StoreApi } from 'zustand/vanilla';
import type { Runbook } from '../../steps/model.ts';
import { allowed } from '../allowed.ts';
import type { GitPlace } from '../events.ts';
import type { Intent } from '../intents.ts';
import { makeRevision } from '../make-revision.ts';
import { renaming } from '../revise.ts';
import { whyNotRevised } from '../revision-refused.ts';
import { withReadings } from '../session.ts';
import type { View } from '../walker.ts';
import type { Recorder } from './record.ts';

/** The files that the runbooks of a walk are read from. */
export interface Documents {
  /**
   * The document as it is now, when that is the text of this hash; a sentence when it is another by now, or can not be
   * read.
   */
  read(
    kept: Runbook,
    sha256: string,
  ): Promise<
    | {
        readonly reading: Runbook;
        readonly git: GitPlace | undefined;
        /** Keeps it durably as this revision of the runbook in this place among those of the walk; why not, else. */
        readonly keep: (place: number, revision: number) => string | undefined;
      }
    | string
  >;
}

export interface RevisionParts {
  readonly store: StoreApi<View>;
  readonly recorder: Recorder;
  readonly documents: Documents | undefined;
  /** What was prepared for blocks as they were until now is dropped: what is asked for, what was looked at. */
  readonly drop: () => void;
  /** What runs is called otherwise from now on. */
  readonly renamed: (nameOf: (ref: string) => string) => void;
  /** Why no text is taken up now, beside what the session says. */
  readonly busy: () => string | undefined;
}

export interface Revisions {
  /** Goes on with another text of a runbook; a sentence when the walk goes on with the one it has. */
  take(intent: Extract<Intent, { type: 'take-revision' }>): Promise<string | undefined>;
  /** Stays with the text that the walk has; the other one is not offered again. */
  leave(intent: Extract<Intent, { type: 'leave-revision' }>): string | undefined;
}

/** Makes the one place where a walk goes on with a new text: kept on disk, then journaled, then shown. */
export function createRevisions(parts: RevisionParts): Revisions {
  const { store, recorder, documents } = parts;
  const offered = (runbook: string, sha256: string) =>
    store
      .getState()
      .documents?.find((document) => document.runbook === runbook && document.sha256 === sha256);
  const forget = (runbook: string): void =>
    store.setState((view) => ({
      documents: view.documents?.filter((document) => document.runbook !== runbook) ?? [],
    }));
  return {
    async take(intent) {
      const { runbook: id, sha256 } = intent;
      const kept = store.getState().session.runbooks.find((runbook) => runbook.id === id);
      if (kept === undefined || documents === undefined) return `No runbook ${id} in this walk.`;
      const found = await documents.read(kept, sha256);
      if (typeof found === 'string') return found;
      const { session } = store.getState();
      const reading = { ...found.reading, id };
      const event = makeRevision(session, reading, found.git);
      if (event === undefined) return `No runbook ${id} in this walk.`;
      // Asked again: something may have been started while the document was read.
      const refused = parts.busy() ?? allowed(session, intent) ?? whyNotRevised(session, event);
      if (refused !== undefined) return refused;
      const place = session.runbooks.findIndex((runbook) => runbook.id === id);
      const notKept = found.keep(place, event.revision);
      if (notKept !== undefined) return notKept;
      parts.drop();
      store.setState((view) => ({ session: withReadings(view.session, [reading]) }));
      const notWritten = recorder.announce(event);
      if (notWritten !== undefined) return notWritten;
      const nameOf = renaming(event);
      parts.renamed(nameOf);
      store.setState((view) => ({
        background: view.background.map((live) => ({ ...live, block: nameOf(live.block) })),
        check: undefined,
        rechecks: undefined,
        offered: undefined,
      }));
      forget(id);
      return undefined;
    },
    leave({ runbook, sha256 }) {
      if (offered(runbook, sha256) === undefined)
        return `${runbook} has no such text any more; look at it again.`;
      store.setState((view) => ({ left: [...(view.left ?? []), sha256] }));
      forget(runbook);
      return undefined;
    },
  };
}
