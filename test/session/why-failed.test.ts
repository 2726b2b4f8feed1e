import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../src/session/events.ts';
import type { Outcome } from '../../src/session/outcome.ts';
import { emptySession } from '../../src/session/session.ts';
import { fold } from '../../src/session/update.ts';
import { whyFailed } from '../../src/session/why-failed.ts';
import type { Command } from '../../src/steps/command.ts';
import type { Verdict } from '../../src/steps/verdict.ts';
import { read } from '../support/read.ts';

const runbook = read(
  '# T',
  '## Step 1 -- x',
  '**RUN -- jumphost**',
  '```bash',
  'true',
  '```',
  '**GATE:** somebody likes it.',
);
const ref = 'test:1/1';
const open: Verdict = { answer: 'could-not-tell', why: 'a person has to answer', conditions: [] };
const unmet: Verdict = {
  answer: 'no',
  why: 'expected a; came b',
  conditions: [{ text: 'a', answer: 'no', came: 'b' }],
};

function why(
  outcome: Outcome | undefined,
  judged: { verdicts?: readonly Verdict[]; failures?: readonly string[] } = {},
  more: readonly SessionEvent[] = [],
): string {
  const events: SessionEvent[] = [
    { type: 'block-started', block: ref, attempt: 1, command: {} as Command },
    ...(outcome === undefined ? [] : [{ type: 'block-ended', attempt: 1, outcome } as const]),
    {
      type: 'block-judged',
      attempt: 1,
      verdicts: judged.verdicts ?? [],
      captures: {},
      captureFailures: judged.failures ?? [],
    },
    ...more,
  ];
  const journaled = events.map((event, index) => ({ seq: index + 1, at: 'then', event }));
  return whyFailed(fold(emptySession([runbook]), journaled), ref);
}

const exited = (status: number): Outcome => ({ type: 'exited', status });

describe('why a block failed, in one sentence', () => {
  it.each([
    [
      'a gate that a machine judged comes first',
      why(exited(3), { verdicts: [open, unmet], failures: ['x: none'] }),
      'expected a; came b',
    ],
    ['a capture that did not come', why(exited(0), { failures: ['x: no line 1'] }), 'x: no line 1'],
    ['an exit status when nothing else speaks', why(exited(3)), 'exit status 3'],
    [
      'a stop by hand, whatever the output was then',
      why({ type: 'cancelled', status: 130 }, { verdicts: [unmet] }),
      'it was stopped by hand',
    ],
    ['a signal', why({ type: 'signalled', signal: 'SIGKILL' }), 'it was ended by signal SIGKILL'],
    ['an end that nobody saw', why(undefined), 'its end was not seen'],
    [
      'a start that was none',
      why({ type: 'not-started', reason: 'no bash' }),
      'it did not start: no bash',
    ],
    [
      'a no of a person, with the question',
      why(exited(0), { verdicts: [open] }, [
        { type: 'gate-attested', gate: `${ref}#0`, answer: 'no', by: 'operator' },
      ]),
      'a person answered no to: somebody likes it.',
    ],
    [
      "the operator's own word",
      why(undefined, {}, [
        { type: 'outcome-taken', attempt: 1, as: 'failed', reason: 'the node is up still' },
      ]),
      'the node is up still',
    ],
  ])('%s', (_, said, expected) => {
    expect(said).toBe(expected);
  });

  it('is that it was not run when it was not', () => {
    expect(whyFailed(emptySession([runbook]), ref)).toBe('it was not run');
  });
});
