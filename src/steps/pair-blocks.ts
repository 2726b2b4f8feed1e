import type { Block, Runbook, Step } from './model.ts';
import { scopeOf } from './scope.ts';

/** A block with its place among all of its document, and what it means. */
export interface Place {
  readonly at: number;
  readonly step: Step;
  readonly block: Block;
  /** Everything that the block means, as one text. */
  readonly says: string;
}

/** A block as it was, and the one that stands for it now. */
export interface Pair {
  readonly kept: Place;
  readonly now: Place;
}

/** Every block of a document, in its order. */
export function placesOf(runbook: Runbook): readonly Place[] {
  return runbook.steps
    .flatMap((step) => step.blocks.map((block) => ({ step, block })))
    .map((place, at) => ({ at, ...place, says: meaningOf({ runbook, ...place }) }));
}

/**
 * From the surest likeness to the weakest, each block once, in the order of the document now: the same below the same
 * heading, the same anywhere, then what stands in its place and is mostly written alike. A block that was written anew is no
 * revision of what it took the place of: one is gone and the other new, and nothing that was done counts for it.
 */
export function pairUp(before: readonly Place[], after: readonly Place[]): readonly Pair[] {
  const pairs: Pair[] = [];
  const free = new Set(after);
  const open = new Set(before);
  const join = (kept: Place, now: Place): void => {
    if (!open.has(kept) || !free.has(now)) return;
    open.delete(kept);
    free.delete(now);
    pairs.push({ kept, now });
  };
  for (const key of exact) {
    const candidates = Map.groupBy(free, key);
    for (const one of open) {
      const other = candidates.get(key(one))?.shift();
      if (other !== undefined) join(one, other);
    }
  }
  for (const key of alike) {
    const candidates = Map.groupBy(free, key);
    for (const [of, kept] of Map.groupBy(open, key))
      for (const { one, other } of mostAlike(kept, candidates.get(of) ?? [], open, free))
        join(one, other);
  }
  return pairs.toSorted((one, other) => one.now.at - other.now.at);
}

type Key = (place: Place) => string;

const keyed =
  (of: (place: Place) => readonly string[]): Key =>
  (place) =>
    JSON.stringify(of(place));

/** What is the same for both of a pair. Numbers shift when a step is put in front; headings stay. */
const exact: readonly Key[] = [
  keyed(({ says, block, step }) => [says, block.id, step.title]),
  keyed(({ says, step }) => [says, step.title]),
  keyed(({ says, block }) => [says, block.id]),
  keyed(({ says, step }) => [says, step.id]),
  ({ says }) => says,
  keyed(({ block, step }) => [block.text, block.kind, step.title]),
  keyed(({ block }) => [block.text, block.kind]),
];

/** Among those that have this in common the ones that are most alike are a pair. */
const alike: readonly Key[] = [
  keyed(({ block, step }) => [step.title, block.kind]),
  keyed(({ block }) => [block.id, block.kind]),
  keyed(({ block, step }) => [block.id, step.title]),
];

/** Of two commands that are a pair this share of their words is the same. */
const least = 0.6;
/** Among more than this many pairs only those in the same place are looked at. */
const most = 250_000;

/** Pairs that are written alike, the most alike first; of those that are as alike, what has the same name. */
function mostAlike(
  kept: readonly Place[],
  now: readonly Place[],
  open: ReadonlySet<Place>,
  free: ReadonlySet<Place>,
): readonly { readonly one: Place; readonly other: Place }[] {
  const [before, after] = [kept.filter((one) => open.has(one)), now.filter((one) => free.has(one))];
  const isMany = before.length * after.length > most;
  const words = new Map(after.map((other) => [other, wordsOf(other.block)]));
  return before
    .flatMap((one) => {
      const own = wordsOf(one.block);
      return after
        .filter((other) => !isMany || other.block.id === one.block.id)
        .map((other) => ({ one, other, share: sharedWords(own, words.get(other) ?? []) }));
    })
    .filter(({ share }) => share >= least)
    .toSorted(
      (first, second) =>
        second.share - first.share ||
        Number(second.one.block.id === second.other.block.id) -
          Number(first.one.block.id === first.other.block.id),
    );
}

/** Words that two commands have in common, of all that they have: from 0 to 1. */
function sharedWords(before: readonly string[], after: readonly string[]): number {
  if (before.length + after.length === 0) return 1;
  const left = new Map<string, number>();
  for (const word of before) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of after) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    shared += 1;
  }
  return (2 * shared) / (before.length + after.length);
}

function wordsOf({ text }: Block): readonly string[] {
  return text.match(/[\p{L}\p{N}_]+/gu) ?? [];
}

/** A block where it stands. */
interface Standing {
  readonly runbook: Runbook;
  readonly step: Step;
  readonly block: Block;
}

/** Everything that a block means as one text: two that say the same do the same and are judged the same. */
export function meaningOf(place: Standing): string {
  return JSON.stringify(facets(place));
}

/** What differs between two readings of a block: `command`, `gate`, `place` ...; nothing where they mean the same. */
export function whatDiffers(one: Standing, other: Standing): readonly string[] {
  const theirs = facets(other);
  return Object.entries(facets(one)).flatMap(([name, value]) =>
    JSON.stringify(value) === JSON.stringify(theirs[name]) ? [] : [name],
  );
}

/** Whose text, where it runs, and how it is judged. Line numbers and prose are no part of it. */
function facets({ runbook, step, block }: Standing): Readonly<Record<string, unknown>> {
  const { routing } = block.routing === undefined ? step : block;
  const { poll, secrets, transfer } = block;
  return {
    command: [block.text, block.lang, block.stdin],
    scope: scopeOf(block, runbook.scopes)?.lines,
    kind: [block.kind, block.labelled, block.fallbackWhen, block.idempotent, block.diagnosis],
    place: [block.location, block.scope],
    input: [
      secrets?.inputs.map((input) => ({ ...input, line: 0 })),
      secrets?.refused,
      secrets?.remember,
      block.sensitive,
      transfer,
      block.placeholders,
    ],
    gate: block.gates.map(({ text, hard, onlyWhen, type }) => [text, hard, onlyWhen, type]),
    capture: block.captures.map(({ text, name, pattern }) => [name, text, pattern]),
    caution: block.cautions.map(({ text, object }) => [text, object]),
    poll: [
      poll?.everySeconds,
      poll?.atMost,
      poll?.stopOn.map(({ text }) => text),
      poll?.meanwhile?.upTo,
      poll?.diagnose,
    ],
    route: [routing?.skipWhen, routing?.deferTo],
  };
}
