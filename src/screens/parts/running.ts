import type { Attempt } from '../../session/session.ts';
import type { Live, SecretAsked } from '../../session/walker.ts';
import { askedName } from './asked-words.ts';
import { cleanRow, span, type Line } from './span.ts';
import { clockText, instantText } from './words.ts';
import { hanging } from './wrap.ts';

/** What runs, since when, and how to stop it. Without `live` another handrail runs it and this one watches. */
export function runningLines(
  attempt: Attempt,
  live: Live | undefined,
  now: number,
  columns: number,
  asked?: SecretAsked,
): readonly Line[] {
  const id = cleanRow(attempt.block.slice(attempt.block.indexOf(':') + 1));
  if (asked?.attempt === attempt.number && asked.state === 'asked')
    return hanging(
      [span('WAITS ', { tone: 'warning', bold: true })],
      `for ${askedName(asked)}; Enter on ${id} asks for it, x stops it`,
      columns,
    );
  if (live === undefined)
    return hanging(
      [span('RUNNING ', { tone: 'accent', bold: true })],
      `since ${instantText(attempt.startedAt)}; not started from this screen${givenWords(attempt)}`,
      columns,
    );
  const running = hanging(
    [span(live.stopping ? 'STOPPING ' : 'RUNNING ', { tone: 'accent', bold: true })],
    `${clockText(now - live.startedAt)}; ${
      live.stopping
        ? 'it was asked to end, and is made to if it does not'
        : `x stops it${live.terminal === true ? ', t takes its terminal over' : ''}`
    }`,
    columns,
  );
  const proof = live.unproven === undefined ? [] : unprovenLines(live.unproven, columns);
  const asks = live.prompt === undefined ? [] : promptLines(live.prompt, columns);
  return [...running, ...proof, ...asks];
}

/** Who only watches sees no prompt: it is typed at one terminal alone. */
function givenWords({ command }: Attempt): string {
  return command.feeds === undefined ? '' : '; what it is given is typed where it is walked';
}

function unprovenLines(text: string, columns: number): readonly Line[] {
  return hanging([span('not proven ', { tone: 'warning' })], cleanRow(text), columns);
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
