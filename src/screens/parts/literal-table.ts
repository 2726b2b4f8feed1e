import type { EarlierWalk } from '../../session/earlier-walk.ts';
import { lastValueOf, needOf, valueOf, type LiteralRow } from '../../session/literal-rows.ts';
import type { Session } from '../../session/session.ts';
import { oneRow } from '../one-row.ts';
import { emptyWords, foundWords } from './literal-words.ts';
import { displayWidth } from './wrap.ts';

/** From this width on the last walk's value has a column, and from the next one on who reads it. Columns. */
const WITH_LAST = 110;
const WITH_READERS = 150;

export interface LiteralTable {
  readonly head: string;
  readonly lines: readonly string[];
  /** How many columns a value has. */
  readonly room: number;
}

/** The literals as rows of so many columns. What needs a person begins with `?`. */
export function literalTable(
  session: Session,
  rows: readonly LiteralRow[],
  drafts: Readonly<Record<string, string>> | undefined,
  earlier: readonly EarlierWalk[],
  columns: number,
): LiteralTable {
  const widths = widthsOf(session, rows, columns);
  const isSeveral = session.runbooks.length > 1;
  const line = (mark: string, cells: Cells): string =>
    [
      mark,
      fit(cells.name, widths.name),
      fit(cells.value, widths.value),
      fit(cells.found, widths.found),
      ...(columns >= WITH_LAST ? [fit(cells.last, widths.last)] : []),
      ...(columns >= WITH_READERS && isSeveral ? [fit(cells.readers, widths.readers)] : []),
    ]
      .join(' ')
      .trimEnd();
  return {
    room: widths.value,
    head: line(' ', {
      name: 'name',
      value: 'value',
      found: 'how it is found',
      last: 'last walk',
      readers: 'read by',
    }),
    lines: rows.map((row) => {
      const value = valueOf(session, row, drafts);
      const need = needOf(session, row, value);
      return line(need === 'nothing' ? ' ' : '?', {
        name: oneRow(row.name),
        value: value === '' ? emptyWords(session, row, need) : oneRow(value),
        found: foundCell(session, row),
        last: oneRow(lastValueOf(row, earlier)?.value ?? ''),
        readers: readersOf(row),
      });
    }),
  };
}

type Cells = Readonly<Record<'name' | 'value' | 'found' | 'last' | 'readers', string>>;

function foundCell(session: Session, row: LiteralRow): string {
  const found = foundWords(row, session);
  return row.perRebuild ? `${found}, per rebuild` : found;
}

function readersOf({ readers }: LiteralRow): string {
  return [...new Set(readers.map((ref) => ref.slice(0, ref.indexOf(':'))))].join(' ');
}

/** The value gets what is left. */
function widthsOf(
  session: Session,
  rows: readonly LiteralRow[],
  columns: number,
): Readonly<Record<keyof Cells, number>> {
  const longest = (texts: readonly string[], least: number, most: number): number =>
    Math.min(Math.max(...texts.map((text) => displayWidth(text)), least), most);
  const name = longest(
    rows.map((row) => oneRow(row.name)),
    4,
    Math.floor(columns / 4),
  );
  const found = longest(
    rows.map((row) => foundCell(session, row)),
    15,
    columns < 60 ? 12 : Math.floor(columns / 3),
  );
  const last = columns >= WITH_LAST ? Math.floor(columns / 6) : 0;
  const readers =
    columns >= WITH_READERS && session.runbooks.length > 1
      ? longest(rows.map(readersOf), 7, Math.floor(columns / 6))
      : 0;
  // A pointer, a mark and a blank each between.
  const taken = name + found + last + readers + 9;
  return { name, found, last, readers, value: Math.max(8, columns - taken) };
}

/** A text cut or filled up to a width; what is cut says so. */
function fit(text: string, width: number): string {
  let cut = text;
  if (displayWidth(text) > width) {
    const kept: string[] = [];
    let used = 2;
    for (const character of text) {
      used += displayWidth(character);
      if (used > width) break;
      kept.push(character);
    }
    cut = `${kept.join('')}..`;
  }
  return cut + ' '.repeat(Math.max(0, width - displayWidth(cut)));
}
