import type { BlockRef } from '../events.ts';
import type { RunningBlock } from '../runner.ts';
import type { PollControl } from './poll-hand.ts';

/** What is in hand of one attempt as long as it is under way. */
export interface Underway {
  readonly attempt: number;
  block: BlockRef;
  /** What a cancel stops; undefined between two looks, or two runs. */
  running: RunningBlock | undefined;
  /** Of a poll. */
  control: PollControl | undefined;
  /** Resolves when it has ended. */
  ended: Promise<void>;
  /** Resolves when it is left running. */
  readonly left: Promise<void>;
  leave(): void;
}

/** All attempts under way: at most one is waited for, the others are polls that were left running. */
export interface UnderwayAttempts {
  begin(attempt: number, block: BlockRef): Underway;
  end(attempt: number): void;
  of(attempt: number | undefined): Underway | undefined;
  ofBlock(block: BlockRef): Underway | undefined;
  all(): readonly Underway[];
}

export function createUnderway(): UnderwayAttempts {
  const attempts = new Map<number, Underway>();
  return {
    begin(attempt, block) {
      let leave = (): void => undefined;
      const left = new Promise<void>((resolve) => {
        leave = resolve;
      });
      const hand: Underway = {
        attempt,
        block,
        running: undefined,
        control: undefined,
        ended: Promise.resolve(),
        left,
        leave: () => leave(),
      };
      attempts.set(attempt, hand);
      return hand;
    },
    end: (attempt) => void attempts.delete(attempt),
    of: (attempt) => (attempt === undefined ? undefined : attempts.get(attempt)),
    ofBlock: (block) => [...attempts.values()].find((hand) => hand.block === block),
    all: () => [...attempts.values()],
  };
}
