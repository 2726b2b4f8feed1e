import { describe, expect, it } from 'vitest';
import { otherProseSection } from '../../../src/screens/parts/prose.ts';
import { waysOn } from '../../../src/screens/parts/ways-on.ts';
import { locate } from '../../../src/session/refs.ts';
import { emptySession, type Session } from '../../../src/session/session.ts';
import type { Runbook } from '../../../src/steps/model.ts';
import { readRunbook } from '../../../src/steps/read-runbook.ts';
import { passedAttempt } from '../../support/sample-runbook.ts';

const fence = (label: string) => [`**${label} -- jumphost**`, '```bash', 'act', '```', ''];
const withRollback = readRunbook(
  ['## Step 1', ...fence('RUN'), '## Rollback', ...fence('RUN')].join('\n'),
  'first.md',
);
const without = readRunbook(['## Step 1', ...fence('RUN')].join('\n'), 'second.md');

function rollbackWay(runbooks: readonly Runbook[], ref: string): string | undefined {
  const failed = passedAttempt(ref, 1, { outcome: { type: 'exited', status: 1 } });
  const session: Session = { ...emptySession(runbooks), literals: {}, attempts: [failed] };
  const located = locate(session, ref);
  if (located === undefined) throw new Error(`no block ${ref}`);
  return waysOn(session, located).find(({ key }) => key === 'b')?.says;
}

describe('rolling back as a way on from a failed block', () => {
  it('is offered where there is a rollback', () => {
    expect(rollbackWay([withRollback], 'first:1/1')).toBe('roll back: 1 block');
    expect(rollbackWay([without], 'second:1/1')).toBeUndefined();
  });

  it('says whose it is where it would undo what another runbook did', () => {
    const both = [withRollback, without];
    expect(rollbackWay(both, 'second:1/1')).toBe('roll back: 1 block, of first');
    expect(rollbackWay(both, 'first:1/1')).toBe('roll back: 1 block');
  });
});

it('does not repeat below a block what was understood of its poll', () => {
  const text = [
    '## Step 1',
    ...fence('CHECK'),
    '**POLL:** every 5 s, at most 3 times.',
    '',
    '**GATE:** exit status is 0.',
    '',
    '**MEANWHILE:** go on. **DIAGNOSE:** `1/2`.',
    '',
    'Words about the step.',
    '',
    '## Step 2',
    '**CHECK -- jumphost**',
  ];
  const session = emptySession([readRunbook(text.join('\n'), 'b.md')]);
  const located = locate(session, 'b:1/1');
  if (located === undefined) throw new Error('no block');
  const rows = otherProseSection(located, 60, 1).lines.map((line) =>
    line.map((span) => span.text).join(''),
  );
  expect(rows).toEqual(['Words about the step.']);
});
