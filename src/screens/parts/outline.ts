import type { OutlineRow, Progress } from '../../session/outline.ts';
import { stepRef } from '../../session/refs.ts';
import type { Session } from '../../session/session.ts';
import { isSettled, type Standing } from '../../session/standing.ts';
import type { Marks } from '../theme.ts';
import type { ScreenContext } from '../contract.ts';
import type { Ui } from '../stack.ts';
import { runbookOf, type Focus } from './focus.ts';
import { outlineOf, progressOf } from './per-session.ts';
import { cleanRow, span, type Line, type Span } from './span.ts';
import { clockText, stepName } from './words.ts';
import { driftedMark, standingMark, standingTone, standingWord } from './standing-mark.ts';
import { displayWidth, fit } from './wrap.ts';

type Folds = NonNullable<Ui['folds']>;

/**
 * The outline: every step, the blocks of the current one, the cursor always in sight. Only the rows that
 * are visible are made, however long the walk is.
 */
export function outlineLines(options: {
  readonly session: Session;
  readonly focus: Focus | undefined;
  readonly folds?: Folds | undefined;
  /** How long a poll usually takes here. */
  readonly usualWait?: ScreenContext['usualWait'];
  readonly marks: Marks;
  readonly columns: number;
  readonly rows: number;
  /** The paging keys scroll this pane. */
  readonly active: boolean;
}): readonly Line[] {
  const { session, focus, folds, marks, columns, rows, active } = options;
  const all = visibleRows(session, focus, folds);
  const at = cursorRow(focus, folds);
  const cursor = Math.max(
    0,
    all.findIndex((row) => row.ref === at),
  );
  const head = headLine(session, marks, columns, active);
  const window = windowAround(all.length, cursor, Math.max(1, rows - 1));
  const drawRow = (row: OutlineRow) =>
    rowLine(row, { isCursor: row.ref === at, folds, ...options });
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

function visibleRows(
  session: Session,
  focus: Focus | undefined,
  folds: Folds | undefined,
): readonly OutlineRow[] {
  const current = focus?.type === 'block' ? focus.located.step : focus?.step;
  const folded = new Set(folds?.runbooks);
  const held = new Set(folds?.steps);
  return outlineOf(session).filter((row) => {
    switch (row.type) {
      case 'runbook':
        return true;
      case 'step':
        return !folded.has(row.runbook);
      case 'block': {
        const { runbook, step } = row.located;
        if (folded.has(runbook.id)) return false;
        return step === current || held.has(stepRef(runbook, step));
      }
    }
  });
}

/** The row that stands for the cursor: its runbook's, where that is folded. */
function cursorRow(focus: Focus | undefined, folds: Folds | undefined): string | undefined {
  if (focus === undefined) return undefined;
  const { id } = runbookOf(focus);
  return folds?.runbooks.includes(id) === true ? id : focus.ref;
}

function headLine(session: Session, marks: Marks, columns: number, active: boolean): Line {
  const { settled, of } = progressOf(session);
  const text = `${active ? `${marks.pointer} ` : ''}${settled} of ${of} settled`;
  return [span(fit(text, columns, marks.more), { bold: active, tone: 'accent' })];
}

function countLine(text: string, columns: number): Line {
  return [span(fit(`-- ${text}`, columns, ''), { tone: 'accent' })];
}

interface RowLook {
  readonly isCursor: boolean;
  readonly folds: Folds | undefined;
  readonly usualWait?: ScreenContext['usualWait'];
  readonly marks: Marks;
  readonly columns: number;
}

function rowLine(row: OutlineRow, look: RowLook): Line {
  const { isCursor, folds, marks, columns, usualWait } = look;
  switch (row.type) {
    case 'runbook': {
      const isFolded = folds?.runbooks.includes(row.ref) === true;
      const lead = isCursor ? marks.pointer : isFolded ? '+' : ' ';
      const come = ` ${progressText(row)}`;
      const title = fit(cleanRow(row.title), Math.max(1, columns - 2 - come.length), marks.more);
      return [
        span(`${lead} `, { bold: true }),
        span(title, { bold: true, inverse: isCursor }),
        span(fit(come, columns - 2 - displayWidth(title), ''), { tone: 'accent' }),
      ];
    }
    case 'step': {
      const title = stepName(row.step);
      const word =
        row.spent < 1000
          ? undefined
          : roomyWord(row.standing, clockText(row.spent), title, 0, columns);
      return stateRow(
        title,
        { ...row, word },
        isCursor,
        0,
        marks,
        columns,
        hasWork(row.step.blocks),
      );
    }
    case 'block': {
      const { block } = row.located;
      const title = `${shortId(block.id)} ${block.diagnosis ? 'diagnosis' : block.kind}`;
      const usual = row.standing === 'waiting' ? usualWait?.(row.ref) : undefined;
      const word =
        usual === undefined
          ? undefined
          : roomyWord(row.standing, `~${clockText(usual.seconds * 1000)}`, title, 2, columns);
      return stateRow(title, { ...row, word }, isCursor, 2, marks, columns, true);
    }
  }
}

/** The word for a standing with a time behind it, where both stand beside the whole title. */
function roomyWord(
  standing: Standing,
  time: string,
  title: string,
  indent: number,
  columns: number,
): string | undefined {
  const word = `${standingWord(standing)} ${time}`;
  return displayWidth(title) + word.length + 1 <= columns - indent - 3 ? word : undefined;
}

/** `7/31 0:42:10`: blocks settled, and the time that their runs took. */
function progressText({ settled, of, spent }: Progress): string {
  return `${settled}/${of}${spent < 1000 ? '' : ` ${clockText(spent)}`}`;
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
  state: {
    readonly standing: Standing;
    readonly drifted: boolean;
    readonly changed: boolean;
    /** What stands in the place of the word that says how it stands. */
    readonly word?: string | undefined;
  },
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
  const changed = state.changed && isSettled(standing);
  const mark: Span = !hasState
    ? span(' ')
    : drifted
      ? driftedMark(marks)
      : standingMark(standing, marks);
  const lead = `${pointer}${' '.repeat(indent)}`;
  const word = !hasState
    ? ''
    : drifted
      ? 'drifted'
      : changed
        ? 'changed'
        : (state.word ?? standingWord(standing));
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
          span(word, { tone: drifted || changed ? 'warning' : standingTone(standing) }),
        ]
      : []),
  ];
}
