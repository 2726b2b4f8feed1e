import type { Block, Runbook, Step } from './model.ts';

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
  const differences = [
    ...pairs.flatMap(({ kept: one, now: other }, index): readonly Sorted[] => {
      const what = differing(one, other);
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
        const next = after
          .slice(at)
          .map((place) => partner.get(place))
          .find((place) => place !== undefined);
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

interface Place {
  readonly at: number;
  readonly step: Step;
  readonly block: Block;
  /** Everything that the block means, as one text. */
  readonly says: string;
}

interface Pair {
  readonly kept: Place;
  readonly now: Place;
}

function placesOf({ steps }: Runbook): readonly Place[] {
  return steps
    .flatMap((step) => step.blocks.map((block) => ({ step, block })))
    .map((place, at) => ({ at, ...place, says: JSON.stringify(facets(place.block, place.step)) }));
}

/** From the surest likeness to the weakest, each block once: the same in its step, the same anywhere, then by its place. */
function pairUp(before: readonly Place[], after: readonly Place[]): readonly Pair[] {
  const pairs: Pair[] = [];
  const free = new Set(after);
  const open = new Set(before);
  const likenesses: readonly ((one: Place, other: Place) => boolean)[] = [
    (one, other) => one.says === other.says && one.block.id === other.block.id,
    (one, other) => one.says === other.says && one.step.id === other.step.id,
    (one, other) => one.says === other.says && one.step.title === other.step.title,
    (one, other) => one.says === other.says,
    (one, other) => one.block.text === other.block.text && one.block.kind === other.block.kind,
    (one, other) => one.block.id === other.block.id && one.block.kind === other.block.kind,
    (one, other) => isStepOf(one, other) && one.block.kind === other.block.kind,
    (one, other) => one.block.id === other.block.id && one.step.title === other.step.title,
  ];
  for (const isLike of likenesses)
    for (const one of before) {
      if (!open.has(one)) continue;
      const other = after.find((candidate) => free.has(candidate) && isLike(one, candidate));
      if (other === undefined) continue;
      pairs.push({ kept: one, now: other });
      open.delete(one);
      free.delete(other);
    }
  return pairs.toSorted((one, other) => one.now.at - other.now.at);
}

/** The same heading, whatever its number became. */
function isStepOf(one: Place, other: Place): boolean {
  return one.step.title === other.step.title;
}

function facets(block: Block, step: Step): Readonly<Record<string, unknown>> {
  const { routing } = block.routing === undefined ? step : block;
  return {
    command: [block.text, block.lang, block.stdin],
    kind: [block.kind, block.labelled, block.fallbackWhen, block.idempotent],
    place: [block.location, block.scope],
    input: [
      block.secrets?.inputs.map((input) => ({ ...input, line: 0 })),
      block.secrets?.remember,
      block.sensitive,
    ],
    gate: block.gates.map(({ text, hard, onlyWhen }) => [text, hard, onlyWhen]),
    capture: block.captures.map(({ text, name, pattern }) => [name, text, pattern]),
    caution: block.cautions.map(({ text, object }) => [text, object]),
    poll: [
      block.poll?.everySeconds,
      block.poll?.atMost,
      block.poll?.stopOn.map(({ text }) => text),
    ],
    route: [routing?.skipWhen, routing?.deferTo],
  };
}

function differing(one: Place, other: Place): readonly string[] {
  if (one.says === other.says) return [];
  const theirs = facets(other.block, other.step);
  return Object.entries(facets(one.block, one.step)).flatMap(([name, value]) =>
    JSON.stringify(value) === JSON.stringify(theirs[name]) ? [] : [name],
  );
}

function gone(id: string): RunbookChange {
  return { type: 'gone', kept: id, now: undefined, what: [], before: undefined };
}

function added(id: string, before: string | undefined): RunbookChange {
  return { type: 'new', kept: undefined, now: id, what: [], before };
}

/** Places of the kept copy that keep their order among each other: the most there can be. */
function longestRising(pairs: readonly Pair[]): readonly number[] {
  const best: (readonly number[])[] = [];
  for (const { kept } of pairs) {
    const longest = best
      .filter((chain) => (chain.at(-1) ?? -1) < kept.at)
      .reduce<readonly number[]>((most, chain) => (chain.length > most.length ? chain : most), []);
    best.push([...longest, kept.at]);
  }
  return best.reduce<readonly number[]>(
    (most, chain) => (chain.length > most.length ? chain : most),
    [],
  );
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
