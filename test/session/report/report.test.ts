import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../../src/session/events.ts';
import { lookRuns } from '../../../src/session/report/look-runs.ts';
import { command, opening, ran, reported } from './support/told-session.ts';

const exited = { type: 'exited', status: 0 } as const;

describe('who, where and when', () => {
  it('names everybody who walked it, and counts resumes and reboots', () => {
    const { session, story } = reported([
      opening(),
      { type: 'session-quit' },
      { type: 'session-resumed', pid: 1, user: 'ben', bootId: 'boot-1', after: 'quit' },
      { type: 'session-resumed', pid: 2, user: 'anna', bootId: 'boot-2', after: 'rebooted' },
      { type: 'session-finished', passed: true },
    ]);
    expect(session).toMatchObject({
      users: ['anna', 'ben'],
      resumed: 2,
      reboots: 1,
      began: '2026-01-02T12:00:00.000Z',
      ended: '2026-01-02T12:00:40.000Z',
      state: 'finished',
      passed: true,
    });
    expect(story.map(({ user, what }) => `${user}: ${what}`)).toEqual([
      'anna: began',
      'anna: left',
      'ben: resumed, after it was left',
      'anna: resumed, after the machine was rebooted',
      'anna: finished: the exit gate passed',
    ]);
  });

  it.each([
    [[], undefined, 'broken-off'],
    [[], 'process 7 of ben', 'walking'],
    [[{ type: 'session-quit' }], undefined, 'left'],
    [[{ type: 'session-finished', passed: false }], undefined, 'finished'],
  ] as const)('tells how the walk stands: %j held by %s is %s', (events, holder, state) => {
    expect(reported([opening(), ...events], { holder }).session).toMatchObject({
      state,
      passed: false,
      holder,
    });
  });

  it('keeps each target that was pinned, with the reason for another', () => {
    const juju = { type: 'juju', controller: 'ctl', user: 'admin', version: '3.6.1' } as const;
    const { targets } = reported([
      opening(),
      { type: 'target-pinned', target: { ...juju, model: 'old' }, reason: undefined },
      { type: 'target-pinned', target: { ...juju, model: 'new' }, reason: 'hunter2 was moved' },
    ]);
    expect(targets).toMatchObject([
      { target: 'ctl:admin/old', reason: undefined },
      { target: 'ctl:admin/new', reason: '[masked] was moved' },
    ]);
  });
});

describe('values', () => {
  it('keeps the newest of each capture with its block and time, and none of a look on resume', () => {
    const { captures } = reported([
      opening(),
      ...ran('tiny:7.0/1', 1, { captures: { pid: 'one', other: 'x' } }),
      ...ran('tiny:7.1/1', 2, { captures: { pid: 'two' } }),
      ...ran('tiny:7.0/1', 3, { captures: { pid: 'three' }, recheck: true }),
    ]);
    expect(captures).toEqual([
      expect.objectContaining({ name: 'other', value: 'x', block: 'tiny:7.0/1', attempt: 1 }),
      {
        name: 'pid',
        value: 'two',
        masked: false,
        block: 'tiny:7.1/1',
        attempt: 2,
        at: '2026-01-02T12:01:00.000Z',
      },
    ]);
  });

  it('masks what looks like a secret in captures, literals, scripts, verdicts, notes and reasons', () => {
    const report = reported([
      opening(),
      { type: 'literals-confirmed', values: { 'db-password': 'open sesame', model: 'openstack' } },
      ...ran('tiny:7.0/1', 1, {
        captures: { token: 'hunter2' },
        why: 'came `hunter2`',
        script: 'export P=hunter2',
      }),
      { type: 'note-added', text: 'it said hunter2', block: 'tiny:7.0/1' },
      { type: 'gate-overridden', owner: 'tiny:7.0/1', reason: 'hunter2 is known' },
      { type: 'block-skipped', block: 'tiny:7.1/1', reason: 'hunter2 again' },
    ]);
    expect(JSON.stringify(report)).not.toMatch(/hunter2|open sesame/);
    expect(report.literals).toMatchObject([
      { name: 'db-password', value: '[masked]', masked: true, user: 'anna' },
      { name: 'model', value: 'openstack', masked: false },
    ]);
    expect(report.blocks[0]?.attempts[0]?.command).toMatchObject({
      script: 'export P=[masked]',
      masked: true,
    });
    expect(report.captures).toMatchObject([{ value: '[masked]', masked: true }]);
  });
});

