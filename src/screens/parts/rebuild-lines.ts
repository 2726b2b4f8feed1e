import { sumOf, type RunbookProgress } from '../../session/rebuild.ts';
import type { HomeFacts, HomeLater } from '../contract.ts';
import { wrapWords } from '../layout.ts';
import type { Marks } from '../theme.ts';
import { cleanRow, span, type Line } from './span.ts';
import { standingMark, standingTone, standingWord } from './standing-mark.ts';
import { clockText } from './words.ts';
import { displayWidth, fit } from './wrap.ts';

type HomeSession = HomeFacts['sessions'][number];

/** How many rows the outline of any of these takes, its heading among them: the same whichever is chosen. */
export function rebuildRows(sessions: readonly HomeSession[], most: number): number {
  const longest = Math.max(
    0,
    ...sessions
      .filter(({ state }) => state !== 'finished' && state !== 'unreadable')
      .map(({ runbooks }) => runbooks.length),
  );
  return longest === 0 ? 0 : Math.max(2, Math.min(longest + 1, most));
}

/** A session as an outline that is folded by runbook: how far each has come. */
export function rebuildLines(options: {
  readonly session: HomeSession;
  /** Undefined while its documents are being read. */
  readonly outline: HomeLater['outlines'][string] | undefined;
  readonly marks: Marks;
  readonly columns: number;
  readonly rows: number;
}): readonly Line[] {
  const { session, outline, marks, columns, rows } = options;
  const name = session.runbooks.length > 1 ? 'The rebuild' : 'The walk';
  const head = (says: string): Line => {
    const lead = fit(name, columns, marks.more);
    const rest = fit(`  ${says}`, Math.max(0, columns - displayWidth(lead)), marks.more);
    return [span(lead, { bold: true }), span(rest, { tone: 'accent' })];
  };
  switch (outline?.type) {
    case undefined:
      return [head('is being read'), ...plainRows(session.runbooks, rows - 1, columns, marks)];
    case 'refused':
      return [
        head('how far it has come can not be told'),
        ...wrapWords(cleanRow(outline.why), columns)
          .slice(0, rows - 1)
          .map((words): Line => [span(fit(words, columns, marks.more), { tone: 'warning' })]),
      ];
    case 'read': {
      const all = outline.runbooks;
      const shown = all.length <= rows - 1 ? all : all.slice(0, Math.max(0, rows - 2));
      const wide = widthsOf(all);
      const isHeld = session.state === 'held';
      return [
        head(sumWords(all)),
        ...shown.map((book) => bookLine(book, { wide, isHeld, marks, columns })),
        ...moreLine(all.length - shown.length, columns),
      ];
    }
  }
}

function plainRows(
  ids: readonly string[],
  rows: number,
  columns: number,
  marks: Marks,
): readonly Line[] {
  const shown = ids.length <= rows ? ids : ids.slice(0, Math.max(0, rows - 1));
  return [
    ...shown.map((id): Line => [span(fit(`  ${cleanRow(id)}`, columns, marks.more))]),
    ...moreLine(ids.length - shown.length, columns),
  ];
}

function moreLine(more: number, columns: number): readonly Line[] {
  return more === 0 ? [] : [[span(fit(`-- ${more} more`, columns, ''), { tone: 'accent' })]];
}

function sumWords(books: readonly RunbookProgress[]): string {
  const { settled, of, spent } = sumOf(books);
  const open = books.reduce((sum, { deferrals }) => sum + deferrals, 0);
  return [
    `${settled} of ${of} settled`,
    ...(spent < 1000 ? [] : [`${clockText(spent)} spent`]),
    ...(open === 0 ? [] : [openWords(open)]),
  ].join(', ');
}

function openWords(open: number): string {
  return `${open} ${open === 1 ? 'deferral' : 'deferrals'} open`;
}

interface Widths {
  readonly id: number;
  readonly come: number;
  readonly spent: number;
}

function widthsOf(books: readonly RunbookProgress[]): Widths {
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(displayWidth));
  return {
    id: Math.min(30, widest(books.map(({ id }) => cleanRow(id)))),
    come: widest(books.map(comeText)),
    spent: widest(books.map(spentText)),
  };
}

function comeText({ settled, of }: RunbookProgress): string {
  return `${settled}/${of}`;
}

function spentText({ spent }: RunbookProgress): string {
  return spent < 1000 ? '' : clockText(spent);
}

/** The widest of the words, so that what stands behind them stands in a column. */
const wordRoom = 'not seen to end'.length;

function bookLine(
  book: RunbookProgress,
  look: {
    readonly wide: Widths;
    readonly isHeld: boolean;
    readonly marks: Marks;
    readonly columns: number;
  },
): Line {
  const { wide, isHeld, marks, columns } = look;
  const word = stateText(book, isHeld);
  const room = Math.max(1, columns - 2);
  // What tells most comes first: a narrow screen cuts the end.
  const parts = [
    { text: padded(fit(cleanRow(book.id), wide.id, marks.more), wide.id), style: { bold: true } },
    {
      text: padded(word, columns < 60 ? displayWidth(word) : wordRoom),
      style: { tone: toneOf(book) },
    },
    { text: comeText(book).padStart(wide.come), style: {} },
    { text: spentText(book).padStart(wide.spent), style: {} },
    ...(book.deferrals === 0
      ? []
      : [{ text: openWords(book.deferrals), style: { tone: 'warning' } as const }]),
    ...(columns < 120 ? [] : [{ text: cleanRow(book.title), style: { tone: 'quiet' } as const }]),
  ];
  let left = room;
  const drawn = parts.map(({ text, style }, at) => {
    const piece = fit(at === 0 ? text : `  ${text}`, left, marks.more);
    left -= displayWidth(piece);
    return span(piece, style);
  });
  return [standingMark(standingOf(book), marks), span(' '), ...drawn];
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

function standingOf({ state, settled }: RunbookProgress) {
  return state === 'under-way' ? (settled > 0 ? 'running' : 'waiting') : state;
}

function toneOf(book: RunbookProgress) {
  return standingTone(standingOf(book));
}

/** Nobody walks it, so nothing in it is known to run. */
function stateText({ state }: RunbookProgress, isHeld: boolean): string {
  if (state === 'under-way') return 'under way';
  return state === 'running' && !isHeld ? 'not seen to end' : standingWord(state);
}
