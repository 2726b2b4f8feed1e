import { isAlwaysDeferred } from '../steps/deferral.ts';
import type { Acceptance, Runbook, Step } from '../steps/model.ts';
import { ledgerOf } from './deferrals.ts';
import { gateAnswer, passingOf, type Book } from './passing.ts';
import { proofOf, type Proof } from './proof.ts';
import { blocksOfId, stepRef, type Located } from './refs.ts';
import type { Session } from './session.ts';
import { isOptional, standingOf } from './standing.ts';
import { whyFailed } from './why-failed.ts';

/** One item of an acceptance bar and what the walk came to say about it. */
export interface AcceptanceRow {
  readonly runbook: Runbook;
  readonly step: Step;
  readonly acceptance: Acceptance;
  readonly state: 'pass' | 'fail' | 'deferred' | 'overridden' | 'open';
  /** One sentence without its full stop: what is missing, to what it was put off and by whom, why it was passed over. */
  readonly reason: string;
  readonly evidence: readonly Proof[];
}

/** The acceptance bar of a walk, by the numbers in its names. Made once for each session. */
export function acceptanceRows(session: Session): readonly AcceptanceRow[] {
  const known = made.get(session);
  if (known !== undefined) return known;
  const ledger = ledgerOf(session);
  const written = session.runbooks.flatMap((runbook) =>
    runbook.steps.flatMap((step) =>
      step.acceptance === undefined
        ? []
        : [rowOf({ session, runbook, ledger }, step, step.acceptance)],
    ),
  );
  const rows = numbered(written);
  made.set(session, rows);
  return rows;
}

const byNumbers = new Intl.Collator('en', { numeric: true });

/** `D-011.2` before `D-011.10`, wherever their steps stand; names without a number stay where they are written. */
function numbered(rows: readonly AcceptanceRow[]): readonly AcceptanceRow[] {
  const hasNumber = ({ acceptance: { id } }: AcceptanceRow): boolean => /\d/.test(id);
  const sorted = rows
    .filter(hasNumber)
    .toSorted((one, other) => byNumbers.compare(one.acceptance.id, other.acceptance.id))
    .values();
  return rows.map((row) => (hasNumber(row) ? (sorted.next().value ?? row) : row));
}

const made = new WeakMap<Session, readonly AcceptanceRow[]>();

function rowOf(book: Book, step: Step, acceptance: Acceptance): AcceptanceRow {
  const { session, runbook } = book;
  const about = { runbook, step, acceptance };
  const evidence = isAlwaysDeferred(step) ? [] : proofOf(session, runbook, step);
  const passing = passingOf(book, step.id);
  switch (passing.type) {
    case 'passed': {
      const [closed] = passing.closed;
      return closed === undefined
        ? { ...about, state: 'pass', reason: passedWords(evidence), evidence }
        : { ...about, state: 'pass', reason: closed.why, evidence: closed.evidence };
    }
    case 'overridden':
      return { ...about, state: 'overridden', reason: overriddenWords(book, step), evidence };
    case 'deferred':
      return {
        ...about,
        state: 'deferred',
        reason: deferredWords(book, passing.to, passing.owners),
        evidence,
      };
    case 'off-route':
      return { ...about, state: 'open', reason: 'nothing shows it on this route', evidence };
    case 'open':
      return { ...about, ...openState(book, step), evidence };
  }
}

function passedWords(evidence: readonly Proof[]): string {
  const runs = evidence.filter(({ attempt }) => attempt !== undefined).length;
  if (runs === 0) return evidence.length === 0 ? 'it holds' : 'a person answered yes';
  return runs === 1 ? '1 block passed' : `${runs} blocks passed`;
}

function deferredWords(
  { ledger, session, runbook }: Book,
  to: string,
  owners: readonly string[],
): string {
  const entry = owners.flatMap((owner) => ledger?.byRef.get(owner) ?? [])[0];
  if (entry === undefined) return `to ${to}`;
  switch (entry.by) {
    case 'runbook':
      return `to ${to}, as ${runbook.id} says`;
    case 'route':
      return `to ${to}, when ${entry.on ?? 'so routed'}`;
    case 'person': {
      const said = Object.entries(session.attested).find(
        ([gate, { answer }]) =>
          answer === 'later' && gate.slice(0, gate.lastIndexOf('#')) === entry.owner,
      );
      return `to ${to}, ${putOffBy(said?.[1].by)}`;
    }
  }
}

