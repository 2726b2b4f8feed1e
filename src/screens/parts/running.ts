import type { Attempt } from '../../session/session.ts';
import type { Live } from '../../session/walker.ts';
import { cleanRow, span, type Line } from './span.ts';
import { clockText, instantText } from './words.ts';
import { hanging } from './wrap.ts';

/** What runs, since when, and how to stop it. Without `live` another handrail runs it and this one watches. */
export function runningLines(
  attempt: Attempt,
  live: Live | undefined,
  now: number,
  columns: number,
): readonly Line[] {
  if (live === undefined)
    return hanging(
      [span('RUNNING ', { tone: 'accent', bold: true })],
      `since ${instantText(attempt.startedAt)}; not started from this screen`,
      columns,
    );
  const running = hanging(
    [span(live.stopping ? 'STOPPING ' : 'RUNNING ', { tone: 'accent', bold: true })],
    `${clockText(now - live.startedAt)}; ${
      live.stopping ? 'it was asked to end, and is made to if it does not' : 'x stops it'
    }`,
    columns,
  );
  return live.prompt === undefined ? running : [...running, ...promptLines(live.prompt, columns)];
}

/** It would wait for ever: a block that runs by itself has no terminal to be answered on. */
function promptLines(prompt: string, columns: number): readonly Line[] {
  return hanging(
    [span('IT ASKS ', { tone: 'warning', bold: true })],
    `${cleanRow(prompt)} -- nobody can answer it there. x stops it; what it did until now stays done.`,
    columns,
    { tone: 'warning' },
  );
}
