import { afterEach, describe, expect, it, vi } from 'vitest';
import type { HomeFacts } from '../../src/screens/contract.ts';
import { bindingById } from '../../src/screens/keys.ts';
import { partOf, registry } from '../../src/screens/registry.ts';
import type { Screen } from '../../src/screens/stack.ts';
import { contextOf, drawn } from '../support/drawn.tsx';
import { everyScreen } from '../support/every-screen.ts';
import { fakeWalker } from '../support/fake-walker.ts';
import { operator, type Operator, type OperatorOptions } from '../support/operator.ts';
import { passedAttempt, sampleSession } from '../support/sample-runbook.ts';

// Ink asks once, when it is loaded, whether the terminal has colours; a test runner's has none.
vi.hoisted(() => {
  process.env.FORCE_COLOR = '1';
});

const sizes = [
  [80, 24],
  [40, 12],
  [40, 10],
  [200, 60],
] as const;

const screens = Object.values(everyScreen);
const home: HomeFacts = {
  sessions: [],
  runbooks: [{ id: 'phase-07', title: 'Magnum conductor graft' }],
  version: '0.1.0',
};

let op: Operator | undefined;
afterEach(async () => op?.goes());

function walkerOf(mode: 'real' | 'training') {
  return fakeWalker({
    session: sampleSession({
      mode,
      attempts: [
        passedAttempt('tiny:7.0/1', 1),
        passedAttempt('tiny:7.1/1', 2, {
          outcome: { type: 'unknown', reason: 'handrail was killed' },
          verdicts: undefined,
        }),
        passedAttempt('tiny:7.1/3', 3, { verdicts: [] }),
      ],
    }),
    outputs: { 1: ['ready'], 2: ['half'], 3: ['started'] },
  });
}

/** The screen on top of the walk, as an operator has it before them. */
async function at(screen: Screen, over: OperatorOptions & { readonly mode?: 'real' | 'training' }) {
  const walker = walkerOf(over.mode ?? 'training');
  op = await operator({ ...(screen.type === 'home' ? {} : { walker }), home, ...over });
  if (screen.type !== 'home' && screen.type !== 'walk')
    await op.app.shell.perform([{ type: 'push', screen }]);
  return op.settles();
}

describe.each(sizes)('on a terminal of %ix%i', (columns, rows) => {
  it.each(screens)(
    '$type fits, says where I am, what Enter does and how I get out',
    async (screen) => {
      const { frame, terminal } = await at(screen, { columns, rows });
      const lines = frame().split('\n');
      expect(lines).toHaveLength(rows);
      const context = contextOf(walkerOf('training'), { home });
      expect(lines[0]).toContain(
        partOf(screen)
          .title(screen as never, context)
          .slice(-12),
      );
      const footer = lines.at(-1) ?? '';
      expect(footer).toContain('Enter');
      expect(footer).toMatch(/\b(?:Esc|q)\b/);
      // One row too many would have scrolled the header away; a newline at the end would leave an empty last row.
      expect(footer.trim()).not.toBe('');
      expect(terminal.isAlternate()).toBe(true);
    },
  );
});

describe('the training frame', () => {
  it.each(screens.filter(({ type }) => type !== 'home'))(
    'can not be overlooked on $type, with or without colour',
    async (screen) => {
      for (const env of [{ LANG: 'C.UTF-8' }, { LANG: 'C.UTF-8', NO_COLOR: '1' }]) {
        const { frame, terminal, goes } = await at(screen, { env });
        const lines = frame().split('\n');
        expect(lines[0]).toContain('TRAINING');
        expect(lines.at(-1)).toContain('TRAINING');
        for (const line of lines.slice(1, -1)) expect(line.startsWith('║')).toBe(true);
        expect(terminal.isReverse('TRAINING')).toBe(true);
        await goes();
      }
    },
  );

  it('is not there on a walk for real, which names user and host', async () => {
    const { frame } = await at({ type: 'walk' }, { mode: 'real' });
    expect(frame()).not.toContain('TRAINING');
    expect(frame()).not.toContain('║');
    expect(frame()).toContain('operator@jumphost');
  });
});

