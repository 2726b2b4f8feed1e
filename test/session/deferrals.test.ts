import { describe, expect, it } from 'vitest';
import { allowed } from '../../src/session/allowed.ts';
import { deferralsTo, ledgerOf, openDeferrals } from '../../src/session/deferrals.ts';
import { exitItems } from '../../src/session/exit-gate.ts';
import { walkResult } from '../../src/session/result.ts';
import type { Told } from '../support/documents.ts';
import { fresh, phase07, phase08, walked } from './support/two-phases.ts';

const states = ({ session }: Told) =>
  ledgerOf(session).entries.map(({ id, to, state, why }) => [id, to, state, why]);
const stateOf = (told: Told, id: string) => {
  const entry = ledgerOf(told.session).entries.find((each) => each.id === id);
  return `${entry?.state}: ${entry?.why}`;
};
const exits = ({ session }: Told, runbook: string) =>
  exitItems(session)
    .filter((item) => item.runbook.id === runbook && item.step.id === 'exit-gate')
    .map(({ answer, why }) => [answer, why]);

describe('the ledger of what was deferred', () => {
  it('is open until the place that makes up for it has passed', () => {
    expect(states(fresh())).toEqual([
      ['7.8/1', 'phase-08 step 8.2', 'open', '8.2 has not passed'],
      [
        '7.9',
        'phase-08 steps 8.1 to 8.5',
        'open',
        '8.1, 8.2, 8.4.1, 8.4.5 and 2 more have not passed',
      ],
      ['8.4.8', 'version 2', 'elsewhere', 'no runbook of this walk makes up for it'],
    ]);
    expect(openDeferrals(fresh().session).map(({ id }) => id)).toEqual(['7.8/1', '7.9']);
  });

  it('knows what of a step was left, and by which answer', () => {
    const [health, build] = ledgerOf(fresh().session).entries;
    expect(health).toMatchObject({ by: 'route', on: 'fresh deploy', owner: 'phase-07:7.8/1' });
    expect(health?.gates.map(({ text }) => text)).toEqual(['output contains `HEALTHY`.']);
    expect(build).toMatchObject({ by: 'route', owner: 'phase-07:7.9', block: undefined });
  });

  it('is closed by what passed, with the runs that show it', () => {
    const told = walked();
    expect(stateOf(told, '7.8/1')).toBe('closed: closed by phase-08 8.2/1, attempt 3, 00:00 UTC');
    const [health, build] = ledgerOf(told.session).entries;
    expect(health?.evidence).toMatchObject([
      { owner: 'phase-08:8.2/1', attempt: 3, overridden: undefined },
    ]);
    expect(build?.state).toBe('closed');
    // The snapshots and the names between the ends are judged by their own names.
    expect(build?.evidence.map(({ id }) => id)).toEqual(['8.1/1', '8.2/1', '8.4.1/1', '8.5/1']);
    expect(openDeferrals(told.session)).toEqual([]);
  });

  it('is opened again by a later run that failed, and by a rollback', () => {
    const failed = walked().ran('phase-08:8.2/1', ['no']);
    expect(stateOf(failed, '7.8/1')).toBe('open: 8.2 has not passed');
    const back = walked().ran('phase-07:rollback/1', []);
    expect(stateOf(back, '7.8/1')).toBe('open: 8.2 has not passed');
    back.ran('phase-08:8.2/1', ['yes']);
    expect(stateOf(back, '7.8/1')).toContain('closed by phase-08 8.2/1, attempt 7');
  });

  it('says so when what closed it was passed over', () => {
    const told = fresh().ran('phase-08:8.2/1', ['no']);
    told.tell({ type: 'gate-overridden', owner: 'phase-08:8.2/1', reason: 'seen by hand' });
    const [entry] = ledgerOf(told.session).entries;
    expect(entry).toMatchObject({ state: 'closed', overridden: true });
    expect(entry?.why).toContain('8.2/1 OVERRIDDEN: seen by hand');
    const item = exits(told, 'phase-07')[1];
    expect(item?.[0]).toBe('overridden');
  });

  it('is not closed by what the operator skipped', () => {
    const told = fresh().tell({
      type: 'block-skipped',
      block: 'phase-08:8.2/1',
      reason: 'no time',
    });
    expect(stateOf(told, '7.8/1')).toBe('open: 8.2 has not passed');
  });

  it('is broken where the runbook is here and the step is not, or comes before', () => {
    const gone = fresh({ 'phase-07': phase07, 'phase-08': phase08.replaceAll('8.2', '8.3') });
    expect(stateOf(gone, '7.8/1')).toBe('broken: phase-08 holds no step or block 8.2');
    const turned = fresh({ 'phase-08': phase08, 'phase-07': phase07 });
    walked(turned);
    expect(stateOf(turned, '7.8/1')).toBe(
      'broken: 8.2 of phase-08 does not come after it in this walk',
    );
  });

  it('is elsewhere where the runbook is walked alone, and holds nothing up', () => {
    const alone = fresh({ 'phase-07': phase07 }).ran('phase-07:7.1/1', []);
    expect(stateOf(alone, '7.8/1')).toBe('elsewhere: phase-08 is not in this walk');
    expect(exits(alone, 'phase-07')[1]).toEqual([
      'deferred',
      '7.8/1 deferred to phase-08 step 8.2',
    ]);
    expect(allowed(alone.session, { type: 'finish' })).toBeUndefined();
  });

  it('is empty on the route that defers nothing', () => {
    const graft = fresh({ 'phase-07': phase07 });
    graft.tell({ type: 'question-answered', question: 'route', option: 'graft' });
    expect(states(graft)).toEqual([]);
  });

  it('does not close what was put off to itself, or round and round', () => {
    const round = phase07
      .replaceAll('phase-08 step 8.2', 'step 7.9')
      .replaceAll('phase-08 steps 8.1 to 8.5', 'step 7.8');
    const told = fresh({ 'phase-07': round });
    expect(stateOf(told, '7.8/1')).toBe('open: 7.9 is itself deferred to step 7.8');
    expect(stateOf(told, '7.9')).toBe(
      'broken: 7.8 of phase-07 does not come after it in this walk',
    );
  });

  it('follows what is put off in its turn to where that is made up for', () => {
    const later = phase08
      .replace(
        '## Step 8.1 -- order',
        '## Step 8.1 -- order\n\n**SKIP WHEN:** fresh deploy. **DEFER TO:** step 8.5.',
      )
      .replaceAll('8.2', '8.3');
    const to81 = phase07.replace('phase-08 step 8.2', 'phase-08 step 8.1');
    const told = fresh({ 'phase-07': to81, 'phase-08': later });
    expect(stateOf(told, '7.8/1')).toBe('open: 8.1 is itself deferred to step 8.5');
    told.ran('phase-08:8.5/1', []);
    expect(stateOf(told, '7.8/1')).toMatch(/^closed/);
  });

  it('tells a block what it makes up for', () => {
    const { session } = fresh();
    expect(deferralsTo(session, 'phase-08:8.2/1').map(({ id }) => id)).toEqual(['7.8/1', '7.9']);
    expect(deferralsTo(session, 'phase-08:8.5/1').map(({ id }) => id)).toEqual(['7.9']);
    expect(deferralsTo(session, 'phase-07:7.1/1')).toEqual([]);
  });
});

