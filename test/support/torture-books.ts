import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Walker } from '../../src/session/walker.ts';
import { pollsBook, walkPollsToTheEnd } from './torture-polls.ts';
import { tortureBook, walkToTheEnd } from './torture-walk.ts';

/** A document to be tortured, and how it is walked. */
export interface TortureBook {
  /** Its file in a torture's folder, without `.md`. */
  readonly name: string;
  text(folder: string): string;
  walk(walker: Walker, folder: string): Promise<void>;
  /** How often each step changes something in a whole walk. */
  readonly effects: Readonly<Record<string, number>>;
  /** The step whose block goes on for a while. */
  readonly slow: string;
}

/** One of everything. */
export const everything: TortureBook = {
  name: 'torture',
  text: tortureBook,
  walk: walkToTheEnd,
  effects: { 2: 1, 4: 1, 5: 0, 6: 1 },
  slow: '6',
};

/** Polls that are left running. */
export const polls: TortureBook = {
  name: 'polls',
  text: pollsBook,
  walk: walkPollsToTheEnd,
  effects: { 1: 1, 4: 1, 5: 1 },
  slow: '4',
};

/** The book in a torture's folder. */
export function bookOf(folder: string): TortureBook {
  return existsSync(join(folder, `${polls.name}.md`)) ? polls : everything;
}
