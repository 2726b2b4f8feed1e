import type { Look } from '../../../src/session/events.ts';
import type { Session } from '../../../src/session/session.ts';
import type { Live, LivePoll } from '../../../src/session/walker.ts';
import { Told } from '../../support/documents.ts';
import { twoPolls } from '../../support/two-polls.ts';

export const first = 'book:2/1';
export const second = 'book:3/1';
export const check = 'book:2/2';
export const beside = 'book:4/1';
export const behind = 'book:5/1';

/** Session time at which every poll here begins, milliseconds. */
export const began = 1_000_000;

/** A walk over the two polls, told by events: step 1 is done. */
export class PollTold extends Told {
  constructor(mode: 'real' | 'training' = 'real') {
    super(twoPolls('/nowhere', { every: 20, atMost: 120 }), mode);
    this.ran('1/1', ['yes']);
  }

  /** Starts a poll and leaves it running; answers with its attempt. */
  left(id: string): number {
    const attempt = this.started(id);
    this.tell({ type: 'poll-left', attempt });
    return attempt;
  }

  /** So many looks, 20 seconds apart. */
  saw(attempt: number, ...states: readonly (string | Partial<Look>)[]): this {
    const from = this.session.attempts.find(({ number }) => number === attempt)?.looks.length ?? 0;
    states.forEach((state, at) => {
      const over = typeof state === 'string' ? { state } : state;
      this.tell({ type: 'poll-looked', attempt, look: look(from + at + 1, over) });
    });
    return this;
  }

  /** Ends and judges it. */
  ends(attempt: number, answer: 'yes' | 'no'): Session {
    this.tell({ type: 'block-ended', attempt, outcome: { type: 'exited', status: 0 } });
    return this.judges(attempt, answer);
  }

  judges(attempt: number, answer: 'yes' | 'no'): Session {
    return this.tell({
      type: 'block-judged',
      attempt,
      verdicts: [{ answer, why: answer, conditions: [] }],
      captures: {},
      captureFailures: [],
    }).session;
  }

  /** The last look that its runbook allows was not yet, and it is judged. */
  runsOut(attempt: number): Session {
    this.tell({ type: 'poll-looked', attempt, look: look(120, { state: 'NOTHING' }) });
    return this.ends(attempt, 'no');
  }
}

export function look(number: number, over: Partial<Look> = {}): Look {
  return {
    number,
    seconds: (number - 1) * 20,
    answer: 'not-yet',
    state: 'NOTHING',
    outcome: { type: 'exited', status: over.answer === 'question-failed' ? 1 : 0 },
    ...over,
  };
}

export const questionFailed: Partial<Look> = { answer: 'question-failed', state: 'exit 1' };

/** A poll between two looks, as the handrail that takes them knows it. */
export function liveOf(
  attempt: number,
  block: string,
  poll: Partial<LivePoll> = {},
  over: Partial<Live> = {},
): Live {
  return {
    attempt,
    block,
    startedAt: began,
    stopping: false,
    poll: {
      look: 17,
      of: 120,
      everySeconds: 20,
      nextAt: began + 764_000,
      paused: false,
      stable: 1,
      stableFor: 3,
      ...poll,
    },
    ...over,
  };
}
