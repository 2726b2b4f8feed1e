import { acceptanceRows, type AcceptanceRow } from './acceptance.ts';
import { ledgerOf, type Deferral } from './deferrals.ts';
import { driftedBlocks } from './drift.ts';
import { exitItems, itemText } from './exit-gate.ts';
import type { Proof } from './proof.ts';
import { locatedBlocks } from './refs.ts';
import type { Session } from './session.ts';
import { gateStandings, newestAttempt, standingOf } from './standing.ts';

/** A walk as data: what `--json` prints. Field names are part of handrail's interface. */
export interface WalkResult {
  readonly session: string;
  readonly mode: 'real' | 'training';
  readonly runbooks: readonly string[];
  readonly faults: readonly string[];
  readonly answers: Readonly<Record<string, string>>;
  readonly passed: boolean;
  readonly stopped: { readonly block: string | undefined; readonly why: string } | undefined;
  readonly blocks: readonly BlockResult[];
  readonly exitGate: readonly {
    readonly runbook: string;
    readonly step: string;
    readonly text: string;
    readonly answer: string;
    readonly why: string;
  }[];
  /** What was put off, to what, and what became of it. */
  readonly deferrals: readonly DeferralResult[];
  /** The acceptance bar, item by item. */
  readonly acceptance: readonly AcceptanceResult[];
  readonly overrides: readonly { readonly owner: string; readonly reason: string }[];
  readonly skips: readonly { readonly block: string; readonly reason: string }[];
  readonly attested: readonly {
    readonly gate: string;
    readonly answer: string;
    readonly by: string;
  }[];
  /** Checks that had passed and did not when they were looked at again. */
  readonly drifted: readonly { readonly block: string; readonly why: string }[];
}

export interface DeferralResult {
  readonly runbook: string;
  /** The block that was put off, or the step where all of it was. */
  readonly block: string;
  readonly to: string;
  readonly by: string;
  /** `open`, `closed`, `broken` or `elsewhere`. */
  readonly state: string;
  readonly overridden: boolean;
  readonly why: string;
  readonly gates: readonly string[];
  readonly evidence: readonly ProofResult[];
}

export interface AcceptanceResult {
  readonly runbook: string;
  readonly step: string;
  readonly id: string;
  readonly text: string;
  /** `pass`, `fail`, `deferred`, `overridden` or `open`. */
  readonly state: string;
  readonly reason: string;
  readonly evidence: readonly ProofResult[];
}

/** A run, or without an attempt a person's word. */
export interface ProofResult {
  readonly runbook: string;
  readonly block: string;
  readonly attempt: number | undefined;
  readonly at: string;
  readonly overridden: string | undefined;
}

export interface BlockResult {
  readonly runbook: string;
  readonly id: string;
  readonly step: string;
  readonly line: number;
  readonly kind: string;
  readonly location: string;
  /** How it stands: `passed`, `failed`, `deferred`, `optional`... */
  readonly verdict: string;
  readonly attempts: number;
  readonly exit: number | undefined;
  readonly gates: readonly {
    readonly text: string;
    readonly type: string;
    readonly hard: boolean;
    readonly answer: string;
    readonly why: string;
  }[];
  readonly captures: Readonly<Record<string, string>>;
}

/** What a walk came to, for a program. `stopped` says why it went no further. */
export function walkResult(session: Session, stopped?: WalkResult['stopped']): WalkResult {
  const blocks = locatedBlocks(session);
  const tries = Map.groupBy(
    session.attempts.filter(({ recheck }) => !recheck),
    ({ block }) => block,
  );
  return {
    session: session.id,
    mode: session.mode,
    runbooks: session.runbooks.map(({ id }) => id),
    faults: session.faults,
    answers: session.answers,
    passed: session.state === 'finished' && session.passed === true,
    stopped,
    blocks: blocks.map((located) => blockResult(session, located, tries.get(located.ref) ?? [])),
    exitGate: exitItems(session).map((item) => ({
      runbook: item.runbook.id,
      step: item.step.id,
      text: itemText(item),
      answer: item.answer,
      why: item.why,
    })),
    deferrals: ledgerOf(session).entries.map(deferralResult),
    acceptance: acceptanceRows(session).map(acceptanceResult),
    overrides: [
      ...Object.entries(session.overrides).map(([owner, { reason }]) => ({ owner, reason })),
      ...session.attempts.flatMap(({ block, taken }) =>
        taken?.as === 'done' ? [{ owner: block, reason: taken.reason }] : [],
      ),
    ],
    skips: Object.entries(session.skips).map(([block, { reason }]) => ({ block, reason })),
    attested: Object.entries(session.attested).map(([gate, { answer, by }]) => ({
      gate,
      answer,
      by,
    })),
    drifted: driftedBlocks(session).map(({ located, drift }) => ({
      block: located.block.id,
      why: drift.why,
    })),
  };
}

function deferralResult(entry: Deferral): DeferralResult {
  const { runbook, id, to, by, state, overridden, why, gates, evidence } = entry;
  return {
    runbook: runbook.id,
    block: id,
    to,
    by,
    state,
    overridden,
    why,
    gates: gates.map(({ text }) => text),
    evidence: evidence.map(proofResult),
  };
}

function acceptanceResult(row: AcceptanceRow): AcceptanceResult {
  const { runbook, step, acceptance, state, reason, evidence } = row;
  return {
    runbook: runbook.id,
    step: step.id,
    id: acceptance.id,
    text: acceptance.text,
    state,
    reason,
    evidence: evidence.map(proofResult),
  };
}

function proofResult({ runbook, id, attempt, at, overridden }: Proof): ProofResult {
  return { runbook, block: id, attempt, at, overridden };
}

function blockResult(
  session: Session,
  located: ReturnType<typeof locatedBlocks>[number],
  tries: readonly unknown[],
): BlockResult {
  const { runbook, step, block, ref } = located;
  const attempt = newestAttempt(session, ref);
  return {
    runbook: runbook.id,
    id: block.id,
    step: step.id,
    line: block.line,
    kind: block.kind,
    location: block.location,
    verdict: standingOf(session, located),
    attempts: tries.length,
    exit: attempt?.outcome?.type === 'exited' ? attempt.outcome.status : undefined,
    gates: gateStandings(session, located).map(({ gate, verdict, attested, holds }) => ({
      text: gate.text,
      type: gate.type,
      hard: gate.hard,
      answer:
        verdict?.answer === 'could-not-tell' && attested === undefined ? 'could-not-tell' : holds,
      why: attested === undefined ? (verdict?.why ?? '') : `a person answered ${attested}`,
    })),
    captures: attempt?.captures ?? {},
  };
}
