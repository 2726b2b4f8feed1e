import type { StoreApi } from 'zustand/vanilla';
import type { JournaledEvent, SessionEvent } from '../events.ts';
import { update } from '../update.ts';
import type { View } from '../walker.ts';

/** Puts one event on disk, durably, and answers with its number and time; throws when it can not. */
export interface EventLog {
  append(event: SessionEvent): { readonly seq: number; readonly at: string };
}

/** The only way an event comes about: journal first, then the fold, then the store. */
export interface Recorder {
  /** For what is about to happen: on disk, or the sentence that says why not; then nothing happened. */
  announce(event: SessionEvent): string | undefined;
  /** For what has happened already: never lost. What can not be written now is kept and written as soon as it can be. */
  note(event: SessionEvent): void;
  /** Tries again to write what is kept; true when nothing is left to write. */
  flush(): boolean;
}

/** How often what could not be written is tried again, milliseconds. */
const retryEvery = 2000;

/** Makes the one place through which events reach journal and store, in that order. */
export function createRecorder(log: EventLog, store: StoreApi<View>): Recorder {
  const kept: SessionEvent[] = [];

  const publish = (journaled: JournaledEvent): void => {
    store.setState(({ session }) => ({ session: update(session, journaled) }));
  };

  const flush = (): boolean => {
    while (kept.length > 0) {
      const [oldest] = kept;
      if (oldest === undefined) break;
      try {
        log.append(oldest);
      } catch (error) {
        store.setState({ trouble: sentenceOf(error) });
        return false;
      }
      kept.shift();
    }
    if (store.getState().trouble !== undefined) store.setState({ trouble: undefined });
    return true;
  };

  const retryLater = (): void => {
    setTimeout(() => {
      if (!flush()) retryLater();
    }, retryEvery).unref();
  };

  return {
    announce(event) {
      if (!flush()) return store.getState().trouble;
      try {
        publish({ ...log.append(event), event });
        return undefined;
      } catch (error) {
        const sentence = sentenceOf(error);
        store.setState({ trouble: sentence });
        return sentence;
      }
    },
    note(event) {
      if (flush()) {
        try {
          publish({ ...log.append(event), event });
          return;
        } catch (error) {
          store.setState({ trouble: sentenceOf(error) });
        }
      }
      kept.push(event);
      retryLater();
      const { session } = store.getState();
      publish({ seq: session.seq + 1, at: new Date().toISOString(), event });
    },
    flush,
  };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