describe('colours and glyphs', () => {
  it('draws in colour where the terminal has it', async () => {
    const { terminal } = await at({ type: 'walk' }, {});
    expect(terminal.hasColour()).toBe(true);
  });

  it.each(screens)('$type has no colour at all under NO_COLOR and --no-color', async (screen) => {
    for (const over of [
      { env: { LANG: 'C.UTF-8', NO_COLOR: '1' } },
      { noColour: true, env: { LANG: 'C.UTF-8' } },
    ]) {
      const { terminal, goes } = await at(screen, over);
      expect(terminal.hasColour()).toBe(false);
      await goes();
    }
  });

  it.each(screens)(
    '$type draws nothing but ASCII under LANG=C and on the Linux console',
    async (screen) => {
      for (const env of [{ LANG: 'C' }, { LANG: 'C.UTF-8', TERM: 'linux' }]) {
        const { frame, goes } = await at(screen, { env });
        expect(frame()).toMatch(/^[\x00-\x7f]*$/);
        await goes();
      }
    },
  );
});

describe('a terminal that is too small', () => {
  it('says what is needed, and comes back when it is larger', async () => {
    const seen = await at({ type: 'walk' }, { columns: 39, rows: 9 });
    expect(seen.frame()).toContain('TRAINING');
    expect(seen.frame()).toContain('39x9');
    expect(seen.frame()).toContain('40x10');
    await seen.presses('s');
    await seen.resizes(80, 24);
    await seen.sees('settled');
    expect(seen.frame()).not.toContain('larger');
    expect(seen.app.shell.store.getState().ui.stack).toEqual([{ type: 'walk' }]);
  });

  it.each([
    [1, 1],
    [10, 3],
    [39, 60],
    [200, 5],
  ])('does not break at %ix%i', async (columns, rows) => {
    const seen = await at({ type: 'walk' }, { columns, rows });
    await seen.resizes(80, 24);
    expect(seen.frame()).toContain('TRAINING');
  });
});

describe('resizing', () => {
  it('looks like a fresh screen after a storm', async () => {
    const seen = await at({ type: 'rollback' }, {});
    const fresh = seen.frame();
    for (const [columns, rows] of [
      [40, 12],
      [200, 60],
      [61, 17],
      [120, 30],
      [39, 9],
      [80, 24],
    ] as const)
      seen.terminal.resize(columns, rows);
    await seen.sees('Rollback');
    await seen.settles();
    expect(seen.frame()).toBe(fresh);
  });
});

describe('the registry', () => {
  it('has a part for every type of screen, and each names its keys by the table', () => {
    for (const screen of screens) {
      const part = registry[screen.type];
      const hints = partOf(screen).hints(screen, contextOf(walkerOf('training'), { home }));
      expect(part).toBeDefined();
      expect(hints.some(({ binding }) => binding === 'main')).toBe(true);
      for (const { binding } of hints) expect(bindingById(binding), binding).toBeDefined();
      expect(hints.some(({ binding }) => binding === 'back' || binding === 'quit')).toBe(true);
    }
  });

  it('never draws what a document or a machine slipped in to move the cursor', () => {
    const session = sampleSession();
    const [book] = session.runbooks;
    if (book === undefined) throw new Error('the sample has a runbook');
    const hostile = '\u{1B}]52;c;eA==\u{7}\u{1B}[2Jevil\u{202E}';
    const steps = book.steps.map((step) => ({ ...step, title: hostile + step.title }));
    const walker = fakeWalker({
      session: { ...session, user: hostile, runbooks: [{ ...book, title: hostile, steps }] },
    });
    for (const screen of screens) {
      const context = contextOf(walker, { home, ui: { stack: [{ type: 'walk' }, screen] } });
      expect(drawn(partOf(screen), screen, context)).not.toMatch(/[\u001b\u0007\u202e]/);
    }
  });
});
