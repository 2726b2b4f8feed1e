import { span, type Line } from './span.ts';
import { plural } from './words.ts';

/** One part of a pane: what it says, and what may be left out of it first when rows are short. */
export interface Section {
  /** What it is called in `-- 12 more lines of prose, PgDn`. */
  readonly name: string;
  readonly heading?: Line;
  readonly lines: readonly Line[];
  /** Which end stays when it is cut: the last lines of an output, the first of everything else. */
  readonly keep: 'first' | 'last';
  /** Rows that it should have at least. */
  readonly least: number;
  /** 1 gets its rows first. */
  readonly rank: number;
  /** Lines that stay when it is cut: what is chosen in a list. For one that keeps its first lines. */
  readonly focus?: { readonly from: number; readonly count: number };
  /** The row that stands for what is left out of an output; else one is made. */
  readonly sign?: Line;
}

/** What a pane has to draw in. */
export interface Room {
  readonly rows: number;
  readonly columns: number;
}

export interface Folded {
  readonly lines: readonly Line[];
  /** Row of the whole document at which the first left-out row stands; undefined when all is shown. */
  readonly firstHidden: number | undefined;
}

/**
 * Fits sections into rows. Everything when there is room; else each section gets its least, then the rest
 * by rank, and a row says what is left out and which key shows it. Nothing is cut silently.
 */
export function foldSections(sections: readonly Section[], { rows, columns }: Room): Folded {
  const shown = sections.filter((section) => height(section) > 0);
  const total = shown.reduce((sum, section) => sum + height(section), 0);
  if (total <= rows) return { lines: spread(shown, rows - total), firstHidden: undefined };
  const least = shown.reduce((sum, section) => sum + Math.min(section.least, height(section)), 0);
  return least < rows ? roomy(shown, rows, columns) : tight(shown, rows, columns);
}

/** Each cut section says itself how much of it is left out. */
function roomy(sections: readonly Section[], rows: number, columns: number): Folded {
  const whole = allot(sections, rows);
  const allotted = whole.includes(0) ? allot(sections, rows - 1) : whole;
  const left = sections.filter((_, index) => allotted[index] === 0);
  return {
    lines: [
      ...sections.flatMap((section, index) => cut(section, allotted[index] ?? 0, columns)),
      ...(left.length > 0 ? [leftOut(left, columns)] : []),
    ],
    firstHidden: firstHidden(sections, allotted, 1),
  };
}

/** Too few rows to spend one on each sign: a single one at the end names everything that is cut. */
function tight(sections: readonly Section[], rows: number, columns: number): Folded {
  const small = sections.map((section) => ({ ...section, least: Math.min(section.least, 2) }));
  const allotted = allot(small, rows - 1);
  const left = sections.filter((section, index) => (allotted[index] ?? 0) < height(section));
  return {
    lines: [
      ...sections.flatMap((section, index) => ends(section, allotted[index] ?? 0)),
      ...(rows > 0 ? [leftOut(left, columns)] : []),
    ],
    firstHidden: firstHidden(sections, allotted, 0),
  };
}

/** Every row of every section: what PgDn pages through. */
export function unfolded(sections: readonly Section[]): readonly Line[] {
  return sections.flatMap(({ heading, lines }) => [
    ...(heading === undefined || lines.length === 0 ? [] : [heading]),
    ...lines,
  ]);
}

function height({ heading, lines }: Section): number {
  return lines.length === 0 ? 0 : lines.length + (heading === undefined ? 0 : 1);
}

/** With rows to spare, a blank row between sections. */
function spread(sections: readonly Section[], spare: number): readonly Line[] {
  if (spare < sections.length - 1) return unfolded(sections);
  return sections.flatMap((section, index) => [
    ...(index === 0 ? [] : [[]]),
    ...unfolded([section]),
  ]);
}

function allot(sections: readonly Section[], rows: number): readonly number[] {
  const given = sections.map(() => 0);
  const order = sections.map((_, index) => index).sort((a, b) => rankOf(a) - rankOf(b));
  let left = Math.max(0, rows);
  const give = (index: number, wanted: number) => {
    const before = given[index] ?? 0;
    const more = Math.min(left, Math.max(0, wanted - before));
    given[index] = before + more;
    left -= more;
  };
  for (const index of order) give(index, Math.min(leastOf(index), heightOf(index)));
  for (const index of order) give(index, heightOf(index));
  return given;

  function rankOf(index: number): number {
    return sections[index]?.rank ?? 0;
  }
  function leastOf(index: number): number {
    return sections[index]?.least ?? 0;
  }
  function heightOf(index: number): number {
    const section = sections[index];
    return section === undefined ? 0 : height(section);
  }
}

function cut(section: Section, rows: number, columns: number): readonly Line[] {
  if (rows <= 0) return [];
  if (rows >= height(section)) return unfolded([section]);
  // Without its heading a part would read as the end of the one before; a single row is for the sign.
  const heading = section.heading === undefined || rows < 2 ? [] : [section.heading];
  const room = rows - heading.length - 1;
  const hidden = section.lines.length - room;
  const more = `${plural(hidden, 'more row')}, PgDn`;
  const sign = section.sign ?? signThatFits([`${section.name}: ${more}`, more], columns);
  return section.keep === 'first'
    ? [...heading, ...windowOf(section, room), sign]
    : [...heading, sign, ...section.lines.slice(section.lines.length - room)];
}

function ends(section: Section, rows: number): readonly Line[] {
  const all = unfolded([section]);
  if (section.keep === 'last') return all.slice(all.length - rows);
  return skipped(section, rows) === 0 ? all.slice(0, rows) : windowOf(section, rows);
}

function windowOf(section: Section, room: number): readonly Line[] {
  const from = skipped(section, room);
  return section.lines.slice(from, from + room);
}

/** How many of its first lines make way for what is chosen below them. */
function skipped({ focus, lines }: Section, room: number): number {
  if (focus === undefined) return 0;
  const least = Math.min(focus.from, focus.from + focus.count - room);
  return Math.max(0, Math.min(least, lines.length - room));
}

/** The lines of a list of which one is chosen, and the ones that are that. */
export function chosenOf(
  entries: readonly (readonly Line[])[],
  choice: number,
): Pick<Section, 'lines' | 'focus'> {
  const at = Math.min(choice, entries.length - 1);
  const from = entries.slice(0, Math.max(0, at)).flat().length;
  return { lines: entries.flat(), focus: { from, count: entries[at]?.length ?? 0 } };
}

export function moreSign(text: string): Line {
  return [span(`-- ${text}`, { tone: 'accent' })];
}

function leftOut(sections: readonly Section[], columns: number): Line {
  const names = sections.map(({ name }) => name).join(', ');
  return signThatFits(
    [`more, PgDn: ${names}`, `more, PgDn: ${plural(sections.length, 'part')}`],
    columns,
  );
}

/** The fullest wording that the columns hold: a sign that is cut would be a riddle. */
function signThatFits(wordings: readonly string[], columns: number): Line {
  const text = wordings.find((each) => each.length + 3 <= columns) ?? wordings.at(-1) ?? '';
  return moreSign(text);
}

function firstHidden(
  sections: readonly Section[],
  allotted: readonly number[],
  signRows: 0 | 1,
): number {
  let row = 0;
  for (const [index, section] of sections.entries()) {
    const given = allotted[index] ?? 0;
    if (given < height(section)) {
      const kept = Math.max(0, given - signRows);
      return row + (section.keep === 'first' && skipped(section, kept) === 0 ? kept : 0);
    }
    row += height(section);
  }
  return row;
}