describe('what people said', () => {
  const gate = 'tiny:7.1/3#0';
  const report = reported([
    opening(),
    ...ran('tiny:7.1/3', 1),
    { type: 'gate-attested', gate, answer: 'no', by: 'operator' },
    { type: 'session-resumed', pid: 1, user: 'ben', bootId: 'boot-1', after: 'killed' },
    ...ran('tiny:7.1/3', 2),
    { type: 'gate-attested', gate, answer: 'yes', by: 'operator' },
    { type: 'gate-overridden', owner: 'tiny:exit-gate#0', reason: 'agreed' },
  ]);

  it('puts each answer to the attempt that it was given for, with who gave it', () => {
    const block = report.blocks.find(({ id }) => id === '7.1/3');
    expect(block?.standing).toBe('passed');
    expect(
      block?.attempts.map(({ number, user, gates }) => [
        number,
        user,
        gates[0]?.answer,
        gates[0]?.why,
      ]),
    ).toEqual([
      [1, 'anna', 'no', 'anna answered no'],
      [2, 'ben', 'yes', 'ben answered yes'],
    ]);
  });

  it('keeps every word in order, also those that a later attempt replaced', () => {
    expect(
      report.words.map(({ type, about, attempt, said, user }) => [
        type,
        about,
        attempt,
        said,
        user,
      ]),
    ).toEqual([
      ['attested', gate, 1, 'no', 'anna'],
      ['attested', gate, 2, 'yes', 'ben'],
      ['overridden', 'tiny:exit-gate#0', 0, 'agreed', 'ben'],
    ]);
  });

  it('tells an answer that nobody gave apart', () => {
    const told = reported([
      opening(),
      ...ran('tiny:7.1/3', 1),
      { type: 'gate-attested', gate, answer: 'yes', by: 'attest-option' },
    ]);
    const attempt = told.blocks.find(({ id }) => id === '7.1/3')?.attempts[0];
    expect(attempt?.gates[0]?.why).toBe('answered yes by --attest; nobody looked');
  });
});

