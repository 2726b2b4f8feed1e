import { describe, expect, it } from 'vitest';
import { exitGateScreen } from '../../src/screens/exit-gate.tsx';
import type { Ui } from '../../src/screens/stack.ts';
import type { Session } from '../../src/session/session.ts';
import { contextOf, drawn, sent } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import { attestedGate, sampleRunbook } from '../support/sample-runbook.ts';
import * as state from './support/walk-states.ts';

const screen = { type: 'exit-gate' } as const;
const holds = {
  [`${state.cautious}#0`]: { answer: 'yes', by: 'operator', at: '', attempt: 0 },
} as const;
const settled = state.walkWith(
  [state.checkPassed, state.runPassed, state.cautiousRan, state.pollPassed],
  { attested: holds },
);

function withItems(session: Session, refs: readonly (readonly string[])[]): Session {
  const runbook = sampleRunbook();
  const steps = runbook.steps.map((step) =>
    step.role !== 'exit-gate'
      ? step
      : {
          ...step,
          gates: refs.map((names, at) => ({
            ...attestedGate(''),
            line: at,
            text: `item ${at}: ${names.join(' and ')}.`,
            type: 'machine' as const,
            conditions: [{ type: 'passed' as const, text: names.join(), refs: names }],
            noWhen: undefined,
            stableFor: 1,
          })),
        },
  );
  return { ...session, runbooks: [{ ...runbook, steps }] };
}

function act(key: string, session: Session, ui: Partial<Ui> = {}) {
  return exitGateScreen.act(key, screen, contextOf(fakeWalker({ session }), { ui }));
}

function frame(session: Session, ui: Partial<Ui> = {}, size = { columns: 80, rows: 24 }) {
  const context = contextOf(fakeWalker({ session }), { ui, ...size });
  return drawn(exitGateScreen, screen, context);
}

describe('the exit gate', () => {
  it('finishes on Enter when everything holds', () => {
    expect(sent(act('main', settled))).toEqual([{ type: 'finish' }]);
    expect(frame(settled)).toContain('1 of 1 passed');
    expect(frame(settled)).toContain('Enter finishes the walk.');
  });

  it('goes to the first thing that is missing otherwise, and says so before', () => {
    const before = state.walkWith([state.checkPassed]);
    expect(act('main', before)).toContainEqual({
      type: 'ui',
      change: expect.objectContaining({ cursor: state.run }) as object,
    });
    expect(frame(before)).toContain('not yet: steps 7.0 and 7.1 passed.');
    expect(frame(before)).toContain('Enter: go to 7.1/1');
  });

  it('goes to a skipped block that an item needs: skipping is not passing', () => {
    const skipped = {
      ...settled,
      skips: { [state.run]: { reason: 'done by hand', at: '', attempt: 2 } },
    };
    expect(act('main', skipped)).toContainEqual({
      type: 'ui',
      change: expect.objectContaining({ cursor: state.run }) as object,
    });
    expect(frame(skipped)).toContain('7.1/1 SKIPPED because done by hand');
  });

  it('shows what is deferred apart, and never counts it as passed', () => {
    const fresh = {
      ...withItems(settled, [['7.2'], ['7.0'], ['7.1']]),
      answers: { route: 'fresh' },
      attempts: settled.attempts.slice(0, 3),
    };
    const shown = frame(fresh);
    expect(shown).toContain('2 of 3 passed, 1 DEFERRED (not passed)');
    expect(shown).toContain('deferred to phase-08 step 8.2');
    const apart = shown.indexOf('Deferred: not passed');
    expect(apart).toBeGreaterThan(shown.indexOf('passed: item 2'));
    expect(shown.indexOf('DEFERRED: item 0')).toBeGreaterThan(apart);
  });

  it('shows an overridden item with its reason, and asks for one before overriding', () => {
    const missing = withItems(settled, [['7.0'], ['nowhere']]);
    const ref = 'tiny:exit-gate#1';
    expect(act('override', missing, { choice: 1 })).toEqual([
      { type: 'push', screen: { type: 'reason', about: { type: 'override', owner: ref } } },
    ]);
    expect(act('override', missing, { choice: 0 })).toContain('nothing to override');
    const over = {
      ...missing,
      overrides: { [ref]: { reason: 'agreed with the team', at: '', attempt: 0 } },
    };
    expect(frame(over)).toContain('OVERRIDDEN: item 1: nowhere.');
    expect(frame(over)).toContain('because agreed with the team');
  });

  it('opens the judgement of an item that only a person can answer', () => {
    const runbook = sampleRunbook();
    const steps = runbook.steps.map((step) =>
      step.role === 'exit-gate' ? { ...step, gates: [attestedGate('The team agrees.')] } : step,
    );
    const session = { ...settled, runbooks: [{ ...runbook, steps }] };
    expect(act('main', session)).toEqual([
      { type: 'push', screen: { type: 'attest', gate: 'tiny:exit-gate#0' } },
    ]);
  });

  it('keeps the chosen item in sight, and PgDn reaches the rest', () => {
    const many = withItems(
      settled,
      Array.from({ length: 30 }, () => ['7.0']),
    );
    for (const choice of [0, 7, 15, 29])
      expect(frame(many, { choice }, { columns: 40, rows: 10 })).toContain(`item ${choice}:`);
    const down = act('page-down', many);
    expect(down).toEqual([{ type: 'ui', change: { scroll: expect.any(Number) as number } }]);
  });

  it('says that a finished walk is finished', () => {
    const done: Session = { ...settled, state: 'finished', passed: true };
    expect(act('main', done)).toContain('finished');
    expect(frame(done)).toContain('FINISHED, passed.');
  });
});
