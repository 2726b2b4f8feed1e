import type { Block, Condition, Gate, Runbook, Step } from '../steps/model.ts';
import type { OwnerRef } from './events.ts';
import { blocksOfId, gateRef, stepOfId, stepRef, type Located } from './refs.ts';
import type { Session } from './session.ts';
import { isOffRoute, isOptional, newestAttempt, standingOf } from './standing.ts';

/** What something rests on: a run of a block, or a person's word. */
export interface Proof {
  /** The block, or the step whose gate a person answered. */
  readonly owner: OwnerRef;
  readonly runbook: string;
  /** `8.2/1`, or the step's id. */
  readonly id: string;
  /** The run, whose output is the evidence; undefined for a person's word. */
  readonly attempt: number | undefined;
  /** When, ISO 8601. */
  readonly at: string;
  /** Why it was passed over, when it was. */
  readonly overridden: string | undefined;
}

/** What a step (or one block of it) rests on now: its runs, its answers, and those of the steps that its gates name. */
export function proofOf(
  session: Session,
  runbook: Runbook,
  step: Step,
  block?: string,
): readonly Proof[] {
  const own = ownProof(session, runbook, step, block);
  const named = block === undefined ? step.gates.flatMap(refsOf) : [];
  const others = named.flatMap((id) =>
    stepOfId(runbook, id) === step ? [] : proofOfId(session, runbook, id),
  );
  const seen = new Set<OwnerRef>();
  return [...own, ...others].filter(({ owner }) => {
    if (seen.has(owner)) return false;
    seen.add(owner);
    return true;
  });
}

/** The same by an id of the runbook: a step, or one block. */
export function proofOfId(session: Session, runbook: Runbook, id: string): readonly Proof[] {
  const step = stepOfId(runbook, id);
  if (step !== undefined) return ownProof(session, runbook, step);
  const [owner] = blocksOfId(runbook, id);
  return owner === undefined ? [] : ownProof(session, runbook, owner.step, id);
}

function ownProof(
  session: Session,
  runbook: Runbook,
  step: Step,
  block?: string,
): readonly Proof[] {
  const blocks = blocksOfId(runbook, block ?? step.id).filter(
    (located) =>
      located.step === step &&
      (block !== undefined || !isOptional(located)) &&
      !isOffRoute(session, located),
  );
  return [
    ...blocks.flatMap((located) => runProof(session, located)),
    ...(block === undefined ? wordProof(session, runbook, step) : []),
  ];
}

function runProof(session: Session, located: Located): readonly Proof[] {
  const { ref, runbook, block } = located;
  const attempt = newestAttempt(session, ref);
  if (attempt === undefined) return [];
  const over = standingOf(session, located) === 'overridden';
  const reason = session.overrides[ref]?.reason ?? attempt.taken?.reason ?? '';
  return [
    {
      owner: ref,
      runbook: runbook.id,
      id: block.id,
      attempt: attempt.number,
      at: attempt.endedAt ?? attempt.startedAt,
      overridden: over ? reason : undefined,
    },
  ];
}

/** What a person answered about the step itself, or passed over. */
function wordProof(session: Session, runbook: Runbook, step: Step): readonly Proof[] {
  const owner = stepRef(runbook, step);
  type Said = Pick<Proof, 'at' | 'overridden'>;
  const [said] = step.gates.flatMap((_, index): readonly Said[] => {
    const ref = gateRef(owner, index);
    const over = session.overrides[ref];
    if (over !== undefined) return [{ at: over.at, overridden: over.reason }];
    const answered = session.attested[ref];
    return answered === undefined ? [] : [{ at: answered.at, overridden: undefined }];
  });
  return said === undefined
    ? []
    : [{ owner, runbook: runbook.id, id: step.id, attempt: undefined, ...said }];
}

function refsOf(gate: Gate): readonly Block['id'][] {
  return gate.type === 'attested'
    ? []
    : gate.conditions.flatMap((each: Condition) => (each.type === 'passed' ? each.refs : []));
}

/** `8.2/1, attempt 41, 02:14 UTC`. */
export function proofWords({ id, attempt, at }: Proof): string {
  const run = attempt === undefined ? 'as a person answered' : `attempt ${attempt}`;
  return `${id}, ${run}, ${at.slice(11, 16)} UTC`;
}
