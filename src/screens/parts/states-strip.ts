import type { Look } from '../../session/events.ts';
import { cleanRow, span, type Line, type Span } from './span.ts';
import { clockText, plural } from './words.ts';
import { breakSpans, displayWidth } from './wrap.ts';

/**
 * The states a poll has seen and when each began, equal ones in a row as one: `0:00 QUEUED  2:10 ACTIVE`. With
 * `rows` the newest of them stay, and a row says how many came before.
 */
export function statesStrip(
  looks: readonly Look[],
  columns: number,
  rows = Number.POSITIVE_INFINITY,
): readonly Line[] {
  const runs = runsOf(looks);
  const all = rowsOf(runs, columns);
  if (all.length <= rows) return all.flatMap((row) => breakSpans(row.spans, columns));
  const kept = all.slice(all.length - Math.max(1, rows - 1));
  const earlier = runs.length - kept.reduce((sum, { count }) => sum + count, 0);
  return [
    [span(`-- ${plural(earlier, 'earlier state')}`, { tone: 'quiet' })],
    ...kept.flatMap((row) => breakSpans(row.spans, columns)),
  ];
}

interface Run {
  readonly state: string;
  readonly answer: Look['answer'];
  readonly seconds: number;
  readonly count: number;
}

/** Whole runs as long as they fit beside each other. */
function rowsOf(runs: readonly Run[], columns: number) {
  const rows: { spans: Span[]; used: number; count: number }[] = [];
  for (const run of runs) {
    const [when, what] = [`${clockText(run.seconds * 1000)} `, runText(run)];
    const width = displayWidth(when) + displayWidth(what);
    let row = rows.at(-1);
    if (row === undefined || row.used + 2 + width > columns) {
      row = { spans: [], used: 0, count: 0 };
      rows.push(row);
    } else row.spans.push(span('  '));
    row.used += width + (row.count > 0 ? 2 : 0);
    row.count += 1;
    row.spans.push(span(when, { tone: 'quiet' }), span(what, { tone: toneOf(run.answer) }));
  }
  return rows;
}

function runsOf(looks: readonly Look[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { state, answer, seconds } of looks) {
    const last = runs.at(-1);
    if (last?.state === state && isSame(last.answer, answer))
      runs[runs.length - 1] = { ...last, answer, count: last.count + 1 };
    else runs.push({ state, answer, seconds, count: 1 });
  }
  return runs;
}

/** A question that failed is no state, whatever words it came with. */
function isSame(one: Look['answer'], other: Look['answer']): boolean {
  return (one === 'question-failed') === (other === 'question-failed');
}

function runText({ state, answer, count }: Run): string {
  const name = cleanRow(state) || 'nothing';
  if (answer !== 'question-failed') return name;
  return `? the question failed (${name})${count > 1 ? ` x${count}` : ''}`;
}

function toneOf(answer: Look['answer']): Span['tone'] {
  switch (answer) {
    case 'yes':
      return 'good';
    case 'not-yet':
      return undefined;
    case 'stop':
      return 'bad';
    case 'question-failed':
      return 'warning';
  }
}
