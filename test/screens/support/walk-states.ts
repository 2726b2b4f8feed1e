import type { Attempt, Session } from '../../../src/session/session.ts';
import type { Live } from '../../../src/session/walker.ts';
import { passedAttempt, sampleSession } from '../../support/sample-runbook.ts';

/** The first block, a check. */
export const check = 'tiny:7.0/1';
/** A block that changes things, with a fallback below it. */
export const run = 'tiny:7.1/1';
export const fallback = 'tiny:7.1/2';
/** A block under a caution whose gate a person judges. */
export const cautious = 'tiny:7.1/3';
export const poll = 'tiny:7.2/1';

const no = [
  {
    answer: 'no' as const,
    why: 'expected output contains installed, came broken',
    conditions: [{ text: 'output contains installed', answer: 'no' as const, came: 'broken' }],
  },
];

/** A walk with these attempts, in their order. */
export function walkWith(attempts: readonly Attempt[], over: Partial<Session> = {}): Session {
  return sampleSession({ attempts, ...over });
}

export const checkPassed = passedAttempt(check, 1);
export const runPassed = passedAttempt(run, 2);
export const runFailed = passedAttempt(run, 2, { verdicts: no });
export const runUnknown = passedAttempt(run, 2, {
  outcome: { type: 'unknown', reason: 'the machine was restarted' },
  verdicts: undefined,
  endedAt: undefined,
});
export const runUnderWay = passedAttempt(run, 2, {
  outcome: undefined,
  verdicts: undefined,
  endedAt: undefined,
});
export const cautiousRan = passedAttempt(cautious, 3, {
  verdicts: [{ answer: 'could-not-tell', why: 'a person has to judge it', conditions: [] }],
});
export const pollPassed = passedAttempt(poll, 4);

export const pollUnderWay = passedAttempt(poll, 4, {
  outcome: undefined,
  verdicts: undefined,
  endedAt: undefined,
  looks: [
    pollLook(1, 'UNHEALTHY', 'not-yet'),
    pollLook(2, 'UNHEALTHY', 'not-yet'),
    pollLook(3, 'exit 1', 'question-failed'),
  ],
});

/** The poll between two looks, 70 seconds after it began. */
export const pollLive: Live = {
  attempt: 4,
  block: poll,
  startedAt: 1_000_000,
  stopping: false,
  poll: {
    look: 4,
    of: 40,
    everySeconds: 20,
    nextAt: 1_080_000,
    paused: false,
    stable: 0,
    stableFor: 3,
  },
};

export const runLive: Live = {
  attempt: 2,
  block: run,
  startedAt: 1_000_000,
  stopping: false,
  poll: undefined,
};

function pollLook(number: number, state: string, answer: 'not-yet' | 'question-failed') {
  const status = answer === 'question-failed' ? 1 : 0;
  return {
    number,
    seconds: number * 20,
    state,
    answer,
    outcome: { type: 'exited', status },
  } as const;
}
