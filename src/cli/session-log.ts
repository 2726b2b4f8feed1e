import type { SessionEvent } from '../session/events.ts';
import { openJournal } from '../session/effects/journal.ts';
import type { EventLog } from '../session/effects/record.ts';
import { journalFile } from '../session/effects/session-folder.ts';

/** The journal as the engine wants it: answers with the number and time it gave the event. */
export function openLog(
  folder: string,
  told: (event: SessionEvent) => void,
): { log: EventLog; close: () => void } {
  let at = 0;
  const journal = openJournal(journalFile(folder), {
    now: () => {
      at = Date.now();
      return at;
    },
  });
  return {
    log: {
      append(event) {
        journal.append(event);
        // After the fold, which follows at once in the same turn.
        queueMicrotask(() => told(event));
        return { seq: journal.length, at: new Date(at).toISOString() };
      },
    },
    close: () => journal.close(),
  };
}
