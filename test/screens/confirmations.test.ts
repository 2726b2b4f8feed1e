import { describe, expect, it } from 'vitest';
import { attestScreen } from '../../src/screens/attest.tsx';
import { cautionScreen } from '../../src/screens/caution.tsx';
import { confirmScreen } from '../../src/screens/confirm.tsx';
import type { ScreenPart, UiAction } from '../../src/screens/contract.ts';
import type { Screen, Ui } from '../../src/screens/stack.ts';
import { unknownScreen } from '../../src/screens/unknown.tsx';
import type { Session } from '../../src/session/session.ts';
import { previewOf } from '../../src/session/preview.ts';
import { locate } from '../../src/session/refs.ts';
import { contextOf, drawn, sent } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import { attestedGate, sampleRunbook } from '../support/sample-runbook.ts';
import * as state from './support/walk-states.ts';

const before = state.walkWith([state.checkPassed]);
const beforeCaution = state.walkWith([state.checkPassed, state.runPassed]);
const asking = state.walkWith([state.checkPassed, state.runPassed, state.cautiousRan]);
const unknown = state.walkWith([state.checkPassed, state.runUnknown]);

const confirm = { type: 'confirm', block: state.run } as const;
const caution = { type: 'caution', block: state.cautious } as const;
const attest = { type: 'attest', gate: `${state.cautious}#0` } as const;
const notSeen = { type: 'unknown', block: state.run } as const;

const outputs = { 3: Array.from({ length: 200 }, (_, at) => `log line ${at}`) };

function contextFor(session: Session, screen: Screen, ui: Partial<Ui> = {}, size = {}) {
  const stack = [{ type: 'walk' } as const, screen];
  return contextOf(fakeWalker({ session, outputs }), { ui: { stack, ...ui }, ...size });
}

function act<S extends Screen>(
  part: ScreenPart<S>,
  screen: S,
  key: string,
  session: Session,
  ui: Partial<Ui> = {},
) {
  return part.act(key, screen, contextFor(session, screen, ui));
}

function frame<S extends Screen>(part: ScreenPart<S>, screen: S, session: Session, ui = {}) {
  const context = contextFor(session, screen, ui, { columns: 80, rows: 24 });
  return drawn(part, screen, context);
}

const thenOf = (actions: ReturnType<typeof act>): readonly UiAction[] => {
  const first = typeof actions === 'string' ? undefined : actions?.[0];
  return first?.type === 'send' ? (first.then ?? []) : [];
};

describe('confirming a run', () => {
  it('shows the very script that will run, where, and what its gate will look for', () => {
    const located = locate(before, state.run);
    if (located === undefined) throw new Error('no such block');
    const shown = frame(confirmScreen, confirm, before);
    for (const line of previewOf(before, located).script.split('\n')) expect(shown).toContain(line);
    expect(shown).toContain('RUN changes things');
    expect(shown).toContain('the block itself reaches magnum/0');
    expect(shown).toContain('GATE output contains installed.');
  });

  it('runs it on Enter, and shows it run', () => {
    const actions = act(confirmScreen, confirm, 'main', before);
    expect(sent(actions)).toEqual([{ type: 'run', block: state.run }]);
    expect(thenOf(actions)[0]).toEqual({ type: 'go', screen: { type: 'walk' } });
  });

  it('runs nothing when its turn has gone since', () => {
    expect(act(confirmScreen, confirm, 'main', state.walkWith([]))).toContain('comes first');
    const running = state.walkWith([state.checkPassed, state.runUnderWay], { running: 2 });
    expect(act(confirmScreen, confirm, 'main', running)).toContain('still running');
  });

  it('never lets Enter alone run a block under a caution', () => {
    const screen = { type: 'confirm', block: state.cautious } as const;
    expect(act(confirmScreen, screen, 'main', beforeCaution)).toEqual([
      { type: 'back' },
      { type: 'push', screen: caution },
    ]);
  });

  it('leaves Esc to the shell, which goes back', () => {
    expect(act(confirmScreen, confirm, 'back', before)).toBeUndefined();
  });
});

describe('a caution', () => {
  it('shows its words in full, the object, and what will run', () => {
    const shown = frame(cautionScreen, caution, beforeCaution);
    expect(shown).toContain('CAUTION Every cluster waits meanwhile.');
    expect(shown).toContain('systemctl restart magnum-conductor');
    expect(shown).toContain('on magnum/0, shipped by juju ssh');
    expect(shown).toContain('Type magnum/0 to run it.');
  });

  it.each([
    ['', 'Type magnum/0 to run it.'],
    ['magnum', 'Still missing: /0'],
    ['magnum/1', 'That is not magnum/0: it differs from character 8 on.'],
    ['yes', 'That is not magnum/0'],
  ])('does not run on Enter after "%s", and says what is missing', (text, says) => {
    expect(act(cautionScreen, caution, 'main', beforeCaution, { text })).toContain(says);
    expect(frame(cautionScreen, caution, beforeCaution, { text })).toContain(says);
  });

  it('runs on Enter behind the name, which goes with the intent', () => {
    const actions = act(cautionScreen, caution, 'main', beforeCaution, { text: 'magnum/0' });
    expect(sent(actions)).toEqual([{ type: 'run', block: state.cautious, typed: 'magnum/0' }]);
  });
});

