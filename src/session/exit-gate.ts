import type { Condition, Gate, Runbook, Step } from '../steps/model.ts';
import type { GateRef } from './events.ts';
import { blockRef, gateRef, locate, stepRef, type Located, locatedBlocks } from './refs.ts';
import { gateCounts, routeOf, routeOfStep } from './routing.ts';
import type { Session } from './session.ts';
import { isOptional, newestAttempt, standingOf, type Standing } from './standing.ts';

/** One line of an exit gate, or a gate of a step that stands with no block. */
export interface ExitItem {
  readonly ref: GateRef;
  readonly runbook: Runbook;
  readonly step: Step;
  readonly gate: Gate;
  readonly answer: 'yes' | 'no' | 'open' | 'deferred' | 'overridden';
  /** One sentence: what it rests on, or what is still missing. */
  readonly why: string;
}

/** What an item says, for people: what it is about, where the document has words for that, else its sentence. */
export function itemText({ gate }: ExitItem): string {
  return gate.about === undefined || gate.about === '' ? gate.text : gate.about;
}

/** Every gate that stands with no block, in the order of the documents. */
export function exitItems(session: Session): readonly ExitItem[] {
  return session.runbooks.flatMap((runbook) =>
    runbook.steps.flatMap((step) =>
      step.gates.flatMap((gate, index): ExitItem[] => {
        const ref = gateRef(stepRef(runbook, step), index);
        return [{ ref, runbook, step, gate, ...answerOf({ session, runbook }, step, index, []) }];
      }),
    ),
  );
}

