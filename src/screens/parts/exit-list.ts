import {
  acceptanceRows,
  acceptanceSentence,
  acceptanceTotals,
  type AcceptanceRow,
} from '../../session/acceptance.ts';
import { changedBlocks } from '../../session/as-run.ts';
import { driftSentence } from '../../session/drift.ts';
import { openDeferrals } from '../../session/deferrals.ts';
import { itemText, type ExitItem } from '../../session/exit-gate.ts';
import { outlineRows } from '../../session/outline.ts';
import { proofWords } from '../../session/proof.ts';
import type { Located } from '../../session/refs.ts';
import { routeOf } from '../../session/routing.ts';
import type { Session } from '../../session/session.ts';
import { isSettled, standingOf, type Standing } from '../../session/standing.ts';
import type { Marks, Tone } from '../theme.ts';
import { driftedOf, exitItemsOf, outlineOf } from './per-session.ts';
import { clean, cleanRow, span, type Line } from './span.ts';
import { plural } from './words.ts';
import { flowing, hanging } from './wrap.ts';

/** One row of the end of a walk: an item of the acceptance bar, or a gate. */
export type ExitRow =
  | { readonly type: 'accepts'; readonly row: AcceptanceRow }
  | { readonly type: 'gate'; readonly item: ExitItem };

/** The exit gate as lines, and where each row begins in them. */
export interface ExitList {
  readonly lines: readonly Line[];
  readonly starts: readonly number[];
}

export function exitList(
  session: Session,
  choice: number,
  marks: Marks,
  columns: number,
): ExitList {
  const rows = exitRows(session);
  const lines: Line[] = [];
  const starts: number[] = [];
  for (const [index, row] of rows.entries()) {
    lines.push(...headOf(row, rows[index - 1], session, columns));
    starts.push(lines.length);
    lines.push(
      ...(row.type === 'accepts'
        ? acceptanceLines(row.row, index === choice, marks, columns)
        : itemLines(row.item, index === choice, session.runbooks.length > 1, marks, columns)),
    );
  }
  if (orderedItems(session).length === 0)
    lines.push(...hanging([], 'No runbook of this walk has an exit gate.', columns));
  return {
    lines: [
      ...lines,
      ...driftLines(session, marks, columns),
      ...changeLines(session, columns),
      ...onTheWay(session, columns),
    ],
    starts,
  };
}

/** The acceptance bar first: it is what all the gates are for. */
export function exitRows(session: Session): readonly ExitRow[] {
  return [
    ...acceptanceRows(session).map((row): ExitRow => ({ type: 'accepts', row })),
    ...orderedItems(session).map((item): ExitRow => ({ type: 'gate', item })),
  ];
}

/** The row that is chosen at first: the first gate, with the acceptance bar above it. */
export function firstGate(session: Session): number {
  const bar = acceptanceRows(session).length;
  return orderedItems(session).length === 0 ? 0 : bar;
}

function headOf(
  row: ExitRow,
  before: ExitRow | undefined,
  session: Session,
  columns: number,
): readonly Line[] {
  if (row.type === 'accepts')
    return before === undefined
      ? hanging(
          [],
          `Acceptance: ${acceptanceTotals(acceptanceRows(session))}. ${acceptanceSentence(acceptanceRows(session))}`,
          columns,
          { bold: true },
        )
      : [];
  const isDeferred = row.item.answer === 'deferred';
  if (isDeferred && !(before?.type === 'gate' && before.item.answer === 'deferred'))
    return headLines('Deferred: not passed, a later step makes up for it', columns);
  return before?.type === 'accepts' ? headLines('Gates', columns) : [];
}

export function orderedItems(session: Session): readonly ExitItem[] {
  const items = exitItemsOf(session);
  return [
    ...items.filter(({ answer }) => answer !== 'deferred'),
    ...items.filter(({ answer }) => answer === 'deferred'),
  ];
}

/** `5 hold, 1 OVERRIDDEN, 2 DEFERRED, 1 not yet`. */
export function exitTotals(session: Session): string {
  const items = exitItemsOf(session);
  const drifted = driftedOf(session).length;
  const owed = openDeferrals(session).length;
  const count = (...answers: readonly ExitItem['answer'][]) =>
    items.filter(({ answer }) => answers.includes(answer)).length;
  const parts = [
    `${count('yes')} of ${items.length} passed`,
    ...(count('overridden') > 0 ? [`${count('overridden')} OVERRIDDEN`] : []),
    ...(count('deferred') > 0 ? [`${count('deferred')} DEFERRED (not passed)`] : []),
    ...(count('no', 'open') > 0 ? [`${count('no', 'open')} not yet`] : []),
    ...(owed > 0 ? [`${plural(owed, 'deferral')} open`] : []),
    ...(drifted > 0 ? [`${plural(drifted, 'check')} DRIFTED`] : []),
  ];
  return parts.join(', ');
}

/** State, name and words of an item; below it why, and what it rests on. */
function acceptanceLines(
  { acceptance, state, reason, evidence }: AcceptanceRow,
  isChosen: boolean,
  marks: Marks,
  columns: number,
): readonly Line[] {
  const { word, mark, tone } = acceptanceState(state, marks);
  const head: Line = [
    span(isChosen ? `${marks.pointer} ` : '  ', { bold: true, tone: 'accent' }),
    span(`${mark} `, { tone, bold: true }),
    span(`${word} `, { tone, bold: true }),
  ];
  const last = evidence.at(-1);
  const rests = last === undefined || state === 'open' ? '' : ` (${proofWords(last)})`;
  return [
    ...flowing(head, `${cleanRow(acceptance.id)} ${clean(acceptance.text)}`, columns),
    ...hanging(
      [span('    ')],
      `${clean(reason)}${clean(reason).includes('attempt') ? '' : rests}`,
      columns,
      { tone: 'quiet' },
    ),
  ];
}

