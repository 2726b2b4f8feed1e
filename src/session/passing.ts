import { isAlwaysDeferred } from '../steps/deferral.ts';
import type { Condition, Runbook, Step } from '../steps/model.ts';
import { deferralSentence } from './deferral-words.ts';
import type { Deferral, Ledger } from './deferrals.ts';
import type { OwnerRef } from './events.ts';
import { leftTo, putOffTo } from './put-off.ts';
import { blocksOfId, gateRef, stepOfId, stepRef } from './refs.ts';
import { isBeforeRollback, hasRolledBack } from './rolled-back.ts';
import { gateCounts, routeOfStep } from './routing.ts';
import type { Session } from './session.ts';
import { isOffRoute, isOptional, standingOf, type Standing } from './standing.ts';

/** How a step or a block stands as a whole, for a gate that rests on it. */
export type Passing =
  | {
      readonly type: 'passed';
      /** The deferrals that were made up for elsewhere. */ readonly closed: readonly Deferral[];
    }
  | { readonly type: 'overridden' }
  /** `to` as the runbook writes it. */
  | { readonly type: 'deferred'; readonly to: string; readonly owners: readonly OwnerRef[] }
  | { readonly type: 'off-route' }
  | { readonly type: 'open' };

/** What a gate of a step comes to, and why, in one sentence. */
export interface Answered {
  readonly answer: 'yes' | 'no' | 'open' | 'deferred' | 'overridden';
  readonly why: string;
}

/** A runbook of a walk, with what is known of its deferrals; without a ledger nothing deferred counts as made up for. */
export interface Book {
  readonly session: Session;
  readonly runbook: Runbook;
  readonly ledger: Ledger | undefined;
}

/** `asked` are the steps whose passing is being asked about: a gate that rests on itself does not hold. */
export function gateAnswer(
  book: Book,
  step: Step,
  index: number,
  asked: readonly string[] = [],
): Answered {
  const { session, runbook } = book;
  const gate = step.gates[index];
  const owner = stepRef(runbook, step);
  const ref = gateRef(owner, index);
  if (gate === undefined) return { answer: 'no', why: 'there is no such gate' };
  const away = leftOut(book, step, index);
  if (away !== undefined) return madeUp(book, owner) ?? { answer: 'deferred', why: away };
  const over = session.overrides[ref];
  if (over !== undefined) return { answer: 'overridden', why: over.reason };
  if (gate.type === 'attested') {
    const said = session.attested[ref]?.answer;
    const to = said === 'later' ? putOffTo(session, ref) : undefined;
    if (to !== undefined)
      return madeUp(book, owner) ?? { answer: 'deferred', why: `put off to ${to}` };
    return said === undefined || said === 'later'
      ? { answer: 'open', why: 'a person has to answer this one' }
      : { answer: said, why: `a person answered ${said}` };
  }
  const parts = gate.conditions.map((condition) => conditionAnswer(book, condition, asked));
  const worst = (['no', 'open', 'overridden', 'deferred'] as const).find((answer) =>
    parts.some((part) => part.answer === answer),
  );
  const why = parts
    .filter((part) => part.answer === (worst ?? 'yes'))
    .map((part) => part.why)
    .join('; ');
  return { answer: worst ?? 'yes', why };
}

/** A gate that the route leaves out is still to be seen: it is not a pass. */
function leftOut({ session, runbook }: Book, step: Step, index: number): string | undefined {
  const gate = step.gates[index];
  if (gate !== undefined && !gateCounts(session, runbook, gate))
    return `it counts only on the route ${gate.onlyWhen ?? 'that was not chosen'}`;
  const route = routeOfStep(session, runbook, step);
  switch (route.type) {
    case 'offered':
    case 'undecided':
      return undefined;
    case 'skipped':
      return `skipped when ${route.on}`;
    case 'deferred':
      return `when ${route.on}, ${route.to} makes up for it`;
  }
}

/** What was deferred and has been made up for since. */
function madeUp({ ledger }: Book, owner: OwnerRef): Answered | undefined {
  const entry = ledger?.byRef.get(owner);
  if (entry?.state !== 'closed') return undefined;
  return { answer: entry.overridden ? 'overridden' : 'yes', why: entry.why };
}

function conditionAnswer(book: Book, condition: Condition, asked: readonly string[]): Answered {
  if (condition.type === 'deferrals-closed') return deferralsAnswer(book);
  if (condition.type !== 'passed')
    return { answer: 'no', why: `no output stands above this to judge: ${condition.text}` };
  const named = condition.refs.map((id) => ({ id, passing: passingOf(book, id, asked) }));
  const of = (type: Passing['type']) => named.filter(({ passing }) => passing.type === type);
  const open = of('open');
  if (open.length > 0) return { answer: 'no', why: notPassed(book, open) };
  const over = of('overridden');
  if (over.length > 0)
    return {
      answer: 'overridden',
      why: `${list(over)} ${over.length === 1 ? 'was' : 'were'} overridden`,
    };
  const away = named.filter(({ passing }) => ['deferred', 'off-route'].includes(passing.type));
  if (away.length > 0)
    return {
      answer: 'deferred',
      why: away.map(({ id, passing }) => `${id} ${awayWords(passing)}`).join('; '),
    };
  const closed = named.flatMap(({ passing }) => (passing.type === 'passed' ? passing.closed : []));
  return {
    answer: 'yes',
    why: [`${list(named)} passed`, ...new Set(closed.map(({ why }) => why))]
      .slice(closed.length === 0 || closed.length < named.length ? 0 : 1)
      .join('; '),
  };
}

