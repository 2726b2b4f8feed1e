import { resolveDeferral, type Resolved, type ResolvedPlace } from '../steps/deferral.ts';
import type { Block, Gate, Runbook, Step } from '../steps/model.ts';
import { closedWords, elsewhereWords, openWords } from './deferral-words.ts';
import type { OwnerRef } from './events.ts';
import { passingOf, type Book } from './passing.ts';
import { proofOf, type Proof } from './proof.ts';
import { putOffIn, whyTooOld, type Put } from './put-off.ts';
import { blockRef, stepRef } from './refs.ts';
import type { Session } from './session.ts';
import { newestAttempt, standingByRef } from './standing.ts';

/**
 * Something that was left to another place. `open`: that place is in this walk and has not passed. `broken`: its runbook
 * is, and holds no such step, or one that came before. `elsewhere`: no runbook of this walk makes up for it.
 */
export interface Deferral {
  readonly owner: OwnerRef;
  readonly runbook: Runbook;
  readonly step: Step;
  /** Undefined where the step as a whole was deferred. */
  readonly block: Block | undefined;
  /** What is put off with it: itself, and the blocks of a step that is put off whole. */
  readonly covers: readonly OwnerRef[];
  /** The id of the block or step. */
  readonly id: string;
  /** What is still to be shown. */
  readonly gates: readonly Gate[];
  /** As the runbook writes it: `phase-08 step 8.2`. */
  readonly to: string;
  /** Who put it off: the answer about the route, a person at its gate, or the runbook whatever the route. */
  readonly by: 'route' | 'person' | 'runbook';
  /** The answer that it hangs on. */
  readonly on: string | undefined;
  readonly state: 'open' | 'closed' | 'broken' | 'elsewhere';
  /** Closed by something that was passed over with a reason. */
  readonly overridden: boolean;
  /** One sentence without its full stop: what is missing, or what closed it. */
  readonly why: string;
  /** The runbook and the places in it that make up for it; none unless they were found. */
  readonly target:
    { readonly runbook: Runbook; readonly places: readonly ResolvedPlace[] } | undefined;
  /** What closed it, in the order of the documents. */
  readonly evidence: readonly Proof[];
}

export interface Ledger {
  /** In the order of the documents. */
  readonly entries: readonly Deferral[];
  /** By what was deferred: the block or step itself, and each block of a step that was deferred whole. */
  readonly byRef: ReadonlyMap<OwnerRef, Deferral>;
}

/** Everything that was put off in a walk, and what became of it. Made once for each session. */
export function ledgerOf(session: Session): Ledger {
  const known = made.get(session);
  if (known !== undefined) return known;
  const ledger = makeLedger(session);
  made.set(session, ledger);
  return ledger;
}

const made = new WeakMap<Session, Ledger>();

/** Those that a step of this walk has to make up for and has not, or never can. */
export function openDeferrals(session: Session): readonly Deferral[] {
  return ledgerOf(session).entries.filter(({ state }) => state === 'open' || state === 'broken');
}

/** What a block or step has to make up for: the deferrals that name it, alone or with others. */
export function deferralsTo(session: Session, ref: OwnerRef): readonly Deferral[] {
  return ledgerOf(session).entries.filter(
    ({ target }) => target !== undefined && refsIn(target).has(ref),
  );
}

type Target = NonNullable<Deferral['target']>;

/** Documents do not change during a walk, and what a deferral names in them does not either. */
const named = new WeakMap<Target['places'], ReadonlySet<OwnerRef>>();

function refsIn({ runbook, places }: Target): ReadonlySet<OwnerRef> {
  const known = named.get(places);
  if (known !== undefined) return known;
  const refs = new Set(
    places.flatMap(({ step, block }) => [
      ...(block === undefined ? [stepRef(runbook, step)] : []),
      ...step.blocks
        .filter(({ id }) => block === undefined || id === block)
        .map((each) => blockRef(runbook, each)),
    ]),
  );
  named.set(places, refs);
  return refs;
}