describe('the exit gates of a walk with deferrals', () => {
  it('take what was made up for as passed, and name what closed it', () => {
    const [, health, build] = exits(walked(), 'phase-07');
    expect(health).toEqual(['yes', 'closed by phase-08 8.2/1, attempt 3, 00:00 UTC']);
    expect(build?.[0]).toBe('yes');
    expect(build?.[1]).toContain('closed by phase-08 steps 8.1 to 8.5 (4 blocks, the last 8.5/1');
  });

  it('do not hold while a deferral is open, by name', () => {
    const told = walked().ran('phase-08:8.2/1', ['no']);
    const [, , left] = exits(told, 'phase-08');
    expect(left?.[0]).toBe('no');
    expect(left?.[1]).toContain(
      '7.8/1 is deferred to phase-08 step 8.2, and that is open: 8.2 has not passed',
    );
    expect(exits(walked(), 'phase-08')[2]).toEqual(['yes', '2 deferrals are closed']);
  });

  it('ask only for what this runbook and those before it left', () => {
    const asks = phase07.replace(
      '- Health.',
      '- Nothing is left. **GATE:** no deferral is open.\n- Health.',
    );
    const told = fresh({
      'phase-02': asks.replaceAll('7.', '2.'),
      'phase-07': phase07,
      'phase-08': phase08,
    });
    told.ran('phase-08:8.1/1', []);
    expect(exits(told, 'phase-02')[1]?.[1]).not.toContain('7.8/1');
  });

  it('let nobody finish while one is open, though no gate asks for it', () => {
    const silent = phase08.replace('- Nothing is left. **GATE:** no deferral is open.\n', '');
    const told = walked(
      fresh({
        'phase-07': phase07,
        'phase-08': silent.replace('**GATE:** output contains `HEALTHY`.', ''),
      }),
    );
    expect(allowed(told.session, { type: 'finish' })).toBeUndefined();
    const broken = phase07.replace('step 8.2', 'step 8.9');
    const stuck = walked(fresh({ 'phase-07': broken, 'phase-08': silent }));
    expect(allowed(stuck.session, { type: 'finish' })).toBe(
      'A deferral is not closed: 7.8/1 is deferred to phase-08 step 8.9, and nothing there can make up for it: phase-08 holds no step or block 8.9.',
    );
    const override = {
      type: 'override',
      owner: 'phase-07:7.8/1',
      reason: 'shown by hand',
    } as const;
    expect(allowed(stuck.session, override)).toBeUndefined();
    stuck.tell({ ...override, type: 'gate-overridden' });
    expect(stateOf(stuck, '7.8/1')).toBe('closed: OVERRIDDEN: shown by hand');
    expect(exits(stuck, 'phase-07')[1]).toEqual(['overridden', '7.8/1 was overridden']);
    expect(allowed(stuck.session, { type: 'finish' })).toBeUndefined();
  });

  it('let nobody pass over a hard gate that was left with it', () => {
    const hard = phase07.replace(
      '**GATE:** output contains `HEALTHY`',
      '**GATE (hard):** output contains `HEALTHY`',
    );
    const told = fresh({ 'phase-07': hard, 'phase-08': phase08 });
    expect(
      allowed(told.session, { type: 'override', owner: 'phase-07:7.8/1', reason: 'because' }),
    ).toContain('A hard gate was left with it');
  });

  it('stand after a rollback as they did for what came before it in the walk', () => {
    const told = walked().ran('phase-07:rollback/1', []);
    expect(exits(told, 'phase-07')[0]).toEqual(['no', '7.1 has not passed since the rollback']);
    const later = phase08.replace(
      '## Exit gate',
      '## Rollback\n\n**ROLLBACK -- jumphost**\n```bash\nundo\n```\n\n## Exit gate',
    );
    const only = walked(fresh({ 'phase-07': phase07, 'phase-08': later })).ran(
      'phase-08:rollback/1',
      [],
    );
    expect(exits(only, 'phase-07')[0]).toEqual(['yes', '7.1 passed']);
    expect(exits(only, 'phase-08')[0]?.[0]).toBe('no');
  });
});

it('the result of a walk tells of every deferral, for a program', () => {
  const { deferrals } = walkResult(walked().session);
  expect(deferrals[0]).toMatchObject({
    runbook: 'phase-07',
    block: '7.8/1',
    to: 'phase-08 step 8.2',
    by: 'route',
    state: 'closed',
    evidence: [{ runbook: 'phase-08', block: '8.2/1', attempt: 3 }],
  });
  expect(deferrals.map(({ block, state }) => [block, state])).toEqual([
    ['7.8/1', 'closed'],
    ['7.9', 'closed'],
    ['8.4.7', 'elsewhere'],
    ['8.4.8', 'elsewhere'],
  ]);
});
