import { describe, expect, it } from 'vitest';
import type { Look } from '../../src/session/events.ts';
import type { Outcome } from '../../src/session/outcome.ts';
import { pollEnd, pollHistory } from '../../src/session/poll-history.ts';
import { previewOf } from '../../src/session/preview.ts';
import type { Verdict } from '../../src/steps/verdict.ts';
import { Told } from '../support/documents.ts';
import { twoPolls } from '../support/two-polls.ts';

const ref = 'book:2/1';

function newWalk() {
  const told = new Told(twoPolls('/nowhere', { every: 20, atMost: 4 }));
  return {
    told,
    begin: (carries?: number) => {
      const attempt = told.session.attempts.length + 1;
      told.tell({
        type: 'block-started',
        block: ref,
        attempt,
        command: previewOf(told.session, told.block('2/1')),
        ...(carries === undefined ? {} : { extends: carries }),
      });
      return attempt;
    },
    look: (attempt: number, number: number, answer: Look['answer'] = 'not-yet', held?: true) =>
      told.tell({
        type: 'poll-looked',
        attempt,
        look: {
          number,
          seconds: (number - 1) * 20,
          answer,
          state: 's',
          outcome: { type: 'exited', status: 0 },
          ...(held === undefined ? {} : { held }),
        },
      }),
    end: (attempt: number, answer: Verdict['answer'], outcome: Outcome = exited) => {
      told.tell({ type: 'block-ended', attempt, outcome });
      told.tell({
        type: 'block-judged',
        attempt,
        verdicts: [{ answer, why: 'w', conditions: [] }],
        captures: {},
        captureFailures: [],
      });
    },
    history: () => pollHistory(told.session, ref),
    ended: () => pollEnd(told.session, ref),
  };
}

const exited: Outcome = { type: 'exited', status: 0 };

describe('a poll from its beginning', () => {
  it('is none before it was started, and none of a block that is no poll', () => {
    const { told, history, ended } = newWalk();
    expect(history()).toBeUndefined();
    expect(ended()).toBe('never-run');
    told.ran('1/1', ['yes']);
    expect(pollHistory(told.session, 'book:1/1')).toBeUndefined();
  });

  it('holds the looks of all the attempts that carried each other on, and one clock', () => {
    const { told, begin, look, end, history } = newWalk();
    const first = begin();
    for (const number of [1, 2, 3, 4]) look(first, number);
    end(first, 'no');
    expect(history()).toMatchObject({ of: 4, missed: 0 });
    const second = begin(first);
    look(second, 5);
    expect(history()).toMatchObject({ of: 8, missed: 0 });
    expect(history()?.looks.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(history()?.attempts.map(({ number }) => number)).toEqual([first, second]);
    expect(history()?.startedAt).toBe(told.session.attempts[0]?.startedAt);
  });

  it('begins anew with an attempt that carries none on', () => {
    const { begin, look, end, history } = newWalk();
    const first = begin();
    look(first, 1, 'stop');
    end(first, 'no');
    begin();
    expect(history()).toMatchObject({ looks: [], of: 4 });
  });

  it('counts the looks that nobody took, and gives back those that met no login', () => {
    const { begin, look, history } = newWalk();
    const attempt = begin();
    look(attempt, 1);
    look(attempt, 2, 'question-failed', true);
    look(attempt, 5);
    expect(history()).toMatchObject({ of: 5, missed: 2 });
  });

  it('gives as many looks once more to who carries on a poll that was taken up late and needed more', () => {
    const { begin, look, end, history } = newWalk();
    const first = begin();
    [1, 2, 3, 4, 5, 6].forEach((number) => look(first, number));
    end(first, 'no');
    expect(history()).toMatchObject({ of: 6 });
    const second = begin(first);
    expect(history()).toMatchObject({ of: 10 });
    look(second, 7, 'question-failed', true);
    expect(history()).toMatchObject({ of: 11 });
  });

  it('does not follow an attempt that is none of its own', () => {
    const { told, begin, history } = newWalk();
    told.ran('1/1', ['yes']);
    begin(1);
    expect(history()?.attempts).toHaveLength(1);
  });
});

describe('how a poll ended', () => {
  const ends = (answers: readonly Look['answer'][], verdict: Verdict['answer'], over?: Outcome) => {
    const walk = newWalk();
    const attempt = walk.begin();
    answers.forEach((answer, index) => walk.look(attempt, index + 1, answer));
    walk.end(attempt, verdict, over);
    return walk.ended();
  };

  it.each([
    ['held', ['yes', 'yes'], 'yes'],
    ['looks-ran-out', ['not-yet', 'not-yet', 'not-yet', 'not-yet'], 'no'],
    // Its gate held once, and had to twice.
    ['looks-ran-out', ['not-yet', 'not-yet', 'not-yet', 'yes'], 'no'],
    [
      'looks-ran-out',
      ['not-yet', 'not-yet', 'question-failed', 'question-failed'],
      'could-not-tell',
    ],
    ['will-not-come', ['not-yet', 'stop'], 'no'],
    [
      'question-failed',
      ['question-failed', 'question-failed', 'question-failed'],
      'could-not-tell',
    ],
    ['not-seen', ['not-yet'], 'could-not-tell'],
  ] as const)('%s: %s', (end, answers, verdict) => {
    expect(ends(answers, verdict)).toBe(end);
  });

  it('by hand, and by a question that nobody could answer there', () => {
    expect(ends(['not-yet'], 'could-not-tell', { type: 'cancelled', status: undefined })).toBe(
      'cancelled',
    );
    const asked: Outcome = { type: 'cancelled', status: 130, why: 'it asked for a password' };
    const failures = ['question-failed', 'question-failed', 'question-failed'] as const;
    expect(ends(failures, 'could-not-tell', asked)).toBe('question-failed');
  });

  it('goes on as long as no end is written', () => {
    const walk = newWalk();
    walk.look(walk.begin(), 1);
    expect(walk.ended()).toBe('running');
  });
});
