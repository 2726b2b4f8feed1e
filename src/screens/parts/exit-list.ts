import { driftSentence } from '../../session/drift.ts';
import { itemText, type ExitItem } from '../../session/exit-gate.ts';
import { outlineRows } from '../../session/outline.ts';
import type { Located } from '../../session/refs.ts';
import { routeOf } from '../../session/routing.ts';
import type { Session } from '../../session/session.ts';
import type { Standing } from '../../session/standing.ts';
import type { Marks, Tone } from '../theme.ts';
import { driftedOf, exitItemsOf, outlineOf } from './per-session.ts';
import { clean, cleanRow, span, type Line } from './span.ts';
import { plural } from './words.ts';
import { flowing, hanging } from './wrap.ts';

/** The exit gate as rows, and where each item begins in them. */
export interface ExitList {
  readonly lines: readonly Line[];
  /** Items in the order in which they stand: deferred ones last, never among those that hold. */
  readonly items: readonly ExitItem[];
  readonly starts: readonly number[];
}

export function exitList(
  session: Session,
  choice: number,
  marks: Marks,
  columns: number,
): ExitList {
  const items = orderedItems(session);
  const lines: Line[] = [];
  const starts: number[] = [];
  for (const [index, item] of items.entries()) {
    if (item.answer === 'deferred' && items[index - 1]?.answer !== 'deferred')
      lines.push(...headLines('Deferred: not passed, a later step makes up for it', columns));
    starts.push(lines.length);
    lines.push(...itemLines(item, index === choice, session.runbooks.length > 1, marks, columns));
  }
  if (items.length === 0)
    lines.push(...hanging([], 'No runbook of this walk has an exit gate.', columns));
  return {
    lines: [...lines, ...driftLines(session, marks, columns), ...onTheWay(session, columns)],
    items,
    starts,
  };
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
  const count = (...answers: readonly ExitItem['answer'][]) =>
    items.filter(({ answer }) => answers.includes(answer)).length;
  const parts = [
    `${count('yes')} of ${items.length} passed`,
    ...(count('overridden') > 0 ? [`${count('overridden')} OVERRIDDEN`] : []),
    ...(count('deferred') > 0 ? [`${count('deferred')} DEFERRED (not passed)`] : []),
    ...(count('no', 'open') > 0 ? [`${count('no', 'open')} not yet`] : []),
    ...(drifted > 0 ? [`${plural(drifted, 'check')} DRIFTED`] : []),
  ];
  return parts.join(', ');
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
