import { describe, expect, it } from 'vitest';
import { mayHaveDone, unknownWays } from '../../../src/screens/parts/unknown-ways.ts';
import type { Session } from '../../../src/session/session.ts';
import { emptySession } from '../../../src/session/session.ts';
import { locate } from '../../../src/session/refs.ts';
import { readRunbook } from '../../../src/steps/read-runbook.ts';
import { passedAttempt } from '../../support/sample-runbook.ts';

function lost(...sentences: readonly string[]): Session {
  const lines = ['## Step 1', '**RUN -- jumphost**', '```bash', 'change', '```', ...sentences];
  const runbook = readRunbook(lines.join('\n'), 'b.md');
  const attempt = passedAttempt('b:1/1', 1, {
    outcome: { type: 'unknown', reason: 'gone' },
    verdicts: undefined,
  });
  return { ...emptySession([runbook]), literals: {}, attempts: [attempt] };
}

function waysOf(session: Session): readonly string[] {
  const located = locate(session, 'b:1/1');
  if (located === undefined) throw new Error('no block');
  return unknownWays(session, located).map(({ type, refused }) =>
    refused === undefined ? type : `${type} (closed)`,
  );
}

describe('the ways on from an end that nobody saw', () => {
  it('begin with looking, even where there is nothing to look with', () => {
    expect(waysOf(lost())).toEqual(['look (closed)', 'again', 'done', 'failed']);
  });

  it('begin with running it again where that is safe and there is nothing to look with', () => {
    expect(waysOf(lost('**IDEMPOTENT:** yes.'))).toEqual([
      'again',
      'look (closed)',
      'done',
      'failed',
    ]);
  });

  it('begin with looking where there is something to look with', () => {
    const check = ['', '**CHECK -- jumphost**', '```bash', 'look', '```'];
    expect(waysOf(lost('**IDEMPOTENT:** yes.', ...check))[0]).toBe('look');
  });
});

it('says of runs that were given secrets only what is not known of them', () => {
  const [attempt] = lost().attempts;
  if (attempt === undefined) throw new Error('no attempt');
  expect(mayHaveDone(attempt)).toBe('It may have done all, part or nothing.');
  const given = { ...attempt, command: { ...attempt.command, feeds: [] } };
  expect(mayHaveDone(given)).toContain('A run whose end is not told here');
});