function acceptanceState(
  state: AcceptanceRow['state'],
  marks: Marks,
): { readonly mark: string; readonly word: string; readonly tone: Tone } {
  switch (state) {
    case 'pass':
      return { mark: marks.verdict.yes, word: 'PASS', tone: 'good' };
    case 'fail':
      return { mark: marks.verdict.no, word: 'FAIL', tone: 'bad' };
    case 'open':
      return { mark: marks.verdict.open, word: 'OPEN', tone: 'warning' };
    case 'deferred':
      return { mark: marks.verdict.deferred, word: 'DEFERRED', tone: 'warning' };
    case 'overridden':
      return { mark: marks.standing.overridden, word: 'OVERRIDDEN', tone: 'warning' };
  }
}

function itemLines(
  item: ExitItem,
  isChosen: boolean,
  isNamed: boolean,
  marks: Marks,
  columns: number,
): readonly Line[] {
  const { mark, word, tone } = stateOf(item, marks);
  const head: Line = [
    span(isChosen ? `${marks.pointer} ` : '  ', { bold: true, tone: 'accent' }),
    span(`${mark} `, { tone, bold: true }),
    span(`${word}: `, { tone, bold: true }),
  ];
  const hard = item.gate.hard ? 'HARD ' : '';
  const from = isNamed ? `(${cleanRow(item.runbook.id)}) ` : '';
  return [
    ...flowing(head, `${hard}${from}${clean(itemText(item))}`, columns),
    ...hanging([span('    ')], whyText(item), columns, { tone: 'quiet' }),
  ];
}

function stateOf(
  { answer }: ExitItem,
  marks: Marks,
): { readonly mark: string; readonly word: string; readonly tone: Tone } {
  switch (answer) {
    case 'yes':
      return { mark: marks.verdict.yes, word: 'passed', tone: 'good' };
    case 'no':
      return { mark: marks.verdict.no, word: 'not yet', tone: 'bad' };
    case 'open':
      return { mark: marks.verdict.open, word: 'not answered', tone: 'warning' };
    case 'deferred':
      return { mark: marks.verdict.deferred, word: 'DEFERRED', tone: 'warning' };
    case 'overridden':
      return { mark: marks.standing.overridden, word: 'OVERRIDDEN', tone: 'warning' };
  }
}

function whyText({ answer, why }: ExitItem): string {
  return answer === 'overridden' ? `because ${clean(why)}` : clean(why);
}

/** A check that does not hold any more fails no gate, and is not left unsaid either. */
function driftLines(session: Session, marks: Marks, columns: number): readonly Line[] {
  const drifted = driftedOf(session);
  if (drifted.length === 0) return [];
  return [
    ...headLines(`Drifted since they passed: ${plural(drifted.length, 'check')}`, columns),
    ...drifted.flatMap(({ located, drift }) =>
      hanging(
        [span(`  ${marks.drifted} ${cleanRow(located.block.id)} `, { tone: 'warning' })],
        clean(driftSentence(drift)),
        columns,
      ),
    ),
  ];
}

/** Their gates held for what ran then; nobody has seen what they say now. */
function changeLines(session: Session, columns: number): readonly Line[] {
  const changed = changedBlocks(session).filter(({ located }) =>
    isSettled(standingOf(session, located)),
  );
  if (changed.length === 0) return [];
  return [
    ...headLines(`Changed since they ran: ${plural(changed.length, 'block')}`, columns),
    ...changed.flatMap(({ located, what }) =>
      hanging(
        [span(`  ${cleanRow(located.block.id)} `, { tone: 'warning' })],
        what.join(', '),
        columns,
      ),
    ),
  ];
}

/** What was passed over on the way, whether an item of the exit gate names it or not. */
function onTheWay(session: Session, columns: number): readonly Line[] {
  const over = outlineOf(session).flatMap((row: ReturnType<typeof outlineRows>[number]) =>
    row.type === 'block' && isPassedOver(row.standing) ? [row] : [],
  );
  if (over.length === 0) return [];
  return [
    ...headLines(`Passed over on the way: ${plural(over.length, 'block')}`, columns),
    ...over.flatMap(({ located, standing }) =>
      hanging(
        [span(`  ${cleanRow(located.block.id)} ${standing.toUpperCase()} `, { tone: 'warning' })],
        reasonOf(session, located, standing),
        columns,
      ),
    ),
  ];
}

function isPassedOver(standing: Standing): boolean {
  return standing === 'skipped' || standing === 'overridden' || standing === 'deferred';
}

function reasonOf(session: Session, located: Located, standing: Standing): string {
  const said =
    standing === 'overridden' ? session.overrides[located.ref] : session.skips[located.ref];
  if (said !== undefined && standing !== 'deferred') return `because ${clean(said.reason)}`;
  const route = routeOf(session, located);
  switch (route.type) {
    case 'deferred':
      return `to ${cleanRow(route.to)} (${cleanRow(route.on)})`;
    case 'skipped':
      return `by the route (${cleanRow(route.on)})`;
    case 'offered':
    case 'undecided':
      return '';
  }
}

function headLines(text: string, columns: number): readonly Line[] {
  return [[], ...hanging([], text, columns, { bold: true })];
}
