import { describe, expect, it } from 'vitest';
import { earlierWalk } from '../../src/session/earlier-walk.ts';
import type { JournaledEvent, SessionEvent } from '../../src/session/events.ts';
import { passedAttempt } from '../support/sample-runbook.ts';

const opening: SessionEvent = {
  type: 'session-started',
  format: 2,
  handrail: '0',
  id: 'one',
  mode: 'training',
  runbooks: [{ id: 'tiny', title: 'Tiny', file: 'tiny.md', sha256: '' }],
  host: '',
  user: '',
  bootId: undefined,
  faults: [],
  seed: 0,
};
const started = (attempt: number, recheck?: true): SessionEvent => ({
  type: 'block-started',
  block: 'tiny:7.0/1',
  attempt,
  command: passedAttempt('tiny:7.0/1', attempt).command,
  ...(recheck === undefined ? {} : { recheck }),
});
const judged = (attempt: number, captures: Readonly<Record<string, string>>): SessionEvent => ({
  type: 'block-judged',
  attempt,
  verdicts: [],
  captures,
  captureFailures: [],
});

function told(...events: readonly SessionEvent[]) {
  return earlierWalk(
    events.map((event, index): JournaledEvent => ({
      seq: index + 1,
      at: `2026-01-0${index + 1}`,
      event,
    })),
  );
}

describe('what an earlier walk tells', () => {
  it('is what it was about, its literals as they were confirmed last, and its newest captures', () => {
    const walk = told(
      opening,
      { type: 'literals-confirmed', values: { a: '1', b: '2' } },
      started(1),
      judged(1, { fip: '10.0.0.1' }),
      started(2),
      judged(2, { fip: '10.0.0.2' }),
      { type: 'literals-confirmed', values: { b: '3' } },
    );
    expect(walk).toMatchObject({
      id: 'one',
      at: '2026-01-07',
      mode: 'training',
      runbooks: ['tiny'],
      literals: { a: '1', b: '3' },
      captures: { fip: { value: '10.0.0.2', block: 'tiny:7.0/1' } },
    });
  });

  it('leaves out what was only looked at again, and what nothing began', () => {
    const walk = told(
      opening,
      started(1, true),
      judged(1, { fip: '10.0.0.9' }),
      judged(7, { fip: '10.0.0.8' }),
    );
    expect(walk?.captures).toEqual({});
  });

  it('is nothing where no walk begins', () => {
    expect(told()).toBeUndefined();
    expect(told({ type: 'session-quit' })).toBeUndefined();
  });
});
