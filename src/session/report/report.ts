import { acceptanceRows, acceptanceSentence } from '../acceptance.ts';
import { blockOfAttempt, changedSince, changedWords, goneBlocks } from '../as-run.ts';
import { driftOf, driftSentence } from '../drift.ts';
import type { JournaledEvent } from '../events.ts';
import { locatedBlocks, type Located } from '../refs.ts';
import { walkResult, type WalkResult } from '../result.ts';
import { gateCounts, routeOf } from '../routing.ts';
import type { Attempt, Session } from '../session.ts';
import { isOptional, isSettled, standingOf } from '../standing.ts';
import { attemptReport } from './attempt-report.ts';
import type { Hide } from './hide.ts';
import type {
  AttemptOutput,
  AttemptReport,
  BlockReport,
  JournalReport,
  Report,
  RunbookReport,
  SessionReport,
} from './model.ts';
import { tell, type Told } from './tell.ts';

/** All that a report is made of. */
export interface ReportParts {
  /** The fold of `events`. */
  readonly session: Session;
  readonly events: readonly JournaledEvent[];
  readonly journal: JournalReport;
  /** Who walks the session now, in words. */
  readonly holder: string | undefined;
  readonly made: Report['made'];
  /** What is kept of each attempt's output, by its number. */
  readonly outputs: ReadonlyMap<number, AttemptOutput>;
  readonly hide: Hide;
}

/** A walk as one report. Pure. */
export function reportOf(parts: ReportParts): Report {
  const { session, events, hide } = parts;
  const told = tell(events, hide);
  return {
    format: 1,
    made: parts.made,
    session: sessionReport(parts, told),
    runbooks: runbookReports(session, events),
    targets: told.targets,
    story: told.story,
    result: resultOf(session, hide),
    accepted: acceptedWords(session),
    literals: told.literals,
    answers: Object.entries(session.answers).map(([question, answer]) => ({ question, answer })),
    captures: told.captures,
    words: told.words,
    notes: told.notes,
    repairs: session.repairs,
    unknown: unknownBlocks(session, hide),
    blocks: blockReports(parts, told),
  };
}

function sessionReport({ session, journal, holder }: ReportParts, told: Told): SessionReport {
  const { id, mode, host, faults, seed, startedAt, lastAt } = session;
  return {
    id,
    mode,
    state: stateOf(session, holder),
    passed: session.state === 'finished' && session.passed === true,
    holder,
    host,
    users: told.users,
    handrail: told.handrail,
    began: startedAt,
    lastEvent: lastAt,
    ended: session.state === 'finished' ? told.ended : undefined,
    resumed: told.resumed,
    reboots: told.reboots,
    faults,
    seed,
    journal,
  };
}

function stateOf({ state }: Session, holder: string | undefined): SessionReport['state'] {
  switch (state) {
    case 'finished':
      return 'finished';
    case 'quit':
      return 'left';
    case 'walking':
      return holder === undefined ? 'broken-off' : 'walking';
  }
}

/** What the route leaves out is neither done nor to be done. */
function runbookReports(
  session: Session,
  events: readonly JournaledEvent[],
): readonly RunbookReport[] {
  const opening = events[0]?.event;
  const begunWith = opening?.type === 'session-started' ? opening.runbooks : undefined;
  const onTheWay = locatedBlocks(session).filter(
    (located) => !isOptional(located) && routeOf(session, located).type === 'offered',
  );
  return session.runbooks.map(({ id, title, file, sha256 }) => {
    const own = onTheWay.filter(({ runbook }) => runbook.id === id);
    const settled = own.filter((located) => isSettled(standingOf(session, located))).length;
    const revisions = session.revisions
      .filter(({ runbook }) => runbook === id)
      .map((each) => ({
        revision: each.revision,
        at: each.at,
        sha256: each.sha256,
        changed: Object.keys(each.changed),
        added: each.added,
        gone: each.gone,
        git: each.git,
      }));
    const began = begunWith?.find((source) => source.id === id);
    const settledOf = { settled, of: own.length };
    const first = began?.sha256 ?? sha256;
    return { id, title, file, sha256: first, git: began?.git, revisions, ...settledOf };
  });
}

function resultOf(session: Session, hide: Hide): Report['result'] {
  const { blocks, ...result }: WalkResult = walkResult(session);
  void blocks;
  return {
    ...result,
    exitGate: result.exitGate.map((item) => ({ ...item, why: hide.text(item.why) })),
    deferrals: result.deferrals.map((one) => ({ ...one, why: hide.text(one.why) })),
    acceptance: result.acceptance.map((one) => ({ ...one, reason: hide.text(one.reason) })),
    overrides: result.overrides.map((one) => ({ ...one, reason: hide.text(one.reason) })),
    skips: result.skips.map((one) => ({ ...one, reason: hide.text(one.reason) })),
    drifted: result.drifted.map((one) => ({ ...one, why: hide.text(one.why) })),
  };
}

