import type { Condition, Gate, Runbook, Step } from '../steps/model.ts';
import type { GateRef } from './events.ts';
import { blockRef, gateRef, locate, stepRef } from './refs.ts';
import { gateCounts } from './routing.ts';
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
        if (!gateCounts(session, runbook, gate))
          return [{ ref, runbook, step, gate, answer: 'deferred', why: notOnThisRoute(gate) }];
        return [{ ref, runbook, step, gate, ...answerOf(session, runbook, gate, ref) }];
      }),
    ),
  );
}

/** Left out by the route, and still to be seen: it is not a pass. */
function notOnThisRoute(gate: Gate): string {
  return `it counts only on the route ${gate.onlyWhen ?? 'that was not chosen'}`;
}

/** Whether everything is done, passed over with a reason, or left to a named later step. */
export function exitGateHolds(session: Session): boolean {
  return exitItems(session).every(({ answer }) => answer !== 'no' && answer !== 'open');
}

function answerOf(
  session: Session,
  runbook: Runbook,
  gate: Gate,
  ref: GateRef,
): Pick<ExitItem, 'answer' | 'why'> {
  const over = session.overrides[ref];
  if (over !== undefined) return { answer: 'overridden', why: over.reason };
  if (gate.type === 'attested') {
    const said = session.attested[ref]?.answer;
    return said === undefined
      ? { answer: 'open', why: 'a person has to answer this one' }
      : { answer: said, why: `a person answered ${said}` };
  }
  const parts = gate.conditions.map((condition) => conditionAnswer(session, runbook, condition));
  const worst = (['no', 'open', 'overridden', 'deferred'] as const).find((answer) =>
    parts.some((part) => part.answer === answer),
  );
  const why = parts
    .filter((part) => part.answer === (worst ?? 'yes'))
    .map((part) => part.why)
    .join('; ');
  return { answer: worst ?? 'yes', why };
}

function conditionAnswer(
  session: Session,
  runbook: Runbook,
  condition: Condition,
): Pick<ExitItem, 'answer' | 'why'> {
  if (condition.type !== 'passed')
    return { answer: 'no', why: `no output stands above this to judge: ${condition.text}` };
  const named = condition.refs.map((id) => ({ id, standing: standingOfId(session, runbook, id) }));
  const open = named.filter(({ standing }) => standing === 'open');
  if (open.length > 0) return { answer: 'no', why: notPassed(session, list(open)) };
  const over = named.filter(({ standing }) => standing === 'overridden');
  if (over.length > 0) return { answer: 'overridden', why: `${list(over)} was overridden` };
  const deferred = named.filter(({ standing }) => standing.startsWith('deferred'));
  if (deferred.length > 0)
    return {
      answer: 'deferred',
      why: deferred.map(({ id, standing }) => `${id} ${standing}`).join('; '),
    };
  return { answer: 'yes', why: `${list(named)} passed` };
}

function notPassed(session: Session, names: string): string {
  const rolledBack = session.attempts.some(
    (attempt) => locate(session, attempt.block)?.block.kind === 'rollback',
  );
  return rolledBack ? `${names} has not passed since the rollback` : `${names} has not passed`;
}

function list(named: readonly { id: string }[]): string {
  return named.map(({ id }) => id).join(', ');
}

/** A step or block of this runbook: `passed`, `overridden`, `deferred to X`, else `open`. */
function standingOfId(session: Session, runbook: Runbook, id: string): string {
  const blocks = runbook.steps.flatMap((step) =>
    step.blocks
      .filter((block) => step.id === id || block.id === id)
      .map((block) => ({ ref: blockRef(runbook, block), runbook, step, block })),
  );
  const counted = blocks.filter((located) => located.block.id === id || !isOptional(located));
  if (counted.length === 0) return 'open';
  const standings = counted.map((located) => ({ located, standing: standingOf(session, located) }));
  if (standings.some(({ standing }) => !settledWell(standing))) return 'open';
  if (standings.some(({ located }) => isBeforeRollback(session, located.ref))) return 'open';
  if (standings.some(({ standing }) => standing === 'overridden')) return 'overridden';
  const deferred = standings.find(({ standing }) => standing === 'deferred');
  if (deferred === undefined) return 'passed';
  const routing = deferred.located.block.routing ?? deferred.located.step.routing;
  return `deferred to ${routing?.deferTo ?? 'a later step'}`;
}

/** What passed before a rollback ran says nothing about the machine as it is now. */
function isBeforeRollback(session: Session, ref: string): boolean {
  const rollback = session.attempts.findLast(
    (attempt) => locate(session, attempt.block)?.block.kind === 'rollback',
  );
  const attempt = newestAttempt(session, ref);
  return rollback !== undefined && attempt !== undefined && attempt.number < rollback.number;
}

/** A block the operator skipped has not passed; one the route skips is settled by the route. */
function settledWell(standing: Standing): boolean {
  return standing === 'passed' || standing === 'overridden' || standing === 'deferred';
}
