import { historyOf } from '../../session/poll-history.ts';
import { locate } from '../../session/refs.ts';
import type { Attempt, Session } from '../../session/session.ts';
import { standingOf } from '../../session/standing.ts';
import type { Live, View } from '../../session/walker.ts';
import type { Marks, Tone } from '../theme.ts';
import { liveOf } from './live-of.ts';
import { cleanRow, span, type Line } from './span.ts';
import { standingTone, standingWord } from './standing-mark.ts';
import { clockText } from './words.ts';
import { displayWidth, fit } from './wrap.ts';

/** One poll of the strip: told apart by its sign and its word, whatever its colour. */
export interface PollEntry {
  readonly attempt: number;
  readonly id: string;
  readonly sign: 'running' | 'paused' | 'held' | 'failed' | 'ended';
  /** What is to be said first: `PAUSED`, `PASSED`, `question failed`; undefined while it just runs. */
  readonly word: string | undefined;
  /** What the newest look saw, when that is not what the word says. */
  readonly state: string | undefined;
  /** Since when, and when it looks next. */
  readonly elapsed: string | undefined;
  readonly next: string | undefined;
  readonly mark: keyof Marks['standing'] | undefined;
  readonly tone: Tone;
}

/** The polls that run on, and those that ended and were not looked at since, the oldest first. */
export function pollEntries(
  view: View,
  ended: readonly number[],
  now: number,
): readonly PollEntry[] {
  const { session } = view;
  const wanted = new Set([...session.background, ...ended]);
  if (wanted.size === 0) return [];
  return session.attempts
    .filter(({ number }) => wanted.has(number))
    .flatMap((attempt) =>
      session.background.includes(attempt.number)
        ? [runningEntry(session, attempt, liveOf(view, attempt.number), now)]
        : endedEntry(session, attempt),
    );
}

function runningEntry(
  session: Session,
  attempt: Attempt,
  live: Live | undefined,
  now: number,
): PollEntry {
  const last = historyOf(session, attempt)?.looks.at(-1);
  const poll = live?.poll;
  const failed = last?.answer === 'question-failed';
  const state = last === undefined || failed ? undefined : cleanRow(last.state) || 'nothing';
  // Who only watches knows the time of the newest look and no more.
  const elapsed = live === undefined ? (last?.seconds ?? 0) * 1000 : now - live.startedAt;
  const base = {
    attempt: attempt.number,
    id: idOf(attempt),
    state,
    elapsed: clockText(elapsed),
    next: undefined,
    mark: undefined,
  };
  if (live?.stopping === true)
    return { ...base, sign: 'running', word: 'STOPPING', tone: 'warning' };
  if (poll?.held === true)
    return { ...base, sign: 'held', word: 'HELD, no login', tone: 'warning' };
  if (poll?.paused === true) return { ...base, sign: 'paused', word: 'PAUSED', tone: 'warning' };
  const next =
    poll === undefined
      ? undefined
      : poll.nextAt === undefined
        ? 'looking'
        : `next ${clockText(poll.nextAt - now + 999)}`;
  if (failed) return { ...base, next, sign: 'failed', word: 'question failed', tone: 'warning' };
  return { ...base, next, sign: 'running', word: undefined, tone: 'accent' };
}

function endedEntry(session: Session, attempt: Attempt): readonly PollEntry[] {
  const located = locate(session, attempt.block);
  if (located === undefined) return [];
  const standing = standingOf(session, located);
  return [
    {
      attempt: attempt.number,
      id: idOf(attempt),
      sign: 'ended',
      word: standingWord(standing).toUpperCase(),
      state: undefined,
      elapsed: undefined,
      next: undefined,
      mark: standing,
      tone: standingTone(standing),
    },
  ];
}

const gap = 2;

/** The strip as rows: entries share them evenly, and are shortened where that is not enough. */
export function stripLines(
  entries: readonly PollEntry[],
  {
    marks,
    columns,
    rows,
  }: { readonly marks: Marks; readonly columns: number; readonly rows: number },
): readonly Line[] {
  if (rows <= 0 || entries.length === 0) return [];
  const perRow = Math.ceil(entries.length / rows);
  return Array.from({ length: rows }, (_, row) =>
    rowOf(entries.slice(row * perRow, (row + 1) * perRow), marks, columns),
  );
}

