import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../src/session/events.ts';
import { nextAttempt } from '../../src/session/next-attempt.ts';
import { previewOf } from '../../src/session/preview.ts';
import { locate } from '../../src/session/refs.ts';
import {
  lostAttempts,
  repairEvents,
  type AttemptFound,
  type LostEvent,
} from '../../src/session/repair.ts';
import { emptySession, type Session } from '../../src/session/session.ts';
import { standingByRef } from '../../src/session/standing.ts';
import { fold } from '../../src/session/update.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';

const now = '2026-03-01T12:00:00.000Z';
const block = (id: number, label: string, script: string) =>
  `## Step ${id} -- s\n\n**${label} -- jumphost**\n\`\`\`bash\n${script}\n\`\`\`\n\n**GATE:** exit status is 0.\n`;
const book = readRunbook(
  Buffer.from(
    [
      '# Book\n',
      block(1, 'RUN', 'first'),
      block(2, 'RUN', 'second "$1"'),
      block(3, 'RUN', 'same'),
      block(4, 'RUN', 'same'),
      block(5, 'CHECK (read-only)', 'look'),
    ].join('\n'),
  ),
  'b.md',
);

const bare = emptySession([book]);
const started = (id: string, attempt: number, session: Session = bare): SessionEvent => {
  const located = locate(session, `b:${id}`);
  if (located === undefined) throw new Error(`no block ${id}`);
  return {
    type: 'block-started',
    block: `b:${id}`,
    attempt,
    command: previewOf(session, located),
  };
};
const lost = (event: SessionEvent, intact = true): LostEvent => ({
  seq: 1,
  at: '2026-03-01T11:00:00.000Z',
  event,
  intact,
});
const found = (number: number, script: string | undefined): AttemptFound => ({
  number,
  script,
  startedAt: script === undefined ? undefined : '2026-03-01T10:30:00.000Z',
  says: 'nothing says how it ended',
});
const told = (events: readonly SessionEvent[]): Session =>
  fold(
    bare,
    events.map((event, index) => ({ seq: index + 1, at: now, event })),
  );

/** The good part: block 1 ran and passed as attempt 1. */
const kept = told([
  started('1/1', 1),
  { type: 'block-ended', attempt: 1, outcome: { type: 'exited', status: 0 } },
  {
    type: 'block-judged',
    attempt: 1,
    verdicts: [{ answer: 'yes', why: '', conditions: [] }],
    captures: {},
    captureFailures: [],
  },
]);

function repaired(events: readonly LostEvent[], folders: readonly AttemptFound[]) {
  const attempts = lostAttempts(kept, events, folders, now);
  const counts = { kept: 3, setAside: 2, file: 'journal.damaged-1.jsonl' };
  const appended = repairEvents(attempts, counts, now);
  const session = fold(
    kept,
    appended.map((event, index) => ({ ...event, seq: index + 4 })),
  );
  return { attempts, appended, session, stands: (id: string) => standingByRef(session, `b:${id}`) };
}

describe('what a repair makes of the lost part', () => {
  it('has a block that a whole line names stand as unknown, since when the line says', () => {
    const { session, stands } = repaired([lost(started('2/1', 2))], [found(2, 'second "$1"\n')]);
    expect(stands('1/1')).toBe('passed');
    expect(stands('2/1')).toBe('unknown');
    expect(session.attempts[1]?.startedAt).toBe('2026-03-01T11:00:00.000Z');
    expect(session.running).toBeUndefined();
  });

  it('names a block by its script where no line can be read', () => {
    const { stands, session } = repaired([], [found(2, 'second "$1"\n')]);
    expect(stands('2/1')).toBe('unknown');
    expect(session.attempts[1]).toMatchObject({
      number: 2,
      startedAt: '2026-03-01T10:30:00.000Z',
      outcome: {
        type: 'unknown',
        reason: expect.stringContaining('nothing says how it ended') as string,
      },
    });
  });

  it('believes the script more than a line that was changed', () => {
    const { stands } = repaired([lost(started('5/1', 2), false)], [found(2, 'second "$1"\n')]);
    expect([stands('2/1'), stands('5/1')]).toEqual(['unknown', 'waiting']);
  });

  it('believes a changed line where there is no script', () => {
    expect(repaired([lost(started('2/1', 2), false)], []).stands('2/1')).toBe('unknown');
  });

  it('takes every block that has the same script, each under a number that no folder has', () => {
    const { stands, session } = repaired([], [found(2, 'same\n'), found(3, 'second "$1"\n')]);
    expect([stands('3/1'), stands('4/1'), stands('2/1')]).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(session.attempts.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(nextAttempt(session)).toBe(5);
  });

  it('says which attempts no block can be named for, and never gives their number again', () => {
    const ended: SessionEvent = {
      type: 'block-ended',
      attempt: 7,
      outcome: { type: 'exited', status: 0 },
    };
    const { session, appended } = repaired([lost(ended)], [found(4, 'edited by hand\n')]);
    expect(session.repairs[0]?.unnamed).toEqual([4, 7]);
    expect(appended).toHaveLength(1);
    expect(nextAttempt(session)).toBe(8);
  });

  it('has what passed before be unknown when it was started once more in the lost part', () => {
    expect(repaired([lost(started('1/1', 2))], []).stands('1/1')).toBe('unknown');
  });

  it('leaves a check that was only looked at again on resume as it stood', () => {
    const recheck = { ...started('1/1', 2), recheck: true } as SessionEvent;
    expect(repaired([lost(recheck)], []).stands('1/1')).toBe('passed');
  });

  it('has a lost look simply wait to be run again', () => {
    expect(repaired([lost(started('5/1', 2))], []).stands('5/1')).toBe('waiting');
  });

  it('knows a script by a literal that was confirmed in the lost part', () => {
    const withLiteral = readRunbook(
      Buffer.from(`# B\n\n- ENV(site) one (the site)\n\n${block(1, 'RUN', 'go "$site"')}`),
      'b.md',
    );
    const before = emptySession([withLiteral]);
    const after = fold(before, [lost({ type: 'literals-confirmed', values: { site: 'two' } })]);
    const located = locate(after, 'b:1/1');
    if (located === undefined) throw new Error('no block');
    const { runs } = previewOf(after, located);
    const [attempt] = lostAttempts(
      before,
      [lost({ type: 'literals-confirmed', values: { site: 'two' } })],
      [found(1, `${runs}\n`)],
      now,
    );
    expect(runs).toContain('two');
    expect(attempt?.blocks.map((named) => named.block)).toEqual(['b:1/1']);
  });

  it('touches nothing that the good part knows', () => {
    const { attempts, stands } = repaired([], [found(1, 'first\n')]);
    expect(attempts).toEqual([]);
    expect(stands('1/1')).toBe('passed');
  });
});
