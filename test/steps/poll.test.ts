import { describe, expect, it } from 'vitest';
import { blocksOf, read } from '../support/read.ts';

const rest = ['', '```bash', 'ls', '```', '', '**GATE:** output contains `OK`.'];

describe('a poll', () => {
  it.each<[string, object]>([
    [
      '**POLL -- jumphost** every 20 s, at most 40 times',
      { everySeconds: 20, atMost: 40, stopOn: [] },
    ],
    ['**POLL -- jumphost** every 2 min, at most 5 times', { everySeconds: 120, atMost: 5 }],
    ['**POLL -- jumphost** every 30 seconds, for at most 10 min', { everySeconds: 30, atMost: 20 }],
    ['**POLL -- jumphost** every 7 s, for at most 1 min', { atMost: 9 }],
    [
      '**POLL -- jumphost** (admin scope), every 20 s, at most 3 times',
      { everySeconds: 20, atMost: 3 },
    ],
    [
      '**POLL -- jumphost** every 20 s, at most 40 times, stop on `FAILED` or json `.s` is `A` or `B`, or exit status is 4.',
      {
        stopOn: [
          { text: 'output contains `FAILED`', test: { type: 'contains', text: 'FAILED' } },
          { subject: { type: 'json', path: '.s' }, test: { values: ['A', 'B'] } },
          { type: 'exit-status', is: [4] },
        ],
      },
    ],
  ])('%s', (label, poll) => {
    const runbook = read('## Step 1', label, ...rest);
    expect(runbook.problems).toEqual([]);
    expect(runbook.steps[0]?.blocks[0]).toMatchObject({ kind: 'poll', mutates: false, poll });
  });

  it('may be said in a sentence, which makes a check a poll', () => {
    const [block] = blocksOf(
      '## Step 1',
      '**CHECK -- jumphost**',
      ...rest,
      '',
      '**POLL:** every 5 s, at most 3 times.',
    );
    expect(block).toMatchObject({ kind: 'poll', poll: { everySeconds: 5, atMost: 3 } });
  });

  it('of a block that changes things is a problem, not a poll', () => {
    const runbook = read(
      '## Step 1',
      '**RUN -- jumphost**',
      ...rest,
      '',
      '**POLL:** every 5 s, at most 3 times.',
    );
    expect(runbook.steps[0]?.blocks[0]).toMatchObject({ kind: 'run', poll: undefined });
    expect(runbook.problems).toHaveLength(1);
  });

  it('that leaves its time open is a problem and still ends', () => {
    const runbook = read('## Step 1', '**POLL -- jumphost**', ...rest);
    expect(runbook.steps[0]?.blocks[0]?.poll?.atMost).toBeGreaterThan(0);
    expect(runbook.problems).toHaveLength(2);
  });

  it('whose stop is not understood, or that has no gate, is a problem', () => {
    const label = '**POLL -- jumphost** every 20 s, at most 4 times, stop on trouble';
    expect(read('## Step 1', label, ...rest).problems[0]?.message).toContain('trouble');
    const gateless = read(
      '## Step 1',
      '**POLL -- jumphost** every 20 s, at most 4 times',
      ...rest.slice(0, 4),
    );
    expect(gateless.problems[0]?.message).toContain('no GATE');
  });
});
