import { describe, expect, it } from 'vitest';
import { endInWords, eventInWords, lineCount } from '../../src/session/event-words.ts';

const attempts = [{ number: 3, block: 'phase-07:7.4/2' }];

describe('what an event says in a few words', () => {
  it('names the block where the attempt is known, else the attempt', () => {
    const ended = { type: 'block-ended', outcome: { type: 'exited', status: 0 } } as const;
    expect(eventInWords({ ...ended, attempt: 3 }, attempts)).toBe('7.4/2 ended with exit status 0');
    expect(eventInWords({ ...ended, attempt: 9 }, attempts)).toBe(
      'attempt 9 ended with exit status 0',
    );
  });

  it('says what a person did with the reason given', () => {
    expect(
      eventInWords({ type: 'gate-overridden', owner: 'a:exit-gate', reason: 'seen by hand' }, []),
    ).toBe('exit-gate was overridden: seen by hand');
    expect(eventInWords({ type: 'session-finished', passed: false }, [])).toBe(
      'the walk was finished, exit gate not passed',
    );
  });

  it('says each end as people say it', () => {
    expect(endInWords({ type: 'signalled', signal: 'SIGKILL' })).toBe(
      'was ended by signal SIGKILL',
    );
    expect(endInWords({ type: 'unknown', reason: 'it is gone' })).toBe(
      'was not seen to end: it is gone',
    );
    expect([lineCount(1), lineCount(2)]).toEqual(['1 line', '2 lines']);
  });
});
