import type { Located } from '../../session/refs.ts';
import type { Attempt, Session } from '../../session/session.ts';
import type { Live, LivePoll } from '../../session/walker.ts';
import { gateTexts } from './gate.ts';
import { part, type Ranks } from './block.ts';
import type { Section } from './fold.ts';
import { clean, cleanRow, span, type Line } from './span.ts';
import { statesStrip } from './states-strip.ts';
import { clockText, outcomeWords, plural } from './words.ts';
import { hanging } from './wrap.ts';

/** A poll while it runs: where it stands, what it has seen, what it waits for. */
export function pollSections(
  session: Session,
  located: Located,
  live: Live & { readonly poll: LivePoll },
  attempt: Attempt,
  now: number,
  columns: number,
  ranks: Ranks,
): readonly Section[] {
  return [
    part('the poll', standLines(live, now, columns), 4, ranks),
    {
      ...part('the states seen', statesStrip(attempt.looks, columns), 2, ranks),
      heading: [span('seen so far', { tone: 'quiet' })],
      keep: 'last',
    },
    part('failed questions', failedLines(attempt, columns), 1, ranks),
    part('what it waits for', waitLines(session, located, columns), 1, ranks),
  ];
}

function standLines(
  live: Live & { readonly poll: LivePoll },
  now: number,
  columns: number,
): readonly Line[] {
  const { poll } = live;
  const budget = poll.of * poll.everySeconds * 1000;
  const passed = now - live.startedAt;
  const stable =
    poll.stableFor > 1 ? `; holds ${poll.stable} of ${poll.stableFor} looks in a row` : '';
  return [
    ...hanging(
      [span(`look ${poll.look} of ${poll.of}`, { bold: true }), span('  ')],
      nextText(live, now),
      columns,
      { tone: poll.paused ? 'warning' : 'accent', bold: true },
    ),
    ...hanging(
      [],
      // Time that was spent held or paused is in no budget.
      `${clockText(passed)}${passed > budget ? '' : ` of at most ${clockText(budget)}`}${stable}`,
      columns,
    ),
    ...hanging(
      [],
      poll.held === true
        ? 'Enter leads to the login, x stops the poll'
        : `p looks now, Space ${poll.paused ? 'goes on' : 'pauses'}, x stops it`,
      columns,
      { tone: 'quiet' },
    ),
  ];
}

function nextText({ poll, stopping }: Live & { readonly poll: LivePoll }, now: number): string {
  if (stopping) return 'stopping';
  if (poll.held === true) return 'HELD: no look until the login is back';
  if (poll.paused) return 'PAUSED: no look until Space';
  if (poll.nextAt === undefined) return 'looking now';
  return `next look in ${clockText(poll.nextAt - now + 999)}`;
}

/** A question that failed says nothing about the answer; without this it would read as "not yet". */
function failedLines({ looks }: Attempt, columns: number): readonly Line[] {
  const failed = looks.filter(({ answer }) => answer === 'question-failed');
  const last = failed.at(-1);
  if (last === undefined) return [];
  return hanging(
    [span('! ', { tone: 'warning', bold: true })],
    `the question failed ${plural(failed.length, 'time')}, last ${outcomeWords(last.outcome)}; that is no answer`,
    columns,
    { tone: 'warning' },
  );
}

function waitLines(session: Session, located: Located, columns: number): readonly Line[] {
  return [
    ...gateTexts(session, located, columns),
    ...(located.block.poll?.stopOn ?? []).flatMap(({ text }) =>
      hanging([span('stops on ')], cleanRow(clean(text)), columns),
    ),
  ];
}