function putOffBy(by: string | undefined): string {
  return by === 'runbook' ? 'as the runbook says for training' : 'by the operator';
}

/** Every typed reason that stands in it, each once. */
function overriddenWords({ session, runbook, ledger }: Book, step: Step): string {
  const entry = ledger?.byRef.get(stepRef(runbook, step));
  const said = [
    ...proofOf(session, runbook, step).flatMap(({ id, overridden }) =>
      overridden === undefined ? [] : [`${id}: ${overridden}`],
    ),
    ...(entry?.overridden === true ? [entry.why] : []),
  ];
  return said.length === 0
    ? 'something that it rests on was passed over'
    : `because ${[...new Set(said)].join('; ')}`;
}

/** FAIL where something was tried and does not hold, OPEN where nobody knows yet. */
function openState(book: Book, step: Step): Pick<AcceptanceRow, 'state' | 'reason'> {
  const { session, runbook } = book;
  const way = wayOf(runbook, step).map((located) => ({
    located,
    standing: standingOf(session, located),
  }));
  const failed = way.find(({ standing }) => standing === 'failed');
  if (failed !== undefined) {
    const { ref, block } = failed.located;
    return { state: 'fail', reason: `${block.id}: ${whyFailed(session, ref)}` };
  }
  const gates = step.gates.map((_, index) => gateAnswer(book, step, index));
  const isAnswered = step.gates.some(
    (gate, index) => gate.type === 'attested' && gates[index]?.answer === 'no',
  );
  if (isAnswered) return { state: 'fail', reason: 'a person answered no' };
  const skipped = way.find(
    ({ located, standing }) => standing === 'skipped' && session.skips[located.ref] !== undefined,
  );
  if (skipped !== undefined) {
    const { ref, block } = skipped.located;
    return {
      state: 'open',
      reason: `${block.id} was skipped: ${session.skips[ref]?.reason ?? ''}`,
    };
  }
  const waiting = way.find(({ standing }) =>
    ['waiting', 'running', 'attest', 'unknown'].includes(standing),
  );
  if (waiting !== undefined)
    return { state: 'open', reason: `${waiting.located.block.id} ${waitWords(waiting.standing)}` };
  const open = gates.find(({ answer }) => answer === 'no' || answer === 'open');
  return { state: 'open', reason: open?.why ?? 'it passed before a rollback' };
}

function waitWords(standing: string): string {
  switch (standing) {
    case 'running':
      return 'is running';
    case 'attest':
      return 'waits for a person';
    case 'unknown':
      return 'has an end that nobody saw';
    default:
      return 'has not run';
  }
}

function wayOf(runbook: Runbook, step: Step): readonly Located[] {
  return blocksOfId(runbook, step.id).filter(
    (located) => located.step === step && !isOptional(located),
  );
}

/** `6 of 8 pass, 2 deferred`; nothing without an acceptance bar. */
export function acceptanceTotals(rows: readonly AcceptanceRow[]): string {
  if (rows.length === 0) return '';
  const count = (state: AcceptanceRow['state']) => rows.filter((row) => row.state === state).length;
  const others = (['overridden', 'deferred', 'fail', 'open'] as const).flatMap((state) =>
    count(state) === 0 ? [] : [`${count(state)} ${state}`],
  );
  return [`${count('pass')} of ${rows.length} pass`, ...others].join(', ');
}

/** What the bar comes to as a whole, in words that hold for any runbook. */
export function acceptanceSentence(rows: readonly AcceptanceRow[]): string {
  const count = (state: AcceptanceRow['state']) => rows.filter((row) => row.state === state).length;
  if (count('fail') > 0) return 'Not accepted: an item fails.';
  if (count('open') > 0) return 'Not accepted yet: an item is open.';
  if (count('deferred') + count('overridden') === 0) return 'Accepted: every item passes.';
  return (
    [
      'Accepted',
      ...(count('deferred') > 0 ? [`but for what is deferred (${count('deferred')})`] : []),
      ...(count('overridden') > 0 ? [`with what was passed over (${count('overridden')})`] : []),
    ].join(', ') + '.'
  );
}