function awayWords(passing: Passing): string {
  return passing.type === 'deferred' ? `deferred to ${passing.to}` : 'deferred: not on this route';
}

/** What this runbook and those before it left to a step of the walk has to be made up for there. */
function deferralsAnswer({ session, runbook, ledger }: Book): Answered {
  // Asked while the ledger itself is made: what rests on it can not close it.
  if (ledger === undefined) return { answer: 'no', why: 'it rests on the deferrals themselves' };
  const until = session.runbooks.indexOf(runbook);
  const within = ledger.entries.filter(
    (entry) => entry.state !== 'elsewhere' && session.runbooks.indexOf(entry.runbook) <= until,
  );
  const open = within.filter(({ state }) => state !== 'closed');
  if (open.length > 0)
    return { answer: 'no', why: open.map(deferralSentence).slice(0, 3).join('; ') + more(open, 3) };
  const over = within.filter(({ overridden }) => overridden);
  if (over.length > 0)
    return { answer: 'overridden', why: over.map(deferralSentence).slice(0, 3).join('; ') };
  return {
    answer: 'yes',
    why:
      within.length === 0
        ? 'nothing was deferred to a step of this walk'
        : `${within.length} ${within.length === 1 ? 'deferral is' : 'deferrals are'} closed`,
  };
}

/** How a step or block of this runbook stands, with all that it needs. */
export function passingOf(book: Book, id: string, asked: readonly string[] = []): Passing {
  const { session, runbook } = book;
  if (asked.includes(id)) return { type: 'open' };
  const step = stepOfId(runbook, id);
  const owner = step === undefined ? undefined : stepRef(runbook, step);
  if (step !== undefined && owner !== undefined && isAlwaysDeferred(step))
    return closedOr(book, [owner], {
      type: 'deferred',
      to: step.routing?.deferTo ?? 'later',
      owners: [owner],
    });
  const within = [...asked, id];
  const own = (step?.gates ?? []).map(
    (_, index) => gateAnswer(book, step as Step, index, within).answer,
  );
  const blocks = blocksOfId(runbook, id).filter(
    (located) => located.block.id === id || !isOptional(located),
  );
  const here = blocks.filter((located) => !isOffRoute(session, located));
  if (blocks.length + own.length === 0) return { type: 'open' };
  if (own.some((answer) => answer === 'no' || answer === 'open')) return { type: 'open' };
  const standings = here.map((located) => ({ located, standing: standingOf(session, located) }));
  if (standings.some(({ standing }) => !settledWell(standing))) return { type: 'open' };
  if (standings.some(({ located }) => isBeforeRollback(session, located))) return { type: 'open' };
  const isOverridden = standings.some(({ standing }) => standing === 'overridden');
  if (isOverridden || own.includes('overridden')) return { type: 'overridden' };
  const away = standings.filter(({ standing }) => standing === 'deferred');
  const [first] = away;
  if (first !== undefined || own.includes('deferred')) {
    const owners = [
      ...away.map(({ located }) => located.ref),
      ...(own.includes('deferred') && owner !== undefined ? [owner] : []),
    ];
    return closedOr(book, owners, {
      type: 'deferred',
      to:
        (first === undefined ? step?.routing?.deferTo : leftTo(session, first.located)) ??
        'a later step',
      owners,
    });
  }
  if (here.length + own.length === 0) return { type: 'off-route' };
  const entry = owner === undefined ? undefined : book.ledger?.byRef.get(owner);
  return { type: 'passed', closed: entry?.state === 'closed' ? [entry] : [] };
}

/** What is deferred has passed when all of it was made up for; passed over once is passed over for good. */
function closedOr(book: Book, owners: readonly OwnerRef[], deferred: Passing): Passing {
  const entries = owners.map((owner) => book.ledger?.byRef.get(owner));
  const closed = entries.filter((entry) => entry?.state === 'closed');
  if (closed.length < owners.length) return deferred;
  return closed.some((entry) => entry?.overridden === true)
    ? { type: 'overridden' }
    : { type: 'passed', closed: [...new Set(closed.filter((entry) => entry !== undefined))] };
}

function notPassed({ session, runbook }: Book, open: readonly { id: string }[]): string {
  const names = `${list(open)} ${open.length === 1 ? 'has' : 'have'} not passed`;
  return hasRolledBack(session)
    ? `${names} since the rollback`
    : `${names}${skippedWords(session, runbook, open)}`;
}

/** A block the operator skipped can still be run: its name is the way on. */
function skippedWords(session: Session, runbook: Runbook, open: readonly { id: string }[]): string {
  const skipped = open
    .flatMap(({ id }) => blocksOfId(runbook, id))
    .filter(
      (located) =>
        session.skips[located.ref] !== undefined && standingOf(session, located) === 'skipped',
    );
  if (skipped.length === 0) return '';
  const ids = [...new Set(skipped.map(({ block }) => block.id))].join(', ');
  return `: ${ids} ${skipped.length === 1 ? 'was' : 'were'} skipped`;
}

function list(named: readonly { id: string }[]): string {
  return named.map(({ id }) => id).join(', ');
}

function more(all: readonly unknown[], shown: number): string {
  return all.length > shown ? `; and ${all.length - shown} more` : '';
}

/** A block the operator skipped has not passed. */
function settledWell(standing: Standing): boolean {
  return standing === 'passed' || standing === 'overridden' || standing === 'deferred';
}
