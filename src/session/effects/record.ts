import type { StoreApi } from 'zustand/vanilla';
import type { Secret } from '../../secrets/secret.ts';
import type { JournaledEvent, SessionEvent } from '../events.ts';
import { eventInWords } from '../event-words.ts';
import { update } from '../update.ts';
import { safeEvent } from './safe-event.ts';
import type { View } from '../walker.ts';

/** Puts one event on disk, durably, and answers with its number and time; throws when it can not. */
export interface EventLog {
  /** `at` (ISO 8601): when it happened, if that was before now. */
  append(event: SessionEvent, at?: string): { readonly seq: number; readonly at: string };
  /** Told of each event when it becomes part of the session, whether it is on disk yet or kept back. */
  folded?(event: SessionEvent): void;
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

/** Makes the one place through which events reach journal and store, in that order; none of `secrets` comes through. */
export function createRecorder(
  log: EventLog,
  store: StoreApi<View>,
  secrets: () => readonly Secret[] = () => [],
): Recorder {
  const kept: { readonly event: SessionEvent; readonly at: string }[] = [];
  let retrying = false;

  const publish = (journaled: JournaledEvent): void => {
    store.setState(({ session }) => ({ session: update(session, journaled) }));
    log.folded?.(journaled.event);
  };

  const fail = (error: unknown): string => {
    const sentence = error instanceof Error ? error.message : String(error);
    store.setState({ trouble: sentence });
    return sentence;
  };

  const sayUnwritten = (): void => {
    const { attempts } = store.getState().session;
    store.setState({ unwritten: kept.map(({ event }) => eventInWords(event, attempts)) });
  };

  const flush = (): boolean => {
    for (let oldest = kept[0]; oldest !== undefined; oldest = kept[0]) {
      try {
        // With the time it happened: that it had to wait for the disk is not the walk's story.
        log.append(oldest.event, oldest.at);
      } catch (error) {
        fail(error);
        return false;
      }
      kept.shift();
      sayUnwritten();
    }
    if (store.getState().trouble !== undefined) store.setState({ trouble: undefined });
    return true;
  };

  const retryLater = (): void => {
    if (retrying) return;
    retrying = true;
    setTimeout(() => {
      retrying = false;
      if (!flush()) retryLater();
    }, retryEvery).unref();
  };

  return {
    announce(wanted) {
      const event = safeEvent(wanted, secrets());
      if (!flush()) return store.getState().trouble;
      try {
        publish({ ...log.append(event), event });
        return undefined;
      } catch (error) {
        return fail(error);
      }
    },
    note(wanted) {
      const event = safeEvent(wanted, secrets());
      if (flush()) {
        try {
          publish({ ...log.append(event), event });
          return;
        } catch (error) {
          fail(error);
        }
      }
      const at = new Date().toISOString();
      kept.push({ event, at });
      sayUnwritten();
      retryLater();
      // The number it will have in the file: nothing overtakes what is kept.
      publish({ seq: store.getState().session.seq + 1, at, event });
    },
    flush,
  };
}
