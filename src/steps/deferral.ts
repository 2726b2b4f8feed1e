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
 * Reads `phase-08 step 8.2`, `phase-08: steps 8.1 to 8.5`, `phase-08 (steps 8.1 and 8.3)`, `phase-08 8.2/1`, `step 8.6` and
 * `phase-08`; undefined for words that name no place in a document, as `the incident report`, and for those that are
 * not understood, as `phase-08 step 8.2 or 8.3`.
 */
export function readDeferral(words: string): DeferralTarget | undefined {
  const plain = plainOf(words);
  const named = PLACED.exec(plain) ?? NUMBERED.exec(plain);
  if (named === null)
    return BARE.test(plain) ? { runbook: runbookOf(plain), places: [] } : undefined;
  const [, runbook, list = ''] = named;
  const places = list.split(/,? and |, ?/).map(placeOf);
  if (!places.every((place) => place !== undefined)) return undefined;
  return { runbook: runbook === undefined ? undefined : runbookOf(runbook), places };
}

/** One kind of dash and blank, no full stop at the end, and no parentheses around the places. */
function plainOf(words: string): string {
  return words
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.;]$/, '')
    .replace(/ ?\(([^()]*)\)$/, ' $1')
    .trim();
}

const PHASE = 'phase[ _]?\\d+';
const WORD = '[a-z]\\w*(?:[-.]\\w+)*';
/** A word without a dash or a digit is more likely a word than the name of a document. */
const NAME = `(?=\\S*[-\\d])${WORD}`;
const BETWEEN = '(?:,|:| -+)? ';
const PLACED = new RegExp(
  `^(?:(${PHASE}|${WORD})${BETWEEN})?(?:steps?|blocks?|sections?) (.+)$`,
  'i',
);
/** `phase-08 8.2` and `phase-08:8.2/1`: what follows the name can only be a step or block of it. */
const NUMBERED = new RegExp(`^(${PHASE}|${NAME})(?:${BETWEEN}|:)(\\d.*)$`, 'i');
const BARE = new RegExp(`^(?:${PHASE}|${NAME})$`, 'i');

function runbookOf(said: string): string {
  return said
    .toLowerCase()
    .replace(/\.md$/, '')
    .replace(/^phase[ _]?(?=\d)/, 'phase-');
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
  /** The runbook is here, and what is named is not in it; or what is named is not understood. */
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
  if (target === undefined) return notRead(words, runbooks);
  const { runbook: said, places } = target;
  const [runbook, other] = said === undefined ? [own] : named(said, runbooks);
  if (runbook === undefined) {
    const isOther = said !== undefined && isName(said) && !speaksOf(said, runbooks);
    return isOther ? { type: 'elsewhere' } : notRead(words, runbooks);
  }
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

/** By its id, else by what its id comes to, else by the beginning of that up to a dash. */
function named(said: string, runbooks: readonly Runbook[]): readonly Runbook[] {
  const exact = runbooks.filter(({ id }) => id.toLowerCase() === said);
  if (exact.length > 0) return exact;
  const wanted = comesTo(said);
  const same = runbooks.filter(({ id }) => comesTo(id) === wanted);
  if (same.length > 0) return same;
  return runbooks.filter(({ id }) => comesTo(id).startsWith(`${wanted}-`));
}

/** `phase-8`, `Phase_08` and `phase08` are one name: numbers in it are compared as numbers. */
function comesTo(id: string): string {
  return runbookOf(id)
    .split(/[-_]/)
    .map((part) => part.replace(/^0+(?=\d+$)/, ''))
    .join('-');
}

/**
 * Words that speak of this walk and are not understood leave open what makes up for it, and that is never nothing: others
 * are left to people.
 */
function notRead(words: string, runbooks: readonly Runbook[]): Resolved {
  return SPEAKS_OF_A_PLACE.test(words) || speaksOf(words, runbooks)
    ? {
        type: 'broken',
        why: `its words are not understood (nearest form: ${nearestDeferral(words)})`,
      }
    : { type: 'elsewhere' };
}

const SPEAKS_OF_A_PLACE = /\b(?:step|block)s? [\w./]*\d/i;

/** A word without a dash or a digit is more likely a word: `after step 8.2` names no document. */
function isName(said: string): boolean {
  return /[-\d]/.test(said);
}

/** Whether words hold the name of a runbook, if only at the beginning of `phase-08-step-8.2`. */
function speaksOf(words: string, runbooks: readonly Runbook[]): boolean {
  const names = plainOf(words).match(new RegExp(`\\b(?:${PHASE}|${WORD})`, 'gi')) ?? [];
  return names.some((name) => {
    const said = runbookOf(name).replace(/-(?:(?:steps?|blocks?)\b|\d+\.).*$/, '');
    return isName(said)
      ? named(said, runbooks).length > 0
      : runbooks.some(({ id }) => comesTo(id) === said);
  });
}

/** Why a DEFER TO that begins like one that names a place is none, with the nearest form; undefined for all others. */
export function deferralProblem(
  words: string,
): { readonly message: string; readonly nearest: string } | undefined {
  const begins = /^(?:phase[ _-]?\d|(?:steps?|blocks?|sections?)\b)/i.test(plainOf(words));
  if (readDeferral(words) !== undefined || !(begins || SPEAKS_OF_A_PLACE.test(words)))
    return undefined;
  return { message: `DEFER TO is not understood: "${words}"`, nearest: nearestDeferral(words) };
}

/** The form that says what words hold of a runbook and of places. */
function nearestDeferral(words: string): string {
  const plain = plainOf(words);
  const book = /\bphase[ _-]?\d+(?:-(?!steps?\b|blocks?\b)[a-z]\w*)*|\b[a-z]\w*(?:-\w+)+/i.exec(
    plain,
  )?.[0];
  const rest = book === undefined ? plain : plain.replace(book, ' ');
  const ids = [...new Set(rest.match(/(?<![\w.])\d+(?:\.\w+)*(?:\/\d+)?(?!\w)/g))];
  const name = book === undefined ? [] : [runbookOf(book)];
  if (ids.length === 0) return name[0] ?? 'phase-08 step 8.2';
  const kind = ids.every((id) => id.includes('/')) ? 'block' : 'step';
  const list = [ids.slice(0, -1).join(', '), ids.at(-1)]
    .filter((part) => part !== '')
    .join(' and ');
  return [...name, ids.length > 1 ? `${kind}s` : kind, list].join(' ');
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
