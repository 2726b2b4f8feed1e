import type { ScreenContext } from '../contract.ts';
import type { GateRef } from '../../session/events.ts';
import { putOffTo } from '../../session/put-off.ts';
import { gatesOf } from '../../session/as-run.ts';
import { locate } from '../../session/refs.ts';
import { newestAttempt } from '../../session/standing.ts';
import type { Session } from '../../session/session.ts';
import { readItFirst } from '../guard.ts';
import { foldSections, moreSign, type Section } from './fold.ts';
import { goodLines } from './block.ts';
import { gateHead } from './gate.ts';
import { outputSection } from './output.ts';
import { pageOf } from './page.ts';
import { clean, cleanRow, span, type Line } from './span.ts';
import { outcomeWords } from './words.ts';
import { flowing, hanging } from './wrap.ts';

interface Part {
  readonly lines: readonly Line[];
  readonly columns: number;
  readonly rows: number;
}

export interface AttestLayout {
  readonly gate: Part;
  readonly output: Part;
  /** What the output rows themselves have, for scrolling. */
  readonly outputSize: { readonly columns: number; readonly rows: number };
  readonly isBeside: boolean;
}

/** The gate's sentence and the output it is about: beside each other, or one above the other when narrow. */
export function attestLayout(session: Session, ref: GateRef, context: ScreenContext): AttestLayout {
  const { columns, rows, ui } = context;
  if (ui.scroll > 0) return gateAlone(session, ref, context);
  const isBeside = columns >= 70;
  const gateColumns = isBeside ? Math.min(60, Math.floor(columns * 0.45)) : columns;
  const whole = gateLines(session, ref, gateColumns, context.fresh);
  const expected = expectedLines(session, ref, gateColumns);
  const gateRows = isBeside ? rows : Math.min(whole.length, Math.max(4, rows - 4));
  const outputColumns = isBeside ? columns - gateColumns - 2 : columns;
  const outputRows = isBeside ? rows : rows - gateRows;
  const attempt = newestAttempt(session, ownerOf(ref));
  const size = { columns: outputColumns, rows: outputRows, offset: ui.outputOffset };
  const output =
    attempt === undefined || outputRows <= 0
      ? []
      : foldSections([outputSection(context, attempt.number, size, 1)], size).lines;
  return {
    gate: { lines: withExpected(whole, expected, gateRows), columns: gateColumns, rows: gateRows },
    output: { lines: output, columns: outputColumns, rows: outputRows },
    outputSize: { columns: outputColumns, rows: Math.max(1, outputRows - 2) },
    isBeside,
  };
}

/** The sentence by itself, for one that is longer than its place: Tab goes there and back. */
export function gateAloneSections(
  session: Session,
  ref: GateRef,
  columns: number,
  fresh?: boolean,
): readonly Section[] {
  const lines = gateLines(session, ref, columns, fresh);
  const expected = expectedLines(session, ref, columns);
  return [
    { name: 'the gate', lines, keep: 'first', least: 1, rank: 1 },
    { name: 'what to expect', lines: expected, keep: 'first', least: 1, rank: 2 },
  ];
}

function gateAlone(session: Session, ref: GateRef, context: ScreenContext): AttestLayout {
  const { columns, rows, ui } = context;
  const lines = pageOf(
    gateAloneSections(session, ref, columns, context.fresh),
    { rows, columns },
    ui.scroll,
  );
  return {
    gate: { lines, columns, rows },
    output: { lines: [], columns, rows: 0 },
    outputSize: { columns, rows: 1 },
    isBeside: false,
  };
}

function gateLines(
  session: Session,
  ref: GateRef,
  columns: number,
  fresh: boolean | undefined,
): readonly Line[] {
  const owner = ownerOf(ref);
  const gate = gatesOf(session, owner)[Number(ref.slice(ref.lastIndexOf('#') + 1))];
  const attempt = newestAttempt(session, owner);
  const id = locate(session, owner)?.block.id ?? owner.slice(owner.indexOf(':') + 1);
  const outcome = attempt?.outcome;
  const to = putOffTo(session, ref);
  return [
    ...hanging([], `${cleanRow(id)}: does this hold?`, columns, { bold: true }),
    ...(gate === undefined
      ? hanging([], 'This gate is in no runbook of this walk.', columns)
      : flowing([span(`${gateHead(gate)} `, { bold: true })], clean(gate.text), columns)),
    ...(outcome === undefined
      ? []
      : hanging([], outcomeWords(outcome), columns, { tone: 'quiet' })),
    ...(fresh === true
      ? [...hanging([], readItFirst, columns, { tone: 'quiet' }), []]
      : [
          ...hanging([span('y  ', { bold: true, tone: 'good' })], 'yes, it holds', columns),
          ...hanging([span('n  ', { bold: true, tone: 'bad' })], 'no; Enter means no too', columns),
          ...(to === undefined
            ? []
            : hanging(
                [span('w  ', { bold: true, tone: 'warning' })],
                `later: put off to ${clean(to)}`,
                columns,
              )),
        ]),
    ...hanging([span('Esc  ', { bold: true })], 'not now', columns),
  ];
}

/** What the document says of a good output, to hold the output against. */
function expectedLines(session: Session, ref: GateRef, columns: number): readonly Line[] {
  const located = locate(session, ownerOf(ref));
  return located === undefined ? [] : goodLines(located, columns);
}

/** Below the answers, where there is room for it. */
function withExpected(
  whole: readonly Line[],
  expected: readonly Line[],
  rows: number,
): readonly Line[] {
  if (expected.length === 0 || whole.length + 2 > rows) return keepAnswer(whole, rows);
  const all = [...whole, [], ...expected];
  if (all.length <= rows) return all;
  return [...all.slice(0, Math.max(0, rows - 1)), moreSign('more of what to expect: Tab')];
}

/** In few rows the sentence is what stays: the footer says the keys as well. */
function keepAnswer(lines: readonly Line[], rows: number): readonly Line[] {
  if (lines.length <= rows) return lines;
  return [...lines.slice(0, Math.max(0, rows - 1)), moreSign('more of the gate: Tab')];
}

/** The block or step that a gate stands with. */
export function ownerOf(ref: GateRef): string {
  return ref.slice(0, ref.lastIndexOf('#'));
}
