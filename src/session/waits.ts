import type { BlockRef, JournaledEvent } from './events.ts';
import { locatedBlocks } from './refs.ts';
import type { Session } from './session.ts';

/** How long a poll usually takes here. */
export interface UsualWait {
  /** The median of earlier walks, seconds of session time. */
  readonly seconds: number;
  /** In how many earlier walks it passed. */
  readonly walks: number;
}

export type UsualWaits = ReadonlyMap<BlockRef, UsualWait>;

/** How long one poll took in one walk. */
export interface PollTime {
  readonly seconds: number;
  /** What ran: a poll that was written anew since tells nothing about the one that is there now. */
  readonly script: string;
}

/** By block: the time from the beginning of its newest poll that passed to the look that passed it. */
export function pollTimes(events: readonly JournaledEvent[]): ReadonlyMap<BlockRef, PollTime> {
  const times = new Map<BlockRef, PollTime>();
  const open = new Map<number, { readonly block: BlockRef; readonly script: string }>();
  const passing = new Map<number, number>();
  for (const { event } of events) {
    if (event.type === 'block-started')
      open.set(event.attempt, { block: event.block, script: event.command.script });
    if (event.type === 'poll-looked') {
      if (event.look.answer === 'yes') passing.set(event.attempt, event.look.seconds);
      else passing.delete(event.attempt);
    }
    if (event.type === 'block-judged') {
      const poll = open.get(event.attempt);
      const seconds = passing.get(event.attempt);
      const holds = event.verdicts.every(({ answer }) => answer !== 'no');
      if (poll !== undefined && seconds !== undefined && holds && isLength(seconds))
        times.set(poll.block, { seconds, script: poll.script });
    }
  }
  return times;
}

/** The usual wait of each poll of a walk, from earlier walks; only of polls that are still written as they were. */
export function usualWaits(
  session: Session,
  walks: readonly { readonly polls: ReadonlyMap<BlockRef, PollTime> }[],
): UsualWaits {
  const waits = new Map<BlockRef, UsualWait>();
  if (walks.length === 0) return waits;
  for (const { ref, block } of locatedBlocks(session)) {
    if (block.poll === undefined) continue;
    const text = block.text.replace(/\r\n/g, '\n');
    const times = walks.flatMap(({ polls }) => {
      const time = polls.get(ref);
      // The values that it reads, which change from walk to walk, stand ahead of its text.
      return time?.script.endsWith(text) === true ? [time.seconds] : [];
    });
    if (times.length > 0) waits.set(ref, { seconds: median(times), walks: times.length });
  }
  return waits;
}

/** `usually 12 min (3 earlier walks)` */
export function usualWaitWords({ seconds, walks }: UsualWait): string {
  const count = walks === 1 ? '1 earlier walk' : `${walks} earlier walks`;
  return `usually ${lengthWords(seconds)} (${count})`;
}

/** `at once`, `40 s`, `12 min`, `1 h 5 min`: as exact as such a guess is. */
function lengthWords(seconds: number): string {
  if (seconds < 1) return 'at once';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? upper;
  return Math.round((lower + upper) / 2);
}

/** A journal is written by programs of many ages; a length of less than nothing is none. */
function isLength(seconds: number): boolean {
  return Number.isFinite(seconds) && seconds >= 0;
}
