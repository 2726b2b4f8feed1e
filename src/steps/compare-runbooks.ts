import type { Runbook } from './model.ts';
import { pairUp, placesOf, whatDiffers, type Pair, type Place } from './pair-blocks.ts';

/** One difference between a runbook as a walk began with it and its document now. */
export interface RunbookChange {
  /** `moved` stands in another order among the blocks that are the same. */
  readonly type: 'changed' | 'gone' | 'new' | 'moved';
  /** The block of the kept copy; undefined for one that is new. */
  readonly kept: string | undefined;
  /** Its id in the document now; undefined for one that is gone. */
  readonly now: string | undefined;
  /** What differs, for a block that changed: `command`, `gate`, `place` ... */
  readonly what: readonly string[];
  /** For a new block: the block of the kept copy that it stands in front of; undefined at the end. */
  readonly before: string | undefined;
}

/** What differs between two readings of one document. */
export interface RunbookChanges {
  /** In the order of the document now; what is gone stands where it stood. */
  readonly blocks: readonly RunbookChange[];
  /** Names of literals with another value, new or gone. */
  readonly literals: readonly string[];
  /** Steps whose own gates (an exit gate's, above all) differ, by their id in the kept copy or now. */
  readonly steps: readonly string[];
}

/**
 * Compares block by block, by what a block says and not by its number: a block put in between does not
 * make everything below it look changed. Prose is not compared; it runs nothing.
 */
export function compareRunbooks(kept: Runbook, now: Runbook): RunbookChanges {
  const before = placesOf(kept);
  const after = placesOf(now);
  const pairs = pairUp(before, after);
  const same = pairs.filter(({ kept: one, now: other }) => one.says === other.says);
  const inOrder = new Set(longestRising(same));
  const partner = new Map(pairs.map((pair) => [pair.now, pair.kept]));
  const paired = new Set(partner.values());
  // By place: the first block from there on that stood in the kept copy.
  const behind: (Place | undefined)[] = [];
  for (const place of after.toReversed())
    behind[place.at] = partner.get(place) ?? behind[place.at + 1];
  const differences = [
    ...pairs.flatMap(({ kept: one, now: other }, index): readonly Sorted[] => {
      const what =
        one.says === other.says
          ? []
          : whatDiffers({ runbook: kept, ...one }, { runbook: now, ...other });
      const names = { kept: one.block.id, now: other.block.id, before: undefined };
      if (what.length > 0)
        return [{ at: one.at, rank: index, change: { type: 'changed', what, ...names } }];
      return inOrder.has(one.at)
        ? []
        : [{ at: one.at, rank: index, change: { type: 'moved', what: [], ...names } }];
    }),
    ...before
      .filter((place) => !paired.has(place))
      .map(({ at, block }): Sorted => ({ at, rank: 0, change: gone(block.id) })),
    ...after
      .filter((place) => !partner.has(place))
      .map(({ at, block }): Sorted => {
        const next = behind[at];
        // Half a place ahead of the block it stands in front of.
        const where = (next?.at ?? before.length) - 0.5;
        return { at: where, rank: at, change: added(block.id, next?.block.id) };
      }),
  ];
  return {
    blocks: differences
      .toSorted((one, other) => one.at - other.at || one.rank - other.rank)
      .map(({ change }) => change),
    literals: differingLiterals(kept, now),
    steps: differingSteps(kept, now),
  };
}

/** Whether nothing but prose differs. */
export function isProseOnly({ blocks, literals, steps }: RunbookChanges): boolean {
  return blocks.length + literals.length + steps.length === 0;
}

interface Sorted {
  readonly at: number;
  readonly rank: number;
  readonly change: RunbookChange;
}

function gone(id: string): RunbookChange {
  return { type: 'gone', kept: id, now: undefined, what: [], before: undefined };
}

function added(id: string, before: string | undefined): RunbookChange {
  return { type: 'new', kept: undefined, now: id, what: [], before };
}

/** Places of the kept copy that keep their order among each other: the most there can be. */
function longestRising(pairs: readonly Pair[]): readonly number[] {
  // By length less one: the end of the chain of that length that ends lowest, and what stands before each end.
  const ends: number[] = [];
  const previous = new Map<number, number | undefined>();
  // Of several that are as long the first that was found.
  let last: number | undefined;
  for (const { kept } of pairs) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < kept.at) low = middle + 1;
      else high = middle;
    }
    previous.set(kept.at, ends[low - 1]);
    if (low === ends.length) last = kept.at;
    ends[low] = kept.at;
  }
  const chain: number[] = [];
  for (let at = last; at !== undefined; at = previous.get(at)) chain.push(at);
  return chain.toReversed();
}

function differingLiterals(kept: Runbook, now: Runbook): readonly string[] {
  const values = ({ literals }: Runbook) =>
    new Map(literals.map(({ name, value }) => [name, value]));
  const [before, after] = [values(kept), values(now)];
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  );
}

function differingSteps(kept: Runbook, now: Runbook): readonly string[] {
  const gates = ({ steps }: Runbook) =>
    steps
      .filter((step) => step.gates.length > 0)
      .map(({ id, gates: own }) => ({
        id,
        says: JSON.stringify(own.map(({ text, hard, onlyWhen }) => [text, hard, onlyWhen])),
      }));
  const [before, after] = [gates(kept), gates(now)];
  const without = (some: typeof before, others: typeof before) =>
    some.filter(({ says }) => !others.some((other) => other.says === says)).map(({ id }) => id);
  return [...new Set([...without(before, after), ...without(after, before)])];
}