function makeLedger(session: Session): Ledger {
  const puts = session.runbooks.flatMap((runbook) =>
    runbook.steps.flatMap((step) => putOffIn(session, runbook, step)),
  );
  const byOwner = new Map(puts.flatMap((put) => put.covers.map((ref) => [ref, put] as const)));
  const judge = judging(session, byOwner);
  const entries = puts.map((put) => judge(put));
  const byRef = new Map(
    entries.flatMap((entry) => entry.covers.map((ref) => [ref, entry] as const)),
  );
  return { entries, byRef };
}

type Judged = Pick<Deferral, 'state' | 'overridden' | 'why' | 'target' | 'evidence'>;

/** Judges one after the other; what it is left to may have been left to somewhere else in its turn. */
function judging(session: Session, byOwner: ReadonlyMap<OwnerRef, Put>): (put: Put) => Deferral {
  const known = new Map<Put, Deferral>();
  const under = new Set<Put>();
  const order = orderOf(session);
  const books = new Map<Runbook, Book>();
  const bookOf = (runbook: Runbook): Book => {
    const book = books.get(runbook) ?? { session, runbook, ledger: undefined };
    books.set(runbook, book);
    return book;
  };
  const states = new Map<Step | string, PlaceState>();
  const proofs = new Map<Step | string, readonly Proof[]>();

  function judge(put: Put): Deferral {
    const before = known.get(put);
    if (before !== undefined) return before;
    under.add(put);
    const entry: Deferral = { ...put, ...comesTo(put) };
    under.delete(put);
    known.set(put, entry);
    return entry;
  }

  function comesTo(put: Put): Judged {
    const nothing = { overridden: false, target: undefined, evidence: [] } as const;
    const found = resolved(session, put);
    const over = session.overrides[put.owner];
    const isOver =
      over?.attempt === (newestAttempt(session, put.owner)?.number ?? 0) &&
      (put.block === undefined || standingByRef(session, put.owner) === 'overridden');
    if (isOver)
      return {
        ...nothing,
        state: 'closed',
        overridden: true,
        why: `OVERRIDDEN: ${over.reason}`,
        target: found.type === 'found' ? targetOf(found) : undefined,
      };
    if (found.type === 'elsewhere')
      return { ...nothing, state: 'elsewhere', why: elsewhereWords(put.to) };
    if (found.type === 'broken') return { ...nothing, state: 'broken', why: found.why };
    const target = targetOf(found);
    const own = order(put.step, put.block?.id);
    const early = found.places.find((place) => order(place.step, place.block) <= own);
    if (early !== undefined)
      return {
        ...nothing,
        state: 'broken',
        target,
        why: `${early.block ?? early.step.id} of ${found.runbook.id} does not come after it in this walk`,
      };
    const judged = found.places.map((place) => ({
      place,
      state: stateFor(put, found.runbook, place),
    }));
    const open = judged.flatMap(({ place, state }) =>
      state.type === 'open' ? [{ id: placeId(place), why: state.why }] : [],
    );
    const closing = judged.filter(
      ({ state }) => state.type === 'passed' || state.type === 'overridden',
    );
    if (open.length > 0 || closing.length === 0)
      return { ...nothing, state: 'open', target, why: openWords(open) };
    const all = closing.flatMap(({ place }) => proof(found.runbook, place));
    const evidence = [...new Map(all.map((each) => [each.owner, each])).values()];
    const overridden = closing.some(({ state }) => state.type === 'overridden');
    return {
      state: 'closed',
      overridden,
      target,
      evidence,
      why: closedWords(put.to, found.runbook, evidence),
    };
  }

  /** The same place may make up for one thing and not for another, which was put off after it had passed. */
  function stateFor(put: Put, runbook: Runbook, place: ResolvedPlace): PlaceState {
    const state = stateOfPlace(runbook, place);
    if (put.by !== 'person' || (state.type !== 'passed' && state.type !== 'overridden'))
      return state;
    const closed = state.type === 'passed' ? state.closed : [];
    const rests =
      closed.length > 0 ? closed.flatMap(({ evidence }) => evidence) : proof(runbook, place);
    const why = whyTooOld(session, put, placeId(place), rests);
    return why === undefined ? state : { type: 'open', why };
  }

  function proof(runbook: Runbook, place: ResolvedPlace): readonly Proof[] {
    const key = keyOf(runbook, place);
    const found = proofs.get(key) ?? proofOf(session, runbook, place.step, place.block);
    proofs.set(key, found);
    return found;
  }

  function stateOfPlace(runbook: Runbook, place: ResolvedPlace): PlaceState {
    const key = keyOf(runbook, place);
    const raw = states.get(key) ?? rawState(runbook, place);
    states.set(key, raw);
    if (raw.type !== 'deferred') {
      return raw.type === 'off-route' && !place.between
        ? { type: 'open', why: `${placeId(place)} is not on this route` }
        : raw;
    }
    return chained(place, raw.owners);
  }

  function rawState(runbook: Runbook, place: ResolvedPlace): PlaceState {
    const passing = passingOf(bookOf(runbook), placeId(place));
    return passing.type === 'open' ? { type: 'open', why: undefined } : passing;
  }

  /** What is put off itself makes up for nothing, unless it has been made up for in its turn. */
  function chained(place: ResolvedPlace, owners: readonly OwnerRef[]): PlaceState {
    const puts = owners.map((owner) => byOwner.get(owner));
    const others = puts.flatMap((put) => (put === undefined || under.has(put) ? [] : [judge(put)]));
    if (others.length === owners.length && others.every(({ state }) => state === 'closed'))
      return others.some(({ overridden }) => overridden)
        ? { type: 'overridden' }
        : { type: 'passed', closed: others };
    // An item of the acceptance bar between the ends of a range is judged in that table, by its own name.
    const isItem = place.between && place.step.acceptance !== undefined;
    if (isItem && others.length > 0 && others.every(({ state }) => state === 'elsewhere'))
      return { type: 'off-route' };
    const to = others[0]?.to ?? 'somewhere that leads back here';
    return { type: 'open', why: `${placeId(place)} is itself deferred to ${to}` };
  }

  return judge;
}