describe('a gate for a person', () => {
  it('holds what the document says of a good output against it, and never in place of the answers', () => {
    const runbooks = asking.runbooks.map((runbook) => ({
      ...runbook,
      steps: runbook.steps.map((step) => ({
        ...step,
        blocks: step.blocks.map((block) => ({
          ...block,
          expect: ['8192'],
          sample: 'ID   Name\n'.repeat(40).trimEnd(),
        })),
      })),
    }));
    const shown = frame(attestScreen, attest, { ...asking, runbooks });
    expect(shown).toMatch(/Esc {2}not now[^]*\n[^\n]*expect 8192[^]*sample ID {3}Name/);
    expect(shown).toContain('more of what to expect: Tab');
    const alone = frame(attestScreen, attest, { ...asking, runbooks }, { scroll: 1 });
    expect(alone).toContain('expect 8192');
  });

  it('shows its sentence beside the end of the output', () => {
    const shown = frame(attestScreen, attest, asking);
    expect(shown).toContain('The log shows a clean start.');
    expect(shown).toContain('log line 199');
    expect(shown).toContain('Enter means no too');
  });

  it.each([
    ['yes', 'yes'],
    ['no', 'no'],
    ['note', 'no'],
    ['main', 'no'],
  ])('%s answers %s', (key, answer) => {
    const actions = act(attestScreen, attest, key, asking);
    expect(sent(actions)).toEqual([{ type: 'attest', gate: attest.gate, answer }]);
    expect(thenOf(actions)[0]).toEqual({ type: 'back' });
  });

  it('takes no answer before there is an output to judge', () => {
    expect(act(attestScreen, attest, 'yes', beforeCaution)).toContain('Run the block first');
  });

  it('asks the next open gate of the same block after a yes', () => {
    const runbook = sampleRunbook();
    const steps = runbook.steps.map((step) => ({
      ...step,
      blocks: step.blocks.map((block) =>
        block.id === '7.1/3'
          ? { ...block, gates: [...block.gates, attestedGate('The second holds.')] }
          : block,
      ),
    }));
    const session = { ...asking, runbooks: [{ ...runbook, steps }] };
    expect(thenOf(act(attestScreen, attest, 'yes', session))).toContainEqual({
      type: 'push',
      screen: { type: 'attest', gate: `${state.cautious}#1` },
    });
  });

  it('scrolls the output, and says where it ends', () => {
    const up = act(attestScreen, attest, 'page-up', asking);
    expect(up).toEqual([{ type: 'ui', change: { outputOffset: expect.any(Number) as number } }]);
    expect(act(attestScreen, attest, 'page-down', asking)).toContain('the end');
    expect(frame(attestScreen, attest, asking, { outputOffset: 150 })).toContain('log line 49');
  });
});

describe('a block whose end was not seen', () => {
  it('says what was started, when, and why its end is not known', () => {
    const shown = frame(unknownScreen, notSeen, unknown).replace(/\s+/g, ' ');
    expect(shown).toContain('7.1/1 was started and its end was not seen.');
    expect(shown).toContain('2026-01-02 03:05:00 UTC');
    expect(shown).toContain('the machine was restarted');
    expect(shown).toContain('does not say that running it twice is safe');
  });

  it('says how long ago that was, on the real machine', () => {
    const real = { ...unknown, mode: 'real' as const };
    const shown = frame(unknownScreen, notSeen, real).replace(/\s+/g, ' ');
    expect(shown).toMatch(
      /2026-01-02 03:05:00 UTC, (?:just now|\d+ (?:min|h|days) ago): the machine/,
    );
  });

  it('says where there is nothing to look with', () => {
    expect(act(unknownScreen, notSeen, 'main', unknown)).toContain('no read-only block');
  });

  it('looks first, when the step has a read-only block', () => {
    const runbook = sampleRunbook();
    const steps = runbook.steps.map((step) => ({
      ...step,
      blocks: step.blocks.map((block) =>
        block.id === '7.1/2' ? { ...block, kind: 'check' as const, mutates: false } : block,
      ),
    }));
    const session = { ...unknown, runbooks: [{ ...runbook, steps }] };
    const actions = act(unknownScreen, notSeen, 'main', session);
    expect(sent(actions)).toEqual([{ type: 'run', block: 'tiny:7.1/2' }]);
  });

  it.each([
    [1, { type: 'push', screen: { type: 'confirm', block: state.run } }],
    [
      2,
      {
        type: 'push',
        screen: { type: 'reason', about: { type: 'take-outcome', block: state.run, as: 'done' } },
      },
    ],
    [
      3,
      {
        type: 'push',
        screen: { type: 'reason', about: { type: 'take-outcome', block: state.run, as: 'failed' } },
      },
    ],
  ])('offers way %i, and starts nothing by itself', (choice, expected) => {
    const actions = act(unknownScreen, notSeen, 'main', unknown, { choice });
    expect(actions).toContainEqual(expected);
    // Asking what the block would meet starts nothing.
    expect(sent(actions).filter(({ type }) => type !== 'prepare')).toEqual([]);
  });
});