/** A gate that the route leaves out is still to be seen: it is not a pass. */
function leftOut({ session, runbook }: Book, step: Step, gate: Gate): string | undefined {
  if (!gateCounts(session, runbook, gate))
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

/** Whether everything is done, passed over with a reason, or left to a named later step. */
export function exitGateHolds(session: Session): boolean {
  return exitItems(session).every(({ answer }) => answer !== 'no' && answer !== 'open');
}

interface Book {
  readonly session: Session;
  readonly runbook: Runbook;
}

type Answered = Pick<ExitItem, 'answer' | 'why'>;

/** `asked` are the steps whose passing is being asked about: a gate that rests on itself does not hold. */
function answerOf(book: Book, step: Step, index: number, asked: readonly string[]): Answered {
  const { session, runbook } = book;
  const gate = step.gates[index];
  const ref = gateRef(stepRef(runbook, step), index);
  if (gate === undefined) return { answer: 'no', why: 'there is no such gate' };
  const away = leftOut(book, step, gate);
  if (away !== undefined) return { answer: 'deferred', why: away };
  const over = session.overrides[ref];
  if (over !== undefined) return { answer: 'overridden', why: over.reason };
  if (gate.type === 'attested') {
    const said = session.attested[ref]?.answer;
    if (said === 'later')
      return { answer: 'deferred', why: `put off to ${step.routing?.deferTo ?? 'later'}` };
    return said === undefined
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

function conditionAnswer(book: Book, condition: Condition, asked: readonly string[]): Answered {
  if (condition.type !== 'passed')
    return { answer: 'no', why: `no output stands above this to judge: ${condition.text}` };
  const named = condition.refs.map((id) => ({ id, standing: standingOfId(book, id, asked) }));
  const open = named.filter(({ standing }) => standing === 'open');
  if (open.length > 0) return { answer: 'no', why: notPassed(book.session, open) };
  const over = named.filter(({ standing }) => standing === 'overridden');
  if (over.length > 0)
    return {
      answer: 'overridden',
      why: `${list(over)} ${over.length === 1 ? 'was' : 'were'} overridden`,
    };
  const deferred = named.filter(({ standing }) => standing.startsWith('deferred'));
  if (deferred.length > 0)
    return {
      answer: 'deferred',
      why: deferred.map(({ id, standing }) => `${id} ${standing}`).join('; '),
    };
  return { answer: 'yes', why: `${list(named)} passed` };
}

function notPassed(session: Session, open: readonly { id: string }[]): string {
  const names = `${list(open)} ${open.length === 1 ? 'has' : 'have'} not passed`;
  const rolledBack = session.attempts.some(
    (attempt) => locate(session, attempt.block)?.block.kind === 'rollback',
  );
  return rolledBack ? `${names} since the rollback` : `${names}${skippedWords(session, open)}`;
}

/** A block the operator skipped can still be run: its name is the way on. */
function skippedWords(session: Session, open: readonly { id: string }[]): string {
  const skipped = locatedBlocks(session).filter(
    (located) =>
      open.some(({ id }) => id === located.block.id || id === located.step.id) &&
      session.skips[located.ref] !== undefined &&
      standingOf(session, located) === 'skipped',
  );
  if (skipped.length === 0) return '';
  const ids = skipped.map(({ block }) => block.id).join(', ');
  return `: ${ids} ${skipped.length === 1 ? 'was' : 'were'} skipped`;
}

function list(named: readonly { id: string }[]): string {
  return named.map(({ id }) => id).join(', ');
}

/** A step or block of this runbook: `passed`, `overridden`, `deferred to X`, else `open`. */
function standingOfId(book: Book, id: string, asked: readonly string[]): string {
  const { session, runbook } = book;
  if (asked.includes(id)) return 'open';
  const step = runbook.steps.find((each) => each.id === id);
  const within = [...asked, id];
  const own =
    step === undefined
      ? []
      : step.gates.map((_, index) => answerOf(book, step, index, within).answer);
  const blocks = blocksOfId(runbook, id).filter((located) => {
    return located.block.id === id || !isOptional(located);
  });
  const here = blocks.filter((located) => !isOffRoute(session, located));
  if (blocks.length + own.length === 0) return 'open';
  if (own.some((answer) => answer === 'no' || answer === 'open')) return 'open';
  const standings = here.map((located) => ({ located, standing: standingOf(session, located) }));
  if (standings.some(({ standing }) => !settledWell(standing))) return 'open';
  if (standings.some(({ located }) => isBeforeRollback(session, located.ref))) return 'open';
  const isOverridden = standings.some(({ standing }) => standing === 'overridden');
  if (isOverridden || own.includes('overridden')) return 'overridden';
  const deferred = standings.find(({ standing }) => standing === 'deferred');
  if (deferred !== undefined || own.includes('deferred')) {
    const routing = deferred?.located.block.routing ?? deferred?.located.step.routing;
    return `deferred to ${routing?.deferTo ?? step?.routing?.deferTo ?? 'a later step'}`;
  }
  return here.length + own.length === 0 ? 'deferred: not on this route' : 'passed';
}

function blocksOfId(runbook: Runbook, id: string): readonly Located[] {
  return runbook.steps.flatMap((step) =>
    step.blocks
      .filter((block) => step.id === id || block.id === id)
      .map((block) => ({ ref: blockRef(runbook, block), runbook, step, block })),
  );
}

/** Skipped by the route and not by the operator; what the route defers is asked about elsewhere. */
function isOffRoute(session: Session, located: Located): boolean {
  return (
    routeOf(session, located).type === 'skipped' &&
    session.skips[located.ref] === undefined &&
    newestAttempt(session, located.ref) === undefined
  );
}

/** What passed before a rollback ran says nothing about the machine as it is now. */
function isBeforeRollback(session: Session, ref: string): boolean {
  const rollback = session.attempts.findLast(
    (attempt) => locate(session, attempt.block)?.block.kind === 'rollback',
  );
  const attempt = newestAttempt(session, ref);
  return rollback !== undefined && attempt !== undefined && attempt.number < rollback.number;
}

/** A block the operator skipped has not passed. */
function settledWell(standing: Standing): boolean {
  return standing === 'passed' || standing === 'overridden' || standing === 'deferred';
}
