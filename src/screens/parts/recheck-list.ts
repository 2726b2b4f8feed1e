import { recheckRows, recheckTotals, type RecheckRow } from '../../session/recheck-rows.ts';
import { recheckStart, type ResumeFacts } from '../../session/resume-facts.ts';
import type { LiveRechecks, View } from '../../session/walker.ts';
import type { Marks, Tone } from '../theme.ts';
import { cleanRow, span, type Line } from './span.ts';
import { plural } from './words.ts';
import { flowing, hanging } from './wrap.ts';

/** From this many on, what is waiting and what holds is told in one line each. */
const each = 7;

/** The round of rechecks, live: each check with what came of it, the news with their reason. */
export function checkLines(
  view: View,
  facts: ResumeFacts,
  marks: Marks,
  columns: number,
): readonly Line[] {
  const { session, rechecks } = view;
  if (rechecks !== undefined)
    return [
      ...hanging([], roundWords(view, rechecks.state), columns, { bold: true }),
      ...recheckLines(view, marks, columns),
    ];
  const start = recheckStart(session);
  switch (start.type) {
    case 'none':
      return [];
    case 'by-itself':
      // What ran when the walk was taken up has ended since.
      return hanging([], 'Checks that had passed were not looked at again yet: r does.', columns);
    case 'offered': {
      const when = session.running === undefined ? '' : ' when it has ended';
      const text = `Checks that had passed are not looked at again by themselves: ${start.why}.`;
      return hanging([], `${text} r looks at them${when}.`, columns);
    }
  }
}

function roundWords(view: View, state: LiveRechecks['state']): string {
  const rows = recheckRows(view);
  switch (state) {
    case 'on':
      return `Looking again at ${plural(rows.length, 'check')} that had passed, reading only; Esc skips.`;
    case 'stopping':
      return 'Stopping the check under way; the rest is skipped.';
    case 'done':
      return `Checks that had passed: ${recheckTotals(rows)}.`;
    case 'skipped':
      return `Checks that had passed: ${recheckTotals(rows)}, the rest skipped.`;
  }
}

function recheckLines(view: View, marks: Marks, columns: number): readonly Line[] {
  const rows = recheckRows(view);
  return rows.length <= each
    ? rows.flatMap((row) => rowLines(row, marks, columns))
    : [
        ...rows.filter(isNews).flatMap((row) => rowLines(row, marks, columns)),
        ...together(rows, 'waiting', marks, columns),
        ...together(rows, 'not-looked', marks, columns),
        ...together(rows, 'holds', marks, columns),
      ];
}

function isNews({ as, why }: RecheckRow): boolean {
  return as === 'drifted' || as === 'could-not-tell' || as === 'running' || why !== '';
}

function rowLines({ id, as, why }: RecheckRow, marks: Marks, columns: number): readonly Line[] {
  const { mark, word, tone } = look(as, marks);
  const head: Line = [
    span(`${mark} `, { tone, bold: as !== 'holds' }),
    span(`${cleanRow(id)} ${word}${why === '' ? '' : ': '}`, { tone, bold: as === 'drifted' }),
  ];
  return why === '' ? [head] : flowing(head, cleanRow(why), columns);
}

function together(
  rows: readonly RecheckRow[],
  as: RecheckRow['as'],
  marks: Marks,
  columns: number,
): readonly Line[] {
  const such = rows.filter((row) => row.as === as && !isNews(row));
  if (such.length === 0) return [];
  const { mark, word, tone } = look(as, marks);
  const ids = such.map(({ id }) => cleanRow(id)).join(' ');
  return hanging([span(`${mark} `, { tone })], `${such.length} ${word}: ${ids}`, columns);
}

function look(
  as: RecheckRow['as'],
  marks: Marks,
): { readonly mark: string; readonly word: string; readonly tone: Tone } {
  switch (as) {
    case 'waiting':
      return { mark: marks.standing.waiting, word: 'waiting', tone: 'quiet' };
    case 'running':
      return { mark: marks.standing.running, word: 'running', tone: 'accent' };
    case 'holds':
      return { mark: marks.verdict.yes, word: 'still holds', tone: 'good' };
    case 'drifted':
      return { mark: marks.drifted, word: 'DRIFTED', tone: 'bad' };
    case 'could-not-tell':
      return { mark: marks.verdict['could-not-tell'], word: 'could not tell', tone: 'warning' };
    case 'not-looked':
      return { mark: marks.standing.skipped, word: 'not looked at', tone: 'quiet' };
  }
}
