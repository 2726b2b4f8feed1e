import type { Located } from '../../session/refs.ts';
import { historyOf, type PollHistory } from '../../session/poll-history.ts';
import { missedWords } from '../../session/poll-budget.ts';
import type { Attempt, Session } from '../../session/session.ts';
import type { Live, LivePoll } from '../../session/walker.ts';
import { usualWaitWords, type UsualWait } from '../../session/waits.ts';
import type { Marks } from '../theme.ts';
import { part, type Ranks } from './block.ts';
import type { Section } from './fold.ts';
import { gateTexts } from './gate.ts';
import { plotOf } from './poll-plot.ts';
import { clean, cleanRow, span, type Line } from './span.ts';
import { statesStrip } from './states-strip.ts';
import { clockText, outcomeWords, plural, shortClock } from './words.ts';
import { hanging } from './wrap.ts';

/** A poll that is looked at, and what its pane has to draw in. */
export interface PollShown {
  readonly session: Session;
  readonly located: Located;
  readonly attempt: Attempt;
  readonly columns: number;
  readonly rows: number;
  readonly marks: Marks;
}

export interface RunningPoll extends PollShown {
  readonly live: Live & { readonly poll: LivePoll };
  /** Session time, milliseconds. */
  readonly now: number;
  readonly usual: UsualWait | undefined;
  /** What Enter does with it, and the other keys, in words. */
  readonly keys: string;
  /** The last line that the newest look printed. */
  readonly lastLine: string | undefined;
}

/** A poll while it runs: where it stands, what it has seen, what it waits for. */
export function pollSections(poll: RunningPoll, ranks: Ranks): readonly Section[] {
  const { session, located, attempt, columns } = poll;
  const record = historyOf(session, attempt);
  if (record === undefined) return [];
  return [
    part('the poll', standLines(poll, record), 4, ranks),
    part('failed questions', failedLines(record, poll.lastLine, columns), 1, ranks),
    ...seenSections(poll, ranks),
    part('what it waits for', waitLines(session, located, columns), 1, ranks),
  ];
}

/** What a poll has seen until now, or had seen when it ended: the states, and as a plot when they are numbers. */
export function seenSections(
  { session, attempt, columns, rows, marks }: PollShown,
  ranks: Ranks,
): readonly Section[] {
  const looks = historyOf(session, attempt)?.looks ?? attempt.looks;
  const height = rows >= 40 ? 3 : rows >= 22 ? 2 : 1;
  const plot = plotOf(looks, { columns, rows: height, marks });
  const strip = statesStrip(looks, columns, plot === undefined ? stripRows : numberRows);
  return [
    {
      ...part('the states seen', strip, Math.min(2, strip.length), ranks),
      heading: [span('seen so far', { tone: 'quiet' })],
      keep: 'last',
    },
    {
      ...part('the numbers seen', plot?.lines ?? [], height + 1, ranks),
      heading: [span(`as numbers, ${plot?.scale ?? ''}`, { tone: 'quiet' })],
    },
  ];
}

/** More rows of states than these say less than the newest of them. Numbers have their plot. */
const stripRows = 6;
const numberRows = 2;

function standLines(poll: RunningPoll, record: PollHistory): readonly Line[] {
  const { live, now, columns, keys } = poll;
  const { look, of, paused, held } = live.poll;
  return [
    ...hanging(
      [span(`look ${look} of ${of}`, { bold: true }), span('  ')],
      nextText(live, now),
      columns,
      { tone: paused || held === true ? 'warning' : 'accent', bold: true },
    ),
    ...hanging([], timesText(poll, record), columns),
    ...hanging([], keys, columns, { tone: 'quiet' }),
  ];
}

function timesText({ live, now, usual }: RunningPoll, record: PollHistory): string {
  const { poll } = live;
  const budget = poll.of * poll.everySeconds * 1000;
  const passed = now - live.startedAt;
  return [
    // Time that was spent held or paused is in no budget.
    `${clockText(passed)}${passed > budget ? '' : ` of ${clockText(budget)}`}`,
    ...(poll.stableFor > 1 ? [`stable ${poll.stable} of ${poll.stableFor}`] : []),
    ...(usual === undefined ? [] : [usualWaitWords(usual)]),
    ...(record.attempts.length === 1 ? [] : [extendedText(record)]),
    ...[missedWords(record.missed)].filter((words) => words !== undefined),
  ].join('; ');
}

function extendedText({ attempts, startedAt }: PollHistory): string {
  const extended = attempts.length - 1;
  const times = extended === 1 ? 'once' : extended === 2 ? 'twice' : `${extended} times`;
  return `extended ${times}, began ${shortClock(startedAt)}`;
}

function nextText({ poll, stopping }: Live & { readonly poll: LivePoll }, now: number): string {
  if (stopping) return 'stopping';
  if (poll.held === true) return 'HELD: no look until the login is back';
  if (poll.paused) return 'PAUSED: no look until Space';
  if (poll.nextAt === undefined) return 'looking now';
  return `next look in ${clockText(poll.nextAt - now + 999)}`;
}

/** A question that failed says nothing about the answer; without this it would read as "not yet". */
function failedLines(
  { looks }: PollHistory,
  lastLine: string | undefined,
  columns: number,
): readonly Line[] {
  const failed = looks.filter(({ answer }) => answer === 'question-failed');
  const last = failed.at(-1);
  if (last === undefined) return [];
  const isNewest = last === looks.at(-1);
  const times = `${plural(failed.length, 'time')} of ${looks.length}, last ${outcomeWords(last.outcome)}`;
  return [
    ...hanging(
      [span('! ', { tone: 'warning', bold: true })],
      `the question failed ${times}; that is no answer`,
      columns,
      { tone: 'warning' },
    ),
    ...(isNewest && lastLine !== undefined
      ? hanging([span('  it said ')], cleanRow(lastLine), columns)
      : []),
  ];
}

function waitLines(session: Session, located: Located, columns: number): readonly Line[] {
  return [
    ...gateTexts(session, located, columns),
    ...(located.block.poll?.stopOn ?? []).flatMap(({ text }) =>
      hanging([span('stops on ')], cleanRow(clean(text)), columns),
    ),
  ];
}
