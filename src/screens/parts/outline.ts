import type { OutlineRow } from '../../session/outline.ts';
import type { Session } from '../../session/session.ts';
import type { Standing } from '../../session/standing.ts';
import type { Marks } from '../theme.ts';
import type { Focus } from './focus.ts';
import { outlineOf, progressOf } from './per-session.ts';
import { cleanRow, span, type Line, type Span } from './span.ts';
import { stepName } from './words.ts';
import { driftedMark, standingMark, standingTone, standingWord } from './standing-mark.ts';
import { displayWidth, fit } from './wrap.ts';

/**
 * The outline: every step, the blocks of the current one, the cursor always in sight. Only the rows that
 * are visible are made, however long the walk is.
 */
export function outlineLines(options: {
  readonly session: Session;
  readonly focus: Focus | undefined;
  readonly marks: Marks;
  readonly columns: number;
  readonly rows: number;
  /** The paging keys scroll this pane. */
  readonly active: boolean;
}): readonly Line[] {
  const { session, focus, marks, columns, rows, active } = options;
  const all = visibleRows(session, focus);
  const cursor = Math.max(
    0,
    all.findIndex((row) => row.type !== 'runbook' && row.ref === focus?.ref),
  );
  const head = headLine(session, marks, columns, active);
  const window = windowAround(all.length, cursor, Math.max(1, rows - 1));
  const drawRow = (row: OutlineRow) => rowLine(row, row.ref === focus?.ref, marks, columns);
  return [
    head,
    ...(window.above > 0 ? [countLine(`${window.above} above`, columns)] : []),
    ...all.slice(window.first, window.last).map(drawRow),
    ...(window.below > 0 ? [countLine(`${window.below} below`, columns)] : []),
  ];
}

/** Which of many rows are drawn: the cursor's neighbourhood, a row at each end telling of the rest. */
export function windowAround(
  total: number,
  cursor: number,
  rows: number,
): {
  readonly first: number;
  readonly last: number;
  readonly above: number;
  readonly below: number;
} {
  const part = (first: number, last: number) => ({
    first,
    last,
    above: rows < 5 ? 0 : first,
    below: rows < 5 ? 0 : total - last,
  });
  if (total <= rows) return part(0, total);
  if (rows < 5) {
    // Too few rows to spend any on counts: the cursor's own row is what matters.
    const first = Math.min(Math.max(0, cursor - Math.floor(rows / 2)), total - rows);
    return part(first, first + rows);
  }
  if (cursor < rows - 2) return part(0, rows - 1);
  if (cursor > total - rows + 1) return part(total - rows + 1, total);
  const first = cursor - Math.floor((rows - 2) / 2);
  return part(first, first + rows - 2);
}

function visibleRows(session: Session, focus: Focus | undefined): readonly OutlineRow[] {
  const current = focus?.type === 'block' ? focus.located.step : focus?.step;
  return outlineOf(session).filter((row) => row.type !== 'block' || row.located.step === current);
}

function headLine(session: Session, marks: Marks, columns: number, active: boolean): Line {
  const { settled, of } = progressOf(session);
  const text = `${active ? `${marks.pointer} ` : ''}${settled} of ${of} settled`;
  return [span(fit(text, columns, marks.more), { bold: active, tone: 'accent' })];
}

function countLine(text: string, columns: number): Line {
  return [span(fit(`-- ${text}`, columns, ''), { tone: 'accent' })];
}

function rowLine(row: OutlineRow, isCursor: boolean, marks: Marks, columns: number): Line {
  switch (row.type) {
    case 'runbook':
      return [
        span(fit(`${cleanRow(row.title)} (${row.settled} of ${row.of})`, columns, marks.more), {
          bold: true,
        }),
      ];
    case 'step': {
      const title = stepName(row.step);
      return stateRow(title, row, isCursor, 0, marks, columns, hasWork(row.step.blocks));
    }
    case 'block': {
      const { block } = row.located;
      const title = `${shortId(block.id)} ${block.diagnosis ? 'diagnosis' : block.kind}`;
      return stateRow(title, row, isCursor, 2, marks, columns, true);
    }
  }
}

/** Under its step a block with a long name is told by its number alone. */
function shortId(id: string): string {
  const name = cleanRow(id);
  return name.length <= 8 ? name : name.slice(name.lastIndexOf('/'));
}

/** A step without blocks has nothing to be done, so it has no state to show either. */
function hasWork(blocks: readonly unknown[]): boolean {
  return blocks.length > 0;
}

function isPlain(standing: Standing): boolean {
  return standing === 'waiting' || standing === 'optional';
}

function stateRow(
  title: string,
  state: { readonly standing: Standing; readonly drifted: boolean },
  isCursor: boolean,
  indent: number,
  marks: Marks,
  columns: number,
  hasState: boolean,
): Line {
  const pointer = isCursor ? marks.pointer : ' ';
  const { standing } = state;
  // Only what passed can drift; a step that wants something says that first.
  const drifted = state.drifted && standing === 'passed';
  const mark: Span = !hasState
    ? span(' ')
    : drifted
      ? driftedMark(marks)
      : standingMark(standing, marks);
  const lead = `${pointer}${' '.repeat(indent)}`;
  const word = !hasState ? '' : drifted ? 'drifted' : standingWord(standing);
  const room = Math.max(1, columns - displayWidth(lead) - 2);
  // The word gives way to the title where next to nothing of that would be left, and sooner where it
  // says only that nothing has happened.
  const least = isPlain(standing) ? displayWidth(title) : Math.min(8, displayWidth(title));
  const wordRoom = word !== '' && room - word.length - 1 >= least ? word.length + 1 : 0;
  const name = fit(title, room - wordRoom, marks.more);
  const gap = Math.max(0, room - wordRoom - displayWidth(name));
  const style = { bold: isCursor, inverse: isCursor } as const;
  return [
    span(lead, { bold: isCursor }),
    mark,
    span(' '),
    span(name, style),
    ...(wordRoom > 0
      ? [
          span(' '.repeat(gap + 1)),
          span(word, { tone: drifted ? 'warning' : standingTone(standing) }),
        ]
      : []),
  ];
}
