import type { Look } from '../../session/events.ts';
import { cleanRow, span, type Line, type Span } from './span.ts';
import { clockText } from './words.ts';
import { breakSpans, displayWidth } from './wrap.ts';

/** The states a poll has seen, equal ones in a row as one: `UNHEALTHY 0:20 x3 > HEALTHY 1:20`. */
export function statesStrip(looks: readonly Look[], columns: number): readonly Line[] {
  const rows: Span[][] = [[]];
  let used = 0;
  for (const [index, run] of runsOf(looks).entries()) {
    const text = `${index === 0 ? '' : '> '}${runText(run)} `;
    const style = { tone: toneOf(run.answer) } as const;
    if (used > 0 && used + displayWidth(text) > columns) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(span(text, style));
    used += displayWidth(text);
  }
  return looks.length === 0 ? [] : rows.flatMap((row) => breakSpans(row, columns));
}

interface Run {
  readonly state: string;
  readonly answer: Look['answer'];
  readonly seconds: number;
  readonly count: number;
}

function runsOf(looks: readonly Look[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { state, answer, seconds } of looks) {
    const last = runs.at(-1);
    if (last?.state === state && last.answer === answer)
      runs[runs.length - 1] = { ...last, count: last.count + 1 };
    else runs.push({ state, answer, seconds, count: 1 });
  }
  return runs;
}

/** A question that failed is no state of the thing asked about, so it is told apart. */
function runText({ state, answer, seconds, count }: Run): string {
  const name = cleanRow(state) || 'nothing';
  const said = answer === 'question-failed' ? `the question failed (${name})` : name;
  return `${said} ${clockText(seconds * 1000)}${count > 1 ? ` x${count}` : ''}`;
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