function acceptedWords(session: Session): string | undefined {
  const rows = acceptanceRows(session);
  return rows.length === 0 ? undefined : acceptanceSentence(rows);
}

function unknownBlocks(session: Session, hide: Hide): Report['unknown'] {
  return locatedBlocks(session).flatMap((located) => {
    if (standingOf(session, located) !== 'unknown') return [];
    const outcome = session.attempts.findLast(
      ({ block, recheck }) => block === located.ref && !recheck,
    )?.outcome;
    const why = outcome?.type === 'unknown' ? hide.text(outcome.reason) : 'no end was recorded';
    return [{ block: located.ref, why }];
  });
}

function blockReports(parts: ReportParts, told: Told): readonly BlockReport[] {
  const attempts = Map.groupBy(parts.session.attempts, ({ block }) => block);
  const now = locatedBlocks(parts.session).map((located) =>
    blockReport(parts, told, located, attempts.get(located.ref) ?? []),
  );
  // Behind the others of their runbook, so that nothing that was done is left out.
  const gone = goneBlocks(parts.session).map(({ ref, was, attempts: runs }) => ({
    ...blockReport(parts, told, { ...was, ref }, runs),
    standing: 'gone',
    why: goneWords(parts.session, ref),
  }));
  return parts.session.runbooks.flatMap(({ id }) =>
    [...now, ...gone].filter(({ runbook }) => runbook === id),
  );
}

/** A reference to what is gone ends in the number of the text that held it last. */
function goneWords({ skips }: Session, ref: string): string {
  const last = ref.slice(ref.lastIndexOf('~') + 1);
  const skip = skips[ref];
  const said = skip === undefined ? '' : `; it was skipped: ${skip.reason}`;
  return `the runbook holds it no more: revision ${last} was the last one that did${said}`;
}

function blockReport(
  parts: ReportParts,
  told: Told,
  located: Located,
  attempts: readonly Attempt[],
): BlockReport {
  const { session, hide } = parts;
  const { ref, runbook, step, block } = located;
  const standing = standingOf(session, located);
  const why = whyStanding(session, located, standing);
  return {
    ref,
    runbook: runbook.id,
    step: { id: step.id, title: step.title },
    id: block.id,
    kind: block.kind,
    location: block.location,
    scope: block.scope,
    line: block.line,
    standing,
    why: why === undefined ? undefined : hide.text(why),
    attempts: attempts.map((attempt) => oneAttempt(parts, told, located, attempt)),
  };
}

function oneAttempt(
  { session, outputs, hide, holder }: ReportParts,
  told: Told,
  located: Located,
  attempt: Attempt,
): AttemptReport {
  // By what it was judged by: its document may say something else since.
  const { runbook, block } = blockOfAttempt(session, attempt) ?? located;
  const gates = block.gates
    .map((gate, index) => ({ gate, index }))
    .filter(({ gate }) => gateCounts(session, runbook, gate));
  return attemptReport(attempt, {
    // A look at a check that had passed is judged by its machine gates alone.
    gates: attempt.recheck ? gates.filter(({ gate }) => gate.type === 'machine') : gates,
    user: told.startedBy.get(attempt.number) ?? session.user,
    answerTo: (index) =>
      attempt.recheck ? undefined : told.attested.get(`${attempt.number}#${index}`),
    isUnderWay:
      holder !== undefined &&
      (session.running === attempt.number || session.background.includes(attempt.number)),
    output: outputs.get(attempt.number) ?? { said: undefined, tails: [], files: [] },
    hide,
  });
}

function whyStanding(
  session: Session,
  located: Located,
  standing: BlockReport['standing'],
): string | undefined {
  const drift = driftOf(session, located.ref);
  if (drift.type === 'drifted') return driftSentence(drift);
  const what = changedSince(session, located);
  if (what.length > 0) return changedWords(what);
  if (standing === 'overridden') return session.overrides[located.ref]?.reason;
  const skip = session.skips[located.ref];
  if (standing === 'skipped' && skip !== undefined) return skip.reason;
  const route = routeOf(session, located);
  switch (route.type) {
    case 'skipped':
      return `skipped when ${route.on}`;
    case 'deferred':
      return `when ${route.on}, ${route.to} makes up for it`;
    case 'offered':
    case 'undecided':
      return undefined;
  }
}
