import { describe, expect, it } from 'vitest';
import { exitGateScreen } from '../../src/screens/exit-gate.tsx';
import { farewell } from '../../src/screens/farewell.ts';
import { whatHappensNext } from '../../src/screens/quit.tsx';
import { walkScreen } from '../../src/screens/walk.tsx';
import { contextOf, drawn, sent } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import { passedAttempt } from '../support/sample-runbook.ts';
import * as state from './support/walk-states.ts';

const no = [{ answer: 'no' as const, why: 'expected ready, came gone', conditions: [] }];
const look = passedAttempt(state.check, 5, { recheck: true, verdicts: no });
const holds = {
  [`${state.cautious}#0`]: { answer: 'yes', by: 'operator', at: '', attempt: 0 },
} as const;
const all = [state.checkPassed, state.runPassed, state.cautiousRan, state.pollPassed, look];
const drifted = state.walkWith(all, { attested: holds });

function walk(columns: number, rows = 24): string {
  const context = contextOf(fakeWalker({ session: drifted }), {
    ui: { cursor: state.check },
    columns,
    rows,
  });
  return drawn(walkScreen, { type: 'walk' }, context);
}

describe('a check that has drifted', () => {
  it('is marked on its step and block in the outline, by a mark and a word', () => {
    const rows = walk(120).split('\n');
    expect(rows.some((row) => /~ 7\.0 Look first +drifted/.test(row))).toBe(true);
    expect(rows.some((row) => /~ 7\.0\/1 check +drifted/.test(row))).toBe(true);
  });

  it.each([80, 40])(
    'says on its pane what passed then and does not now, at %i columns',
    (columns) => {
      const text = walk(columns).replace(/\s+/g, ' ');
      expect(text).toContain('~ drifted');
      if (columns === 80) expect(text).toMatch(/drifted: passed .*not at/);
    },
  );

  it('can be run again with r, as any block that passed', () => {
    const context = contextOf(fakeWalker({ session: drifted }), { ui: { cursor: state.check } });
    expect(sent(walkScreen.act('run-again', { type: 'walk' }, context))).toEqual([
      { type: 'run', block: state.check },
    ]);
  });

  it('fails no gate of the exit, and is named there', () => {
    const text = drawn(
      exitGateScreen,
      { type: 'exit-gate' },
      contextOf(fakeWalker({ session: drifted }), { rows: 22 }),
    ).replace(/\s+/g, ' ');
    expect(text).toContain('1 of 1 passed, 1 check DRIFTED');
    expect(text).toContain('Drifted since they passed: 1 check ~ 7.0/1 passed');
    expect(text).toContain('(2 runs that change things ran in between)');
    expect(text).toContain('Enter finishes the walk.');
  });

  it('is named when the walk is left, finished or not', () => {
    const view = {
      session: drifted,
      live: undefined,
      background: [],
      trouble: undefined,
      unwritten: [],
    };
    expect(farewell(view)).toContain('Drifted since it passed: 7.0/1.');
    const finished = { ...drifted, state: 'finished' as const, passed: true };
    expect(farewell({ ...view, session: finished })).toContain('Drifted since it passed: 7.0/1.');
  });

  it('is no block that goes on by itself while it is looked at', () => {
    const under = { ...look, outcome: undefined, verdicts: undefined, endedAt: undefined };
    const session = {
      ...state.walkWith([state.checkPassed, under]),
      running: 5,
      mode: 'real' as const,
    };
    const live = {
      attempt: 5,
      block: state.check,
      startedAt: 0,
      stopping: false,
      poll: undefined,
    };
    const view = { session, live, background: [], trouble: undefined, unwritten: [] };
    expect(whatHappensNext(view)[0]).toContain('handrail stops looking');
    expect(farewell(view)).not.toContain('What runs goes on by itself.');
  });
});
