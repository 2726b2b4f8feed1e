import type { BlockRef, JournaledEvent, SessionMode } from './events.ts';
import { pollTimes, type PollTime } from './waits.ts';

/** What an earlier walk tells a later one, from its journal alone. */
export interface EarlierWalk {
  readonly id: string;
  /** When it was last written to, ISO 8601. */
  readonly at: string;
  readonly mode: SessionMode;
  /** Ids of its runbooks, in order. */
  readonly runbooks: readonly string[];
  /** Literals by name as they were confirmed last; none when they were not. */
  readonly literals: Readonly<Record<string, string>>;
  /** The newest value of each capture, and the block that found it. */
  readonly captures: Readonly<Record<string, { readonly value: string; readonly block: BlockRef }>>;
  /** By block: how long a poll took that passed. */
  readonly polls: ReadonlyMap<BlockRef, PollTime>;
}

/** Undefined for a journal that does not begin a walk. */
export function earlierWalk(events: readonly JournaledEvent[]): EarlierWalk | undefined {
  const opening = events[0]?.event;
  if (opening?.type !== 'session-started') return undefined;
  const literals: Record<string, string> = {};
  const captures: Record<string, { value: string; block: BlockRef }> = {};
  const blocks = new Map<number, BlockRef>();
  for (const { event } of events) {
    if (event.type === 'literals-confirmed') Object.assign(literals, event.values);
    // What is only looked at again sets nothing.
    if (event.type === 'block-started' && event.recheck !== true)
      blocks.set(event.attempt, event.block);
    if (event.type === 'block-judged') {
      const block = blocks.get(event.attempt);
      if (block !== undefined)
        for (const [name, value] of Object.entries(event.captures))
          captures[name] = { value, block };
    }
  }
  return {
    id: opening.id,
    at: events.at(-1)?.at ?? '',
    mode: opening.mode,
    runbooks: opening.runbooks.map(({ id }) => id),
    literals,
    captures,
    polls: pollTimes(events),
  };
}

/**
 * Those that a walk may learn from, in their order: never from training to the real machine, nor the other way
 * round.
 */
export function ofMode(walks: readonly EarlierWalk[], mode: SessionMode): readonly EarlierWalk[] {
  return walks.filter((walk) => walk.mode === mode);
}
