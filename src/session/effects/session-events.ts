import type { JournaledEvent } from '../events.ts';
import { whyUnknown } from '../known-event.ts';
import { readJournal, type Damage, type JournalReading, type ReadEvent } from './journal-reader.ts';

/** As a reading of the journal, with events that this version can fold. */
export type EventsReading =
  | (Omit<Extract<JournalReading, { type: 'read' }>, 'events'> & {
      readonly events: readonly JournaledEvent[];
    })
  | Extract<JournalReading, { type: 'refused' }>;

/** Reads a session's journal whole, and refuses one that tells of what this version does not know. Never throws. */
export function readEvents(file: string): EventsReading {
  const reading = readJournal(file);
  if (reading.type === 'refused') return reading;
  const unknown = findUnknown(reading.events, file);
  return unknown ?? { ...reading, events: reading.events as readonly JournaledEvent[] };
}

/** The good events before a damaged line, or why they can not be folded either. */
export function eventsBefore(
  damage: Damage,
  file: string,
): readonly JournaledEvent[] | Extract<EventsReading, { type: 'refused' }> {
  return findUnknown(damage.events, file) ?? (damage.events as readonly JournaledEvent[]);
}

function findUnknown(
  events: readonly ReadEvent[],
  file: string,
): Extract<EventsReading, { type: 'refused' }> | undefined {
  for (const [index, { event }] of events.entries()) {
    const why = whyUnknown(event) ?? notFirst(event, index);
    if (why === undefined) continue;
    const line = index + 1;
    return {
      type: 'refused',
      line,
      problem: `Line ${line} of the journal ${file} is whole, but its event ${why}; resume the session with the handrail that wrote it${writer(events)}, or a newer one.`,
    };
  }
  return undefined;
}

function notFirst(event: unknown, index: number): string | undefined {
  const begins = (event as { type: string }).type === 'session-started';
  if (begins === (index === 0)) return undefined;
  return begins ? 'begins the walk a second time' : 'does not begin a walk';
}

function writer(events: readonly ReadEvent[]): string {
  const first = events[0]?.event as { readonly handrail?: unknown } | null | undefined;
  return typeof first?.handrail === 'string' ? `, ${first.handrail}` : '';
}
