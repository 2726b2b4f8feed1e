/** The smallest terminal on which every screen can be used. */
export const smallest = { columns: 40, rows: 10 } as const;

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Where everything goes: one header row, the screen, the message, one footer row. */
export interface Layout {
  /** What the screen itself gets. */
  readonly body: Size;
  readonly messageRows: number;
  /** What the strip of polls gets, under the messages. */
  readonly stripRows: number;
  /** Columns of the rail on the left, 0 without one. */
  readonly rail: number;
  readonly tooSmall: boolean;
}

/** From so many rows on the strip of polls has rows of its own. */
const roomyFrom = 14;
const twoRowsFrom = 20;

/** Rows that so many polls want, each with room for its state and its times. */
function stripHeight(count: number, columns: number, most: number): number {
  return Math.min(most, Math.ceil(count / Math.max(1, Math.floor(columns / columnsAPoll))));
}

const columnsAPoll = 38;

/** The message gets a row of its own always, so that the screen does not jump, and up to four when it is long. */
export function layoutOf(
  { columns, rows }: Size,
  shown: {
    readonly training: boolean;
    readonly messages: readonly string[];
    /** How many polls the strip tells of. */
    readonly polls?: number;
  },
): Layout {
  const rail = shown.training ? 2 : 0;
  const width = columns - rail;
  const needed = shown.messages.reduce((sum, text) => sum + wrapWords(text, width - 1).length, 0);
  const messageRows = Math.min(Math.max(1, needed), 4);
  // Where rows are few it stands in the row of the messages, as long as nothing is said there.
  const stripRows =
    rows < roomyFrom ? 0 : stripHeight(shown.polls ?? 0, width, rows < twoRowsFrom ? 1 : 2);
  return {
    body: { columns: width, rows: rows - 2 - messageRows - stripRows },
    messageRows,
    stripRows,
    rail,
    tooSmall: columns < smallest.columns || rows < smallest.rows,
  };
}

/** Breaks a text at blanks; a word longer than a row is cut. Counts characters, not cells: for our own sentences. */
export function wrapWords(text: string, columns: number): readonly string[] {
  const width = Math.max(1, columns);
  const rows: string[] = [];
  for (const line of text.split('\n')) {
    let row = '';
    for (const word of line.split(' ').flatMap((one) => pieces(one, width))) {
      const longer = row === '' ? word : `${row} ${word}`;
      if (longer.length <= width) row = longer;
      else {
        rows.push(row);
        row = word;
      }
    }
    rows.push(row);
  }
  return rows;
}

/** The part of a list that is shown, with the highlighted row in it. */
export function windowOf(
  count: number,
  highlighted: number,
  rows: number,
): { readonly from: number; readonly to: number } {
  const room = Math.max(1, rows);
  if (count <= room) return { from: 0, to: count };
  const from = Math.min(Math.max(0, highlighted - Math.floor(room / 2)), count - room);
  return { from, to: from + room };
}

function pieces(word: string, width: number): readonly string[] {
  const cut: string[] = [];
  for (let at = 0; at < word.length; at += width) cut.push(word.slice(at, at + width));
  return cut.length === 0 ? [''] : cut;
}
