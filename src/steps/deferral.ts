import type { Runbook, Step } from './model.ts';

/** What a DEFER TO names, read: a runbook, by its id or the beginning of one, and places in it. */
export interface DeferralTarget {
  /** Undefined: the runbook that defers. */
  readonly runbook: string | undefined;
  /** In the order named; none for the runbook as a whole. */
  readonly places: readonly DeferralPlace[];
}

export type DeferralPlace =
  | { readonly type: 'one'; readonly id: string }
  /** From one step to another, both of them among it, in the order of the document. */
  | { readonly type: 'range'; readonly from: string; readonly to: string };

/**
 * Reads `phase-08 step 8.2`, `phase-08 steps 8.1 to 8.5`, `phase-08, steps 8.1 and 8.3`, `phase-08 block 8.2/1`, `step
 * 8.6` and `phase-08`; undefined for words that name no place in a document, as `the incident report`.
 */
export function readDeferral(words: string): DeferralTarget | undefined {
  const plain = words.replace(/\s+/g, ' ').replace(/[.;]$/, '').trim();
  const named = PLACED.exec(plain);
  if (named === null)
    return BARE.test(plain) ? { runbook: runbookOf(plain), places: [] } : undefined;
  const [, runbook, list = ''] = named;
  const places = list.split(/,? and |, ?/).map(placeOf);
  if (!places.every((place) => place !== undefined)) return undefined;
  return { runbook: runbook === undefined ? undefined : runbookOf(runbook), places };
}

const BOOK = '[a-z][\\w.]*(?:-[\\w.]+)*|phase \\d+';
const PLACED = new RegExp(`^(?:(${BOOK}),? )?(?:steps?|blocks?|sections?) (.+)$`, 'i');
/** A word without a dash or a digit is more likely a word than the name of a document. */
const BARE = /^(?:phase \d+|(?=\S*[-\d])[a-z][\w.]*(?:-[\w.]+)*)$/i;

function runbookOf(said: string): string {
  return said.replace(/^phase (?=\d)/i, 'phase-').toLowerCase();
}

function placeOf(said: string): DeferralPlace | undefined {
  const range = /^(\S+) (?:to|through) (\S+)$/.exec(said) ?? /^(\d[^-–]*)[-–](\d\S*)$/.exec(said);
  if (range !== null) return { type: 'range', from: range[1] ?? '', to: range[2] ?? '' };
  return /^\S+$/.test(said) ? { type: 'one', id: said } : undefined;
}

/** Where a deferral leads among the runbooks of a walk. */
export type Resolved =
  /** No runbook of this walk, or no document at all. */
  | { readonly type: 'elsewhere' }
  /** The runbook is here, and what is named is not in it. */
  | { readonly type: 'broken'; readonly why: string }
  | {
      readonly type: 'found';
      readonly runbook: Runbook;
      /** In the order of the document. */
      readonly places: readonly ResolvedPlace[];
    };

export interface ResolvedPlace {
  readonly step: Step;
  /** Its id where a block alone is named. */
  readonly block: string | undefined;
  /** It stands between the ends of a range, or in a runbook that is named as a whole. */
  readonly between: boolean;
}

/** Finds what a deferral of `own` names among `runbooks`: `phase-02` is found as `phase-02-vault` too. */
export function resolveDeferral(
  words: string,
  own: Runbook,
  runbooks: readonly Runbook[],
): Resolved {
  const target = readDeferral(words);
  if (target === undefined) return { type: 'elsewhere' };
  const { runbook: said, places } = target;
  const [runbook, other] = said === undefined ? [own] : named(said, runbooks);
  if (runbook === undefined) return { type: 'elsewhere' };
  if (other !== undefined)
    return {
      type: 'broken',
      why: `${said ?? ''} is the beginning of ${runbook.id} and of ${other.id}`,
    };
  const found = places.length === 0 ? wholeOf(runbook) : places.map((each) => find(each, runbook));
  const missing = found.find((each) => typeof each === 'string');
  if (missing !== undefined) return { type: 'broken', why: missing };
  const all = found.flatMap((each) => (typeof each === 'string' ? [] : each));
  const seen = new Set<Step | string>();
  const once = all.filter(({ step, block }) => {
    const key = block ?? step;
    return !seen.has(key) && seen.add(key);
  });
  return { type: 'found', runbook, places: once };
}

function named(said: string, runbooks: readonly Runbook[]): readonly Runbook[] {
  const exact = runbooks.filter(({ id }) => id.toLowerCase() === said);
  if (exact.length > 0) return exact;
  return runbooks.filter(({ id }) => id.toLowerCase().startsWith(`${said}-`));
}

type Found = readonly ResolvedPlace[] | string;

/** All that a runbook has to do: its end is what asks for it, its rollback is no part of it. */
function wholeOf(runbook: Runbook): readonly Found[] {
  const steps = runbook.steps.filter(
    (step) => step.role !== 'exit-gate' && step.role !== 'rollback' && holdsWork(step),
  );
  return steps.length === 0
    ? [`${runbook.id} has no step that could pass`]
    : [steps.map((step) => ({ step, block: undefined, between: true }))];
}

function find(place: DeferralPlace, runbook: Runbook): Found {
  const { steps } = runbook;
  if (place.type === 'one') {
    const step = steps.find(({ id }) => id === place.id);
    if (step !== undefined)
      return holdsWork(step)
        ? [{ step, block: undefined, between: false }]
        : `step ${place.id} of ${runbook.id} holds no block and no gate, so it never passes`;
    const owner = steps.find(({ blocks }) => blocks.some(({ id }) => id === place.id));
    return owner === undefined
      ? `${runbook.id} holds no step or block ${place.id}`
      : [{ step: owner, block: place.id, between: false }];
  }
  const from = steps.findIndex(({ id }) => id === place.from);
  const to = steps.findLastIndex(({ id }) => id === place.to);
  const lost = from < 0 ? place.from : to < 0 ? place.to : undefined;
  if (lost !== undefined) return `${runbook.id} holds no step ${lost}`;
  if (to < from) return `in ${runbook.id} step ${place.to} comes before ${place.from}`;
  const inside = steps
    .slice(from, to + 1)
    .filter((step) => step.role !== 'rollback' && holdsWork(step));
  return inside.length === 0
    ? `steps ${place.from} to ${place.to} of ${runbook.id} hold no block and no gate, so they never pass`
    : inside.map((step) => ({
        step,
        block: undefined,
        between: step.id !== place.from && step.id !== place.to,
      }));
}

/** Whether there is anything in a step that could pass, or that it puts off itself. */
export function holdsWork(step: Step): boolean {
  return step.blocks.length + step.gates.length > 0 || isAlwaysDeferred(step);
}

/** An item of an acceptance bar that nothing here shows, and that is left to what it names whatever the route. */
export function isAlwaysDeferred({ blocks, gates, acceptance, routing }: Step): boolean {
  return (
    blocks.length + gates.length === 0 &&
    acceptance !== undefined &&
    routing?.deferTo !== undefined &&
    routing.skipWhen === undefined
  );
}
