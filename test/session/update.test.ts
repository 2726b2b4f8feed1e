import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../src/session/events.ts';
import { emptySession, type Session } from '../../src/session/session.ts';
import { newestAttempt } from '../../src/session/standing.ts';
import { fold } from '../../src/session/update.ts';
import { targetWords } from '../../src/session/target.ts';

const command = {
  script: 'x',
  runs: 'x',
  via: 'bash',
  stdin: 'null',
  changes: false,
  uses: [],
  missing: [],
} as const;

function told(events: readonly SessionEvent[]): Session {
  return fold(
    emptySession([]),
    events.map((event, index) => ({
      seq: index + 1,
      at: `2026-01-01T00:00:0${index}.000Z`,
      event,
    })),
  );
}

const passed: readonly SessionEvent[] = [
  { type: 'block-started', block: 'b:1/1', attempt: 1, command },
  { type: 'block-ended', attempt: 1, outcome: { type: 'exited', status: 0 } },
  { type: 'block-judged', attempt: 1, verdicts: [], captures: { pid: '7' }, captureFailures: [] },
];

describe('the fold of a session', () => {
  it('keeps what a repair lost, and has the walk go on', () => {
    const lost = { kept: 3, setAside: 2, file: 'journal.damaged-1.jsonl', unnamed: [4] };
    const session = told([
      ...passed,
      { type: 'session-finished', passed: true },
      { type: 'journal-repaired', ...lost },
    ]);
    expect(session).toMatchObject({ state: 'walking', passed: undefined });
    expect(session.repairs).toEqual([{ at: '2026-01-01T00:00:04.000Z', ...lost }]);
  });

  it('keeps the runs that were given a secret, in order', () => {
    const round = (number: number, state: string) =>
      ({
        number,
        holder: `holder ${number}`,
        state,
        outcome: { type: 'exited', status: 0 },
      }) as const;
    const session = told([
      passed[0] as SessionEvent,
      { type: 'secret-given', attempt: 1, round: round(1, 'progress 1 of 3') },
      { type: 'secret-given', attempt: 1, round: round(2, 'progress 2 of 3') },
      { type: 'secret-given', attempt: 9, round: round(1, 'of no attempt') },
    ]);
    expect(session.attempts[0]?.rounds).toEqual([
      round(1, 'progress 1 of 3'),
      round(2, 'progress 2 of 3'),
    ]);
    expect(session.attempts).toHaveLength(1);
  });

  it('lets a recheck neither be the newest attempt nor change a capture or a person’s answer', () => {
    const session = told([
      ...passed,
      { type: 'gate-attested', gate: 'b:1/1#0', answer: 'yes', by: 'operator' },
      { type: 'block-started', block: 'b:1/1', attempt: 2, command, recheck: true },
      { type: 'block-ended', attempt: 2, outcome: { type: 'exited', status: 1 } },
      {
        type: 'block-judged',
        attempt: 2,
        verdicts: [],
        captures: { pid: '8' },
        captureFailures: [],
      },
    ]);
    expect(newestAttempt(session, 'b:1/1')?.number).toBe(1);
    expect(session.captures).toEqual({ pid: { value: '7', block: 'b:1/1' } });
    expect(session.attested['b:1/1#0']?.answer).toBe('yes');
    expect(session.attempts[1]?.verdicts).toEqual([]);
  });

  it('holds a lost login until that very login is back', () => {
    const lost = {
      type: 'login-lost',
      login: 'juju',
      said: 'x',
      block: 'b:1/1',
      attempt: 1,
    } as const;
    expect(told([lost]).login).toMatchObject({ kind: 'juju', said: 'x' });
    expect(told([lost, { type: 'login-restored', login: 'vault' }]).login).toBeDefined();
    expect(told([lost, { type: 'login-restored', login: 'juju' }]).login).toBeUndefined();
  });

  it('keeps one target for juju and one for each scope', () => {
    const juju = {
      type: 'juju',
      controller: 'ctl',
      model: 'openstack',
      user: 'admin',
      version: '3.6.1',
    } as const;
    const admin = { type: 'openstack', scope: 'admin', project: 'p1' } as const;
    const { targets } = told([
      { type: 'target-pinned', target: juju, reason: undefined },
      { type: 'target-pinned', target: admin, reason: undefined },
      { type: 'target-pinned', target: { ...juju, model: 'other' }, reason: 'moved' },
    ]);
    expect(targets).toEqual({ juju: { ...juju, model: 'other' }, 'openstack:admin': admin });
    expect(Object.values(targets).map(targetWords)).toEqual([
      'ctl:admin/other',
      'project p1 (admin scope)',
    ]);
  });

  it('loses the carried environment with a reboot, in a real walk only', () => {
    const carried: SessionEvent = {
      type: 'environment-changed',
      attempt: 1,
      change: { set: ['A'], changed: [], unset: [], folder: undefined, options: [] },
    };
    const back = (after: 'killed' | 'rebooted'): SessionEvent => ({
      type: 'session-resumed',
      pid: 1,
      user: 'u',
      bootId: 'x',
      after,
    });
    expect(told([...passed, carried, back('killed')]).environment.names).toEqual({ A: 'b:1/1' });
    expect(told([...passed, carried, back('rebooted')]).environment.lost).toEqual({ A: 'b:1/1' });
  });
});
