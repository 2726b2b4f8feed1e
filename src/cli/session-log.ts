import type { SessionEvent } from '../session/events.ts';
import { openJournal } from '../session/effects/journal.ts';
import type { EventLog } from '../session/effects/record.ts';
import { journalFile } from '../session/effects/session-folder.ts';

/**
 * The journal as the engine wants it: answers with the number and time it gave the event. `told` hears of each
 * event once, just after it was folded, though it may come to the disk later.
 */
export function openLog(
  folder: string,
  told: (event: SessionEvent) => void,
): { log: EventLog; close: () => void } {
  const journal = openJournal(journalFile(folder), { now: Date.now });
  return {
    log: {
      append(event, at = new Date().toISOString()) {
        journal.append(event, at);
        return { seq: journal.length, at };
      },
      // After the fold, which follows at once in the same turn.
      folded: (event) => queueMicrotask(() => told(event)),
    },
    close: () => journal.close(),
  };
}