type PlaceState =
  | Exclude<ReturnType<typeof passingOf>, { type: 'open' }>
  | { readonly type: 'open'; readonly why: string | undefined };

function placeId({ step, block }: ResolvedPlace): string {
  return block ?? step.id;
}

function keyOf(runbook: Runbook, { step, block }: ResolvedPlace): Step | string {
  return block === undefined ? step : `${runbook.id}:${block}`;
}

function targetOf({ runbook, places }: Extract<Resolved, { type: 'found' }>): Target {
  return { runbook, places };
}

const resolutions = new WeakMap<readonly Runbook[], Map<string, Resolved>>();

/** Found once for each set of runbooks: the documents stay what they are. */
function resolved({ runbooks }: Session, { runbook, to }: Put): Resolved {
  const known = resolutions.get(runbooks) ?? new Map<string, Resolved>();
  resolutions.set(runbooks, known);
  const key = JSON.stringify([runbook.id, to]);
  const found = known.get(key) ?? resolveDeferral(to, runbook, runbooks);
  known.set(key, found);
  return found;
}

const orders = new WeakMap<readonly Runbook[], ReadonlyMap<Step, number>>();

/** Where a step or block stands in the walk, as a number that grows. */
function orderOf({ runbooks }: Session): (step: Step, block?: string) => number {
  const places = orders.get(runbooks) ?? placesOf(runbooks);
  orders.set(runbooks, places);
  return (step, block) =>
    (places.get(step) ?? 0) + 1 + step.blocks.findIndex(({ id }) => id === block);
}

function placesOf(runbooks: readonly Runbook[]): ReadonlyMap<Step, number> {
  let at = 0;
  return new Map(
    runbooks.flatMap(({ steps }) =>
      steps.map((step) => {
        const place = at;
        at += step.blocks.length + 1;
        return [step, place] as const;
      }),
    ),
  );
}
