import { describe, expect, it } from 'vitest';
import { walkScreen } from '../../src/screens/walk.tsx';
import type { LivePoll } from '../../src/session/walker.ts';
import type { UsualWait } from '../../src/session/waits.ts';
import { contextOf, drawn } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import { began, check, first, liveOf, look, PollTold, questionFailed } from './support/polls.ts';

const sizes = [
  [80, 21],
  [120, 37],
  [200, 57],
  [40, 7],
] as const;

function frame(
  told: PollTold,
  over: {
    readonly cursor?: string;
    readonly poll?: Partial<LivePoll>;
    readonly outputs?: Readonly<Record<number, readonly string[]>>;
    readonly usual?: UsualWait;
    readonly columns?: number;
    readonly rows?: number;
    readonly unicode?: boolean;
    readonly isLeft?: boolean;
  } = {},
): string {
  const { cursor = first, columns = 120, rows = 37, unicode = true } = over;
  const { session } = told;
  const attempt = session.attempts.findLast(({ block }) => block === cursor)?.number ?? 0;
  const isRunning = session.running === attempt || session.background.includes(attempt);
  const live = isRunning ? liveOf(attempt, cursor, over.poll) : undefined;
  const walker = fakeWalker({
    session,
    live: session.running === attempt ? live : undefined,
    background: live !== undefined && session.background.includes(attempt) ? [live] : [],
    now: () => began + 750_000,
    outputs: over.outputs ?? {},
  });
  const context = contextOf(walker, { ui: { cursor }, columns, rows });
  return drawn(
    walkScreen,
    { type: 'walk' },
    { ...context, usualWait: () => over.usual },
    { unicode },
  );
}

/** Without the outline and the rail, as one text. */
const text = (shown: string) =>
  shown
    .split('\n')
    .map((row) => row.slice(row.indexOf('│') + 1))
    .join(' ')
    .replace(/\s+/g, ' ');

function running(...states: Parameters<PollTold['saw']>[1][]) {
  const told = new PollTold();
  told.saw(told.started('2/1'), ...states);
  return told;
}

describe('the pane of a poll', () => {
  const queued = Array.from({ length: 7 }, () => 'QUEUED');
  const told = running(...queued, ...Array.from({ length: 9 }, () => 'IMPORTING'), {
    answer: 'yes',
    state: 'READY',
  });

  it('tells looks, time and budget, how stable, the states with their times and the last answer', () => {
    const shown = text(frame(told, { outputs: { 2: ['READY'] } }));
    expect(shown).toContain('look 17 of 120 next look in 0:14');
    expect(shown).toContain('12:30 of 40:00; stable 1 of 3');
    expect(shown).toContain('0:00 QUEUED 2:20 IMPORTING 5:20 READY');
    expect(shown).toContain('the last answer, 5 bytes READY');
    expect(shown).not.toContain('as numbers');
  });

  it('says what Enter does with it: it may be left running here', () => {
    expect(text(frame(told))).toContain('Enter leaves it running and goes on');
    expect(text(frame(told))).toContain('p looks now, Space pauses, x stops it');
  });

  it.each(sizes)('fits %ix%i with what matters first', (columns, rows) => {
    const shown = frame(told, { columns, rows, outputs: { 2: ['READY'] } });
    const lines = shown.split('\n');
    expect(lines.length).toBeLessThanOrEqual(rows);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
    expect(shown).toContain('look 17 of 120');
    expect(text(shown)).toMatch(/next look in|look 17 of 120 next/);
  });

  it('says how long it usually takes here, when that is known', () => {
    expect(text(frame(told, { usual: { seconds: 840, walks: 3 } }))).toContain(
      'usually 14 min (3 earlier walks)',
    );
    expect(frame(told)).not.toContain('usually');
  });

  it('goes on with its clock and its states when it was carried on', () => {
    const carried = new PollTold();
    carried.saw(carried.started('2/1'), 'QUEUED');
    carried.runsOut(2);
    carried.tell({
      type: 'block-started',
      block: first,
      attempt: 3,
      command: carried.session.attempts[1]!.command,
      extends: 2,
    });
    carried.tell({ type: 'poll-looked', attempt: 3, look: look(121, { state: 'ACTIVE' }) });
    const shown = text(frame(carried, { poll: { look: 122, of: 240 } }));
    expect(shown).toContain('look 122 of 240');
    expect(shown).toContain('12:30 of 1:20:00');
    expect(shown).toMatch(/extended once, began \d\d:\d\d UTC/);
    expect(shown).toContain('0:00 QUEUED 39:40 NOTHING 40:00 ACTIVE');
  });

  it('tells a question that failed from an answer, with what the question said', () => {
    const failing = running('QUEUED', questionFailed, questionFailed);
    const outputs = { 2: ['half an answer', '-- error output --', 'curl: (7) no route', ''] };
    const shown = text(frame(failing, { outputs }));
    expect(shown).toContain('! the question failed 2 times of 3, last exit status 1');
    expect(shown).toContain('that is no answer');
    expect(shown).toContain('it said curl: (7) no route');
    expect(shown).toContain('0:00 QUEUED 0:20 ? the question failed (exit 1) x2');
    const answered = running(questionFailed, 'QUEUED');
    expect(text(frame(answered, { outputs }))).not.toContain('it said');
  });

  it.each([
    [{ paused: true, nextAt: undefined }, 'PAUSED: no look until Space'],
    [{ held: true, paused: true, nextAt: undefined }, 'HELD: no look until the login is back'],
    [{ nextAt: undefined }, 'looking now'],
  ])('says why no look is due: %o', (poll, words) => {
    expect(text(frame(told, { poll }))).toContain(words);
  });

  it('draws numbers with their scale, and in ASCII where that is all there is', () => {
    const counting = running('0/3', '1/3', '1/3', '2/3', '3/3');
    const shown = frame(counting, { rows: 50 });
    expect(text(shown)).toContain('as numbers, 0 to 3, from 0:00 to 1:20');
    expect(shown).toMatch(/3 {5}█$/m);
    expect(shown).toMatch(/0 ▁███████$|0 ▁████$/m);
    expect(frame(counting, { unicode: false })).toMatch(/^[\x00-\x7f]*$/);
  });

  it('keeps its states and its plot when it has ended', () => {
    const over = running('0/3', '1/3', '2/3');
    over.runsOut(2);
    const shown = text(frame(over, { rows: 50 }));
    expect(shown).toContain('seen so far');
    expect(shown).toContain('as numbers');
  });

  it('shows a poll that runs on as one that is waited for, and says that it runs on', () => {
    const left = new PollTold();
    left.saw(left.left('2/1'), 'QUEUED');
    const shown = text(frame(left));
    expect(shown).toContain('look 17 of 120');
    expect(shown).toContain('it runs on beside the walk');
  });
});

describe('a poll whose looks ran out', () => {
  const told = running('QUEUED');
  told.runsOut(2);

  it('offers as many looks again, what finds out why, and the usual ways', () => {
    const shown = text(frame(told, { rows: 50 }));
    expect(shown).toContain('m carry it on: 120 looks more, 20 s apart, on the same clock');
    expect(shown).toContain('d find out why: 2/2');
    for (const way of ['r run it again, from its first look', 'o override', 's skip'])
      expect(shown).toContain(way);
  });

  it('marks what finds out why in the outline, and says there when it is offered', () => {
    const shown = frame(told, { cursor: check });
    expect(shown).toMatch(/2\/2 diagnosis/);
    expect(text(shown)).toContain('diagnosis finds out why 2/1 does not come; d leads here when');
  });
});
