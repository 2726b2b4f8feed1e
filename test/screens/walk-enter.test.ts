import { describe, expect, it } from 'vitest';
import type { UiAction } from '../../src/screens/contract.ts';
import type { Ui } from '../../src/screens/stack.ts';
import { walkScreen } from '../../src/screens/walk.tsx';
import type { Session } from '../../src/session/session.ts';
import type { Live } from '../../src/session/walker.ts';
import { contextOf } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import { sampleRunbook, sampleStep } from '../support/sample-runbook.ts';
import * as state from './support/walk-states.ts';

const before = state.walkWith([state.checkPassed]);
const beforeCaution = state.walkWith([state.checkPassed, state.runPassed]);
const asking = state.walkWith([state.checkPassed, state.runPassed, state.cautiousRan]);
const failed = state.walkWith([state.checkPassed, state.runFailed]);
const unknown = state.walkWith([state.checkPassed, state.runUnknown]);
const running = state.walkWith([state.checkPassed, state.runUnderWay], { running: 2 });
const holds = {
  [`${state.cautious}#0`]: { answer: 'yes', by: 'operator', at: '', attempt: 0 },
} as const;
const settled = state.walkWith(
  [state.checkPassed, state.runPassed, state.cautiousRan, state.pollPassed],
  { attested: holds },
);

function act(key: string, session: Session, ui: Partial<Ui> = {}, live?: Live) {
  const walker = fakeWalker({ session, live });
  return walkScreen.act(key, { type: 'walk' }, contextOf(walker, { ui }));
}

function enterSays(session: Session, ui: Partial<Ui> = {}) {
  const context = contextOf(fakeWalker({ session }), { ui });
  return walkScreen.hints({ type: 'walk' }, context).find(({ binding }) => binding === 'main')
    ?.says;
}

const pushes = (screen: object) =>
  expect.arrayContaining([expect.objectContaining({ type: 'push', screen })]) as UiAction[];
const sends = (intent: object) =>
  expect.arrayContaining([expect.objectContaining({ type: 'send', intent })]) as UiAction[];
const sentence = (part: string) => expect.stringContaining(part) as string;

describe('Enter on the walk', () => {
  const fresh = state.walkWith([]);
  const answered = state.walkWith([]).answers;
  it.each([
    [
      'a check that waits runs at once',
      fresh,
      state.check,
      sends({ type: 'run', block: state.check }),
      'run the check',
    ],
    [
      'literals come before everything',
      state.walkWith([], { literals: undefined }),
      state.check,
      pushes({ type: 'literals' }),
      'confirm values',
    ],
    [
      'a question comes before its runbook',
      state.walkWith([], { answers: {} }),
      state.check,
      pushes({ type: 'question', question: 'route' }),
      'to the question',
    ],
    [
      'a literal without a value is asked for',
      state.walkWith([state.checkPassed], { literals: { model: 'm' }, answers: answered }),
      state.run,
      pushes({ type: 'literals' }),
      'give the value',
    ],
    [
      'a run that waits is confirmed first',
      before,
      state.run,
      pushes({ type: 'confirm', block: state.run }),
      'ask, then run',
    ],
    [
      'a run whose turn has not come says why',
      fresh,
      state.run,
      sentence('7.0/1 comes first'),
      'say why not',
    ],
    [
      'a block under a caution asks for the name',
      beforeCaution,
      state.cautious,
      pushes({ type: 'caution', block: state.cautious }),
      'type its name',
    ],
    [
      'a gate for a person opens the judgement',
      asking,
      state.cautious,
      pushes({ type: 'attest', gate: `${state.cautious}#0` }),
      'judge the gate',
    ],
    [
      'a passed block leads to the next that wants something',
      before,
      state.check,
      [{ type: 'ui', change: expect.objectContaining({ cursor: state.run }) as object }],
      'go to 7.1/1',
    ],
    [
      'a failed block never runs again by reflex',
      failed,
      state.run,
      sentence('7.1/1 failed. r: run it again'),
      'say ways on',
    ],
    [
      'a block whose end was not seen asks what became of it',
      unknown,
      state.run,
      pushes({ type: 'unknown', block: state.run }),
      'settle its end',
    ],
    [
      'a running block says how to stop it',
      running,
      state.run,
      sentence('x stops it'),
      'nothing yet',
    ],
    [
      'a fallback nobody needs says so',
      before,
      state.fallback,
      sentence('A fallback'),
      'say why not',
    ],
    [
      'with everything settled the exit gate opens',
      settled,
      state.poll,
      pushes({ type: 'exit-gate' }),
      'to exit gate',
    ],
    [
      'the exit gate step opens the exit gate',
      before,
      'tiny:exit-gate',
      pushes({ type: 'exit-gate' }),
      'to exit gate',
    ],
  ])('%s, and the footer says so', (_name, session, cursor, expected, says) => {
    expect(act('main', session, { cursor })).toEqual(expected);
    expect(enterSays(session, { cursor })).toBe(says);
  });

  it('says how to do by hand what handrail can not reach', () => {
    const steps = sampleRunbook().steps.map((step) => ({
      ...step,
      blocks: step.blocks.map((block) => ({
        ...block,
        location: 'the console',
        place: { type: 'elsewhere' as const, name: 'the console' },
      })),
    }));
    const session = state.walkWith([], { runbooks: [sampleRunbook({ steps })] });
    expect(act('main', session)).toEqual(sentence('run the block there by hand'));
    expect(enterSays(session)).toBe('how, by hand');
    const hints = walkScreen.hints({ type: 'walk' }, contextOf(fakeWalker({ session })));
    expect(hints.map(({ says }) => says)).toContain('skip it, with a note');
  });

  it('goes straight to the first block where the runbook has no literals', () => {
    const runbook = sampleRunbook({ literals: [], questions: [] });
    const session = state.walkWith([], { runbooks: [runbook], literals: undefined });
    expect(act('main', session)).not.toEqual(pushes({ type: 'literals' }));
  });

  it('goes on from a step that is prose only', () => {
    const step = sampleStep({ id: '7.5', title: 'Why', prose: ['Because.'] });
    const runbook = sampleRunbook({ steps: [step, ...sampleRunbook().steps] });
    const session = state.walkWith([], { runbooks: [runbook] });
    expect(act('main', session, { cursor: 'tiny:7.5' })).toEqual([
      { type: 'ui', change: expect.objectContaining({ cursor: state.check }) as object },
    ]);
  });

  it("asks a person's no again, so that a slip forces nothing to run twice", () => {
    const slipped = state.walkWith([state.checkPassed, state.runPassed, state.cautiousRan], {
      attested: { [`${state.cautious}#0`]: { answer: 'no', by: 'operator', at: '', attempt: 0 } },
    });
    expect(act('main', slipped, { cursor: state.cautious })).toEqual(
      pushes({ type: 'attest', gate: `${state.cautious}#0` }),
    );
  });

  it('keeps the cursor on a block that it started, so that its end is seen', () => {
    const actions = act('main', state.walkWith([]));
    expect(actions).toEqual([
      expect.objectContaining({
        then: [{ type: 'ui', change: expect.objectContaining({ cursor: state.check }) as object }],
      }),
    ]);
  });
});
