import { describe, expect, it } from 'vitest';
import { pollEntries, stripLines } from '../../../src/screens/parts/poll-strip.ts';
import { displayWidth } from '../../../src/screens/parts/wrap.ts';
import { makeTheme } from '../../../src/screens/theme.ts';
import type { Live } from '../../../src/session/walker.ts';
import { fakeWalker } from '../../support/fake-walker.ts';
import { began, first, liveOf, PollTold, questionFailed, second } from '../support/polls.ts';

const now = began + 750_000;

function strip(
  told: PollTold,
  background: readonly Live[],
  over: {
    readonly columns?: number;
    readonly rows?: number;
    readonly ended?: readonly number[];
    readonly unicode?: boolean;
  } = {},
): readonly string[] {
  const { columns = 78, rows = 1, ended = [], unicode = true } = over;
  const view = fakeWalker({ session: told.session, background }).store.getState();
  const entries = pollEntries(view, ended, now);
  const theme = makeTheme({ colour: false, unicode });
  return stripLines(entries, { marks: theme.marks, columns, rows }).map((line) =>
    line.map(({ text }) => text).join(''),
  );
}

function one(...saw: Parameters<PollTold['saw']> extends [number, ...infer Rest] ? Rest : never) {
  const told = new PollTold();
  const attempt = told.left('2/1');
  told.saw(attempt, ...saw);
  return { told, attempt };
}

describe('the strip of polls', () => {
  it('says block, state of the last look, time since it began and the next look', () => {
    const { told, attempt } = one('CREATE_IN_PROGRESS');
    expect(strip(told, [liveOf(attempt, first)])).toEqual([
      '» 2/1 CREATE_IN_PROGRESS 12:30, next 0:14',
    ]);
  });

  it('is nothing without a poll that runs on', () => {
    expect(strip(new PollTold(), [])).toEqual([]);
  });

  it.each([
    ['paused', { paused: true, nextAt: undefined }, ['WAIT'], '= 2/1 PAUSED WAIT 12:30'],
    ['held', { held: true, paused: true }, [questionFailed], '! 2/1 HELD, no login 12:30'],
    ['looking', { nextAt: undefined }, ['WAIT'], '» 2/1 WAIT 12:30, looking'],
    ['without an answer', {}, ['WAIT', questionFailed], '? 2/1 question failed 12:30, next 0:14'],
    ['before its first look', {}, [], '» 2/1 12:30, next 0:14'],
  ])('tells one that is %s by a word and a sign', (_, poll, saw, wanted) => {
    const { told, attempt } = one(...saw);
    const background = [liveOf(attempt, first, poll)];
    expect(strip(told, background)).toEqual([wanted]);
    expect(strip(told, background, { unicode: false })).toEqual([wanted.replace('»', '>')]);
  });

  it('says that one is being stopped', () => {
    const { told, attempt } = one('WAIT');
    const live = liveOf(attempt, first, {}, { stopping: true });
    expect(strip(told, [live])[0]).toContain('STOPPING');
  });

  it('keeps one that ended, passed or failed, beside one that runs', () => {
    const told = new PollTold();
    const [a, b] = [told.left('2/1'), told.left('3/1')];
    told.saw(b, 'NOTHING');
    told.saw(a, { state: 'READY', answer: 'yes' }).ends(a, 'yes');
    const other = [liveOf(b, second)];
    expect(strip(told, other, { ended: [a] })).toEqual([
      '✓ 2/1 PASSED  » 3/1 NOTHING 12:30, next 0:14',
    ]);
    const failed = new PollTold();
    const c = failed.left('2/1');
    failed.ends(c, 'no');
    expect(strip(failed, [], { ended: [c] })).toEqual(['✗ 2/1 FAILED']);
  });

  it('cuts long states before it leaves out a time, where two share a row of 80 columns', () => {
    const told = new PollTold();
    const [a, b] = [told.left('2/1'), told.left('3/1')];
    told.saw(a, 'CREATE_IN_PROGRESS').saw(b, 'UPDATE_IN_PROGRESS');
    const both = [liveOf(a, first), liveOf(b, second)];
    expect(strip(told, both)).toEqual([
      '» 2/1 CREATE_IN_PRO… 12:30, next 0:14  » 3/1 UPDATE_IN_PRO… 12:30, next 0:14',
    ]);
    expect(strip(told, both, { columns: 120 })).toEqual([
      '» 2/1 CREATE_IN_PROGRESS 12:30, next 0:14  » 3/1 UPDATE_IN_PROGRESS 12:30, next 0:14',
    ]);
    expect(strip(told, both, { rows: 2 })).toEqual([
      '» 2/1 CREATE_IN_PROGRESS 12:30, next 0:14',
      '» 3/1 UPDATE_IN_PROGRESS 12:30, next 0:14',
    ]);
    const [narrow = ''] = strip(told, both, { columns: 38 });
    expect(narrow).toBe('» 2/1 CREATE_IN_P…  » 3/1 UPDATE_IN_P…');
  });

  it('gives what a short one leaves to a long one', () => {
    const told = new PollTold();
    const [a, b] = [told.left('2/1'), told.left('3/1')];
    told.saw(a, 'UP').saw(b, 'CREATE_IN_PROGRESS');
    expect(strip(told, [liveOf(a, first), liveOf(b, second)])[0]).toContain(
      'CREATE_IN_PROGRESS 12:30, next 0:14',
    );
  });

  it('never grows beyond its row, and leaves out first what only runs', () => {
    const told = new PollTold();
    const attempts = Array.from({ length: 9 }, () => told.left('3/1'));
    for (const attempt of attempts) told.saw(attempt, 'CREATE_IN_PROGRESS');
    const lives = attempts.map((attempt, at) =>
      liveOf(attempt, second, at === 4 ? { held: true } : {}),
    );
    for (const columns of [38, 60, 78, 118, 198])
      for (const rows of [1, 2])
        for (const line of strip(told, lives, { columns, rows }))
          expect(displayWidth(line)).toBeLessThanOrEqual(columns);
    const [narrow = ''] = strip(told, lives, { columns: 38 });
    expect(narrow).toContain('HELD');
    expect(narrow).toMatch(/\+\d more$/);
  });

  it('draws nothing that a machine slipped in', () => {
    const { told, attempt } = one('\u001b[2Jevil\nsecond');
    const [line = ''] = strip(told, [liveOf(attempt, first)]);
    expect(line).not.toMatch(/[\u001b\n]/);
    expect(line).toContain('evil / second');
  });

  it('tells who only watches what the journal tells: no next look', () => {
    const { told } = one('WAIT', 'WAIT', 'WAIT');
    expect(strip(told, [])).toEqual(['» 2/1 WAIT 0:40']);
  });
});