function rowOf(entries: readonly PollEntry[], marks: Marks, columns: number): Line {
  const shown = [...entries];
  // What has no room goes by how little it asks of the operator: one that just runs goes first.
  while (shown.length > 1 && roomFor(shown, entries.length, columns) < least)
    shown.splice(leastUrgent(shown), 1);
  const left = entries.length - shown.length;
  const texts = shorten(
    shown,
    marks,
    roomFor(shown, entries.length, columns),
    columns - moreWidth(left),
  );
  const spans = texts.flatMap((text, at) => {
    const { tone, word } = shown[at] ?? { tone: undefined, word: undefined };
    return [
      ...(at === 0 ? [] : [span(' '.repeat(gap))]),
      span(text, { tone, bold: word !== undefined }),
    ];
  });
  return left === 0 ? spans : [...spans, span(`  +${left} more`, { tone: 'quiet' })];
}

/** An id and a sign: less than that says nothing. */
const least = 9;

function moreWidth(left: number): number {
  return left === 0 ? 0 : ` +${left} more `.length;
}

function roomFor(shown: readonly PollEntry[], of: number, columns: number): number {
  const free = columns - moreWidth(of - shown.length) - gap * (shown.length - 1);
  return Math.floor(free / shown.length);
}

function leastUrgent(entries: readonly PollEntry[]): number {
  const order: readonly PollEntry['sign'][] = ['running', 'paused', 'failed', 'held', 'ended'];
  for (const sign of order) {
    const at = entries.findLastIndex((entry) => entry.sign === sign);
    if (at >= 0) return at;
  }
  return entries.length - 1;
}

/** Each as long as it wants, when all fit so; else none longer than its share, what a short one leaves going to the rest. */
function shorten(
  entries: readonly PollEntry[],
  marks: Marks,
  share: number,
  columns: number,
): readonly string[] {
  const rooms = entries.map(() => share);
  const full = entries.map((entry) => displayWidth(wordings(entry, marks)[0] ?? ''));
  let spare = columns - gap * (entries.length - 1) - share * entries.length;
  for (const width of full) spare += Math.max(0, share - width);
  for (const [at, width] of full.entries()) {
    if (width <= share) continue;
    const more = Math.min(spare, width - share);
    rooms[at] = share + more;
    spare -= more;
  }
  return entries.map((entry, at) => textFor(entry, marks, rooms[at] ?? share));
}

/** The fullest wording that fits; of the last one as much as there is room for. */
function textFor(entry: PollEntry, marks: Marks, room: number): string {
  const all = wordings(entry, marks);
  return all.find((text) => displayWidth(text) <= room) ?? fit(all.at(-1) ?? '', room, marks.more);
}

/**
 * From all there is to the id alone. A long state is cut before a time is left out; the next look goes before the
 * time it has taken, and a word that asks for something goes last.
 */
function wordings(entry: PollEntry, marks: Marks): readonly string[] {
  const { id, word, state, elapsed, next } = entry;
  const sign = signOf(entry, marks);
  const say = (what: readonly (string | undefined)[], times: readonly (string | undefined)[]) => {
    const when = times.filter((one) => one !== undefined).join(', ');
    return [sign, id, ...what, when].filter((one) => one !== undefined && one !== '').join(' ');
  };
  const states = state === undefined ? [undefined] : statesOf(state, marks);
  const tails = [[elapsed, next], [elapsed], []];
  const words = word === undefined ? [undefined] : (shorter[word] ?? [word]);
  return [
    ...tails
      .slice(0, 2)
      .flatMap((times) => words.flatMap((one) => states.map((cut) => say([one, cut], times)))),
    ...(word === undefined
      ? states.map((cut) => say([cut], []))
      : words.map((one) => say([one], [elapsed]))),
    ...words.map((one) => say([one], [])),
    say([], []),
  ];
}

/** Words that have a short form. */
const shorter: Readonly<Record<string, readonly string[]>> = {
  'question failed': ['question failed', 'no answer'],
  'HELD, no login': ['HELD, no login', 'HELD'],
};

/** A state whole, and cut to where it can still be told: not below eight columns. */
function statesOf(state: string, marks: Marks): readonly string[] {
  const width = displayWidth(state);
  return [
    state,
    ...[24, 20, 17, 14, 12, 10, 8]
      .filter((most) => most < width)
      .map((most) => fit(state, most, marks.more)),
  ];
}

function signOf({ sign, mark }: PollEntry, marks: Marks): string {
  switch (sign) {
    case 'running':
      return marks.standing.running;
    case 'paused':
    case 'held':
    case 'failed':
      return marks.poll[sign];
    case 'ended':
      return marks.standing[mark ?? 'unknown'];
  }
}

function idOf({ block }: Attempt): string {
  return cleanRow(block.slice(block.indexOf(':') + 1));
}
