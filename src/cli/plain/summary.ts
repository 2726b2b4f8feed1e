import {
  acceptanceRows,
  acceptanceSentence,
  acceptanceTotals,
  type AcceptanceRow,
} from '../../session/acceptance.ts';
import { progress } from '../../session/outline.ts';
import { proofWords } from '../../session/proof.ts';
import { walkResult, type WalkResult } from '../../session/result.ts';
import type { Session } from '../../session/session.ts';
import { clean } from './lines.ts';

/** The first lines of a plain walk: what it is, and that it is training when it is. */
export function headLines(session: Session): readonly string[] {
  const titles = session.runbooks.map(({ id, title }) => `${id}: ${clean(title)}`);
  const training =
    session.mode === 'training'
      ? [
          'TRAINING: nothing below touches a real machine; every answer comes from a simulated cloud.',
        ]
      : [];
  const faults =
    session.faults.length > 0 ? [`Broken on purpose: ${session.faults.join(', ')}`] : [];
  return ['handrail', ...titles, ...training, ...faults, `Session ${session.id}`, ''];
}

/** The last lines: the exit gate item by item, what it comes to, and the way back when it is not over. */
export function endLines(
  session: Session,
  stopped: WalkResult['stopped'],
  wayBack: string,
): readonly string[] {
  const result = walkResult(session, stopped);
  const { settled, of } = progress(session);
  const items = result.exitGate.map(
    ({ text, answer, why }) =>
      `  ${exitMarks[answer] ?? '[ ]'} ${clean(text)}${answer === 'yes' ? '' : ` -- ${answer === 'deferred' ? 'DEFERRED, not passed' : answer}: ${clean(why)}`}`,
  );
  const deferred = result.deferrals.map(deferralLine);
  const bar = acceptanceRows(session);
  return [
    '',
    `${settled} of ${of} blocks settled.`,
    ...(items.length > 0 ? ['Exit gate:', ...items] : []),
    ...(deferred.length > 0 ? ['Deferrals:', ...deferred] : []),
    ...(bar.length > 0
      ? [
          `Acceptance, ${acceptanceTotals(bar)}:`,
          ...bar.map(acceptanceLine),
          acceptanceSentence(bar),
        ]
      : []),
    ...result.overrides.map(({ owner, reason }) => `  OVERRIDDEN ${owner}: ${clean(reason)}`),
    ...result.drifted.map(
      ({ block, why }) => `  DRIFTED ${block}: it had passed, and does not any more: ${clean(why)}`,
    ),
    ...result.attested
      .filter(({ by }) => by === 'attest-option')
      .map(({ gate }) => `  ${gate} was answered by --attest yes; nobody looked`),
    verdictLine(result),
    ...(session.state === 'finished' ? [] : [`Take it up again with: ${wayBack}`]),
  ];
}

/** `[x] 7.8/6 closed by phase-08 8.2/1, attempt 41, 02:14 UTC`. */
function deferralLine(entry: WalkResult['deferrals'][number]): string {
  const { block, to, state, overridden, why } = entry;
  const word = `${block}, deferred to ${to}`;
  switch (state) {
    case 'closed':
      return `  ${overridden ? '[o]' : '[x]'} ${clean(`${word}: ${why}`)}`;
    case 'elsewhere':
      return `  [>] ${clean(`${word}, not passed: ${why}`)}`;
    default:
      return `  [!] ${clean(`${word}, ${state.toUpperCase()}: ${why}`)}`;
  }
}

function acceptanceLine({ acceptance, state, reason, evidence }: AcceptanceRow): string {
  const last = evidence.at(-1);
  const rests = state !== 'pass' || last === undefined ? '' : `; ${proofWords(last)}`;
  return clean(
    `  ${state.toUpperCase()} ${acceptance.id} ${acceptance.text} -- ${reason}${rests}`,
  ).replace(/^/, '  ');
}

const exitMarks: Readonly<Record<string, string>> = {
  yes: '[x]',
  no: '[!]',
  open: '[ ]',
  deferred: '[>]',
  overridden: '[o]',
};

function verdictLine(result: WalkResult): string {
  if (result.passed)
    return result.exitGate.length > 0
      ? 'The exit gate passed.'
      : 'The walk is done; this runbook has no exit gate.';
  if (result.stopped === undefined) return 'The walk was left before its end.';
  const where = result.stopped.block === undefined ? '' : ` at ${result.stopped.block}`;
  return `The walk stopped${where}: ${clean(result.stopped.why)}`;
}
