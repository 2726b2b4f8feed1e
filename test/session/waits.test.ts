import { describe, expect, it } from 'vitest';
import type { JournaledEvent, Look, SessionEvent } from '../../src/session/events.ts';
import type { Verdict } from '../../src/steps/verdict.ts';
import { pollTimes, usualWaits, usualWaitWords, type PollTime } from '../../src/session/waits.ts';
import { emptySession } from '../../src/session/session.ts';
import { passedAttempt, sampleRunbook } from '../support/sample-runbook.ts';

const poll = 'tiny:7.2/1';
const text = 'openstack coe cluster show c1 -f json';

function journal(...events: readonly SessionEvent[]): readonly JournaledEvent[] {
  return events.map((event, index) => ({ seq: index + 1, at: '2026-01-02T03:04:05.000Z', event }));
}

const started = (attempt: number, over: { extends?: number } = {}): SessionEvent => ({
  type: 'block-started',
  block: poll,
  attempt,
  command: { ...passedAttempt(poll, attempt).command, script: `mgmt_ip='10.0.0.9'\n${text}` },
  ...over,
});
const looked = (attempt: number, seconds: number, answer: Look['answer']): SessionEvent => ({
  type: 'poll-looked',
  attempt,
  look: { number: 1, seconds, answer, state: '', outcome: { type: 'exited', status: 0 } },
});
const judged = (attempt: number, answer: Verdict['answer'] = 'yes'): SessionEvent => ({
  type: 'block-judged',
  attempt,
  verdicts: [{ answer, why: '', conditions: [] }],
  captures: {},
  captureFailures: [],
});
const secondsOf = (events: readonly JournaledEvent[]): number | undefined =>
  pollTimes(events).get(poll)?.seconds;

describe('how long a poll took', () => {
  it('is the time of the look that passed it', () => {
    const events = journal(
      started(1),
      looked(1, 0, 'not-yet'),
      looked(1, 20, 'question-failed'),
      looked(1, 40, 'yes'),
      looked(1, 60, 'yes'),
      judged(1),
    );
    expect(secondsOf(events)).toBe(60);
  });

  it.each([
    ['no look passed it', [started(1), looked(1, 40, 'not-yet'), judged(1, 'no')]],
    [
      'it held and then did not',
      [started(1), looked(1, 20, 'yes'), looked(1, 40, 'not-yet'), judged(1, 'no')],
    ],
    ['it was not stable for long enough', [started(1), looked(1, 20, 'yes'), judged(1, 'no')]],
    ['its end is not told', [started(1), looked(1, 20, 'yes')]],
    ['its beginning is not told', [looked(1, 20, 'yes'), judged(1)]],
    ['its clock went backwards', [started(1), looked(1, -5, 'yes'), judged(1)]],
  ] as const)('is not known when %s', (_, events) => {
    expect(secondsOf(journal(...events))).toBeUndefined();
  });

  it('counts the whole wait of a poll that was carried on, and the newest that passed', () => {
    const events = journal(
      started(1),
      looked(1, 20, 'yes'),
      judged(1),
      started(2),
      looked(2, 800, 'not-yet'),
      judged(2, 'no'),
      started(3, { extends: 2 }),
      looked(3, 900, 'yes'),
      judged(3),
    );
    expect(secondsOf(events)).toBe(900);
  });
});

describe('the usual wait', () => {
  const session = emptySession([sampleRunbook()]);
  const walk = (seconds: number, script = text): { polls: ReadonlyMap<string, PollTime> } => ({
    polls: new Map([[poll, { seconds, script }]]),
  });

  it.each([
    [[60], 60],
    [[60, 80], 70],
    [[900, 60, 80], 80],
    [[1, 2, 3, 1000], 3],
  ])('is the median: of %j it is %d', (times, seconds) => {
    const waits = usualWaits(
      session,
      times.map((time) => walk(time)),
    );
    expect(waits.get(poll)).toEqual({ seconds, walks: times.length });
  });

  it('is not told by a walk in which the poll was written in another way', () => {
    const waits = usualWaits(session, [walk(60, `${text} --all`), walk(80, `a='b'\n${text}`)]);
    expect(waits.get(poll)).toEqual({ seconds: 80, walks: 1 });
  });

  it('is none without an earlier walk, and none of what is no poll', () => {
    expect(usualWaits(session, []).size).toBe(0);
    const check = new Map([['tiny:7.0/1', { seconds: 5, script: 'juju status -m "$model"' }]]);
    expect(usualWaits(session, [{ polls: check }]).size).toBe(0);
  });

  it.each([
    [{ seconds: 0, walks: 1 }, 'usually at once (1 earlier walk)'],
    [{ seconds: 40, walks: 2 }, 'usually 40 s (2 earlier walks)'],
    [{ seconds: 89, walks: 2 }, 'usually 89 s (2 earlier walks)'],
    [{ seconds: 725, walks: 2 }, 'usually 12 min (2 earlier walks)'],
    [{ seconds: 5400, walks: 2 }, 'usually 1 h 30 min (2 earlier walks)'],
    [{ seconds: 7200, walks: 2 }, 'usually 2 h (2 earlier walks)'],
  ])('is said in words: %j', (wait, words) => {
    expect(usualWaitWords(wait)).toBe(words);
  });
});