describe('blocks and attempts', () => {
  it('has every block in the order of the document, run or not, with the route', () => {
    const { blocks } = reported([
      opening(),
      { type: 'question-answered', question: 'route', option: 'fresh' },
      ...ran('tiny:7.0/1', 1, { answer: 'no', why: 'came `nothing`' }),
    ]);
    expect(blocks.map(({ id, standing, attempts }) => [id, standing, attempts.length])).toEqual([
      ['7.0/1', 'failed', 1],
      ['7.1/1', 'waiting', 0],
      ['7.1/2', 'optional', 0],
      ['7.1/3', 'waiting', 0],
      ['7.2/1', 'deferred', 0],
      ['rollback/1', 'optional', 0],
      ['rollback/2', 'optional', 0],
    ]);
    expect(blocks[4]?.why).toBe('when fresh deploy, phase-08 step 8.2 makes up for it');
    expect(blocks[0]?.attempts[0]).toMatchObject({
      outcome: 'ended with exit status 0',
      exit: 0,
      seconds: 10,
      gates: [{ answer: 'no', why: 'came `nothing`' }],
    });
  });

  it('tells what has no end, and whether it is under way', () => {
    const started: SessionEvent = {
      type: 'block-started',
      block: 'tiny:7.1/1',
      attempt: 1,
      command,
    };
    const told = reported([opening(), started], { holder: 'process 7' });
    const left = reported([opening(), started]);
    const outcomes = [told, left].map(
      ({ blocks }) => blocks.find(({ id }) => id === '7.1/1')?.attempts[0]?.outcome,
    );
    expect(outcomes).toEqual(['was under way when this report was made', 'has no recorded end']);
    const lost: SessionEvent = {
      type: 'block-ended',
      attempt: 1,
      outcome: { type: 'unknown', reason: 'the machine went down' },
    };
    const { unknown } = reported([opening(), started, lost]);
    expect(unknown).toEqual([{ block: 'tiny:7.1/1', why: 'the machine went down' }]);
    const taken = reported([
      opening(),
      started,
      lost,
      { type: 'outcome-taken', attempt: 1, as: 'done', reason: 'seen in the log' },
    ]);
    expect(taken.unknown).toEqual([]);
    expect(taken.words).toMatchObject([
      { type: 'outcome-taken', about: 'tiny:7.1/1', said: 'done: seen in the log' },
    ]);
  });

  it('tells that a check which had passed does not any more', () => {
    const { blocks, result } = reported([
      opening(),
      ...ran('tiny:7.0/1', 1),
      ...ran('tiny:7.0/1', 2, { recheck: true, answer: 'no', why: 'came `gone`' }),
    ]);
    expect(blocks[0]).toMatchObject({
      standing: 'passed',
      why: 'passed 12:00, not at 12:00 UTC: came `gone`',
      attempts: [{ recheck: false }, { recheck: true, gates: [{ answer: 'no' }] }],
    });
    expect(result.drifted).toHaveLength(1);
  });

  it('has the rounds of a secret block by who brought it, and never what', () => {
    const { blocks } = reported([
      opening(),
      { type: 'block-started', block: 'tiny:7.1/1', attempt: 1, command },
      {
        type: 'secret-given',
        attempt: 1,
        round: { number: 1, holder: 'carol', state: 'progress 1/3 hunter2', outcome: exited },
      },
    ]);
    const attempt = blocks.find(({ id }) => id === '7.1/1')?.attempts[0];
    expect(attempt?.rounds).toEqual([
      {
        number: 1,
        holder: 'carol',
        state: 'progress 1/3 [masked]',
        outcome: 'ended with exit status 0',
      },
    ]);
  });
});

describe('the looks of a poll', () => {
  const look = (number: number, state: string, answer: 'not-yet' | 'question-failed' = 'not-yet') =>
    ({ number, seconds: number * 20, answer, state, outcome: exited }) as const;

  it('merges equal ones in a row and keeps the times of the first and the last', () => {
    expect(
      lookRuns([
        look(1, 'A'),
        look(2, 'A'),
        look(3, 'B'),
        look(4, 'A'),
        look(5, 'A', 'question-failed'),
      ]),
    ).toEqual([
      { answer: 'not-yet', state: 'A', count: 2, from: 1, to: 2, fromSeconds: 20, toSeconds: 40 },
      { answer: 'not-yet', state: 'B', count: 1, from: 3, to: 3, fromSeconds: 60, toSeconds: 60 },
      { answer: 'not-yet', state: 'A', count: 1, from: 4, to: 4, fromSeconds: 80, toSeconds: 80 },
      {
        answer: 'question-failed',
        state: 'A',
        count: 1,
        from: 5,
        to: 5,
        fromSeconds: 100,
        toSeconds: 100,
      },
    ]);
    expect(lookRuns([])).toEqual([]);
  });

  it('takes as long as its own clock says, which runs ahead in training', () => {
    const { blocks } = reported([
      opening({ mode: 'training' }),
      { type: 'block-started', block: 'tiny:7.2/1', attempt: 1, command },
      { type: 'poll-looked', attempt: 1, look: look(90, 'A') },
      { type: 'block-ended', attempt: 1, outcome: exited },
    ]);
    expect(blocks.find(({ id }) => id === '7.2/1')?.attempts[0]?.seconds).toBe(1800);
  });
});
