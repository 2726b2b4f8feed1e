import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attestScreen } from '../../src/screens/attest.tsx';
import { cautionScreen } from '../../src/screens/caution.tsx';
import { confirmScreen } from '../../src/screens/confirm.tsx';
import type { ScreenPart } from '../../src/screens/contract.ts';
import { exitGateScreen } from '../../src/screens/exit-gate.tsx';
import { focusOf } from '../../src/screens/parts/focus.ts';
import { outlineLines } from '../../src/screens/parts/outline.ts';
import { panesOf } from '../../src/screens/parts/panes.ts';
import { paneLines } from '../../src/screens/parts/walk-pane.ts';
import { lineWidth } from '../../src/screens/parts/wrap.ts';
import type { Screen } from '../../src/screens/stack.ts';
import { makeTheme } from '../../src/screens/theme.ts';
import { unknownScreen } from '../../src/screens/unknown.tsx';
import { walkScreen } from '../../src/screens/walk.tsx';
import type { Session } from '../../src/session/session.ts';
import { contextOf, drawn } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import { sampleRunbook } from '../support/sample-runbook.ts';
import * as state from './support/walk-states.ts';

const sizes = [
  { columns: 80, rows: 20 },
  { columns: 200, rows: 56 },
  { columns: 40, rows: 8 },
];
const screens: readonly (readonly [unknown, Screen])[] = [
  [walkScreen, { type: 'walk' }],
  [confirmScreen, { type: 'confirm', block: state.run }],
  [cautionScreen, { type: 'caution', block: state.cautious }],
  [attestScreen, { type: 'attest', gate: `${state.cautious}#0` }],
  [unknownScreen, { type: 'unknown', block: state.run }],
  [exitGateScreen, { type: 'exit-gate' }],
];

/** Everything a document or a machine can say, said with this text. */
function saying(text: string, session: Session): Session {
  const runbook = sampleRunbook();
  const steps = runbook.steps.map((step) => ({
    ...step,
    title: `${step.title} ${text}`,
    prose: [text, `more ${text}`],
    gates: step.gates.map((gate) => ({ ...gate, text: `${gate.text} ${text}` })),
    blocks: step.blocks.map((block) => ({
      ...block,
      text: `${block.text}\n${text}`,
      location: block.place.type === 'jumphost' ? `jumphost -> ${text}` : block.location,
      scope: text,
      prose: [text],
      expect: [text],
      cautions: block.cautions.map((caution) => ({ ...caution, text, object: text })),
      gates: block.gates.map((gate) => ({ ...gate, text })),
    })),
  }));
  return {
    ...session,
    runbooks: [{ ...runbook, title: text, steps }],
    literals: { ...session.literals, model: text, 'chart-ver': text },
    notes: [{ at: '', text, block: state.run }],
    skips: { [state.poll]: { reason: text, at: '', attempt: 0 } },
    attempts: session.attempts.map((attempt) => ({
      ...attempt,
      captures: { found: text },
      captureFailures: attempt.block === state.run ? [text] : [],
      looks: [
        {
          number: 1,
          seconds: 1,
          answer: 'not-yet',
          state: text,
          outcome: { type: 'exited', status: 0 },
        },
      ],
      verdicts: attempt.verdicts?.map((verdict) => ({
        ...verdict,
        why: text,
        conditions: [{ text, answer: 'no' as const, came: text }],
      })),
    })),
  };
}

const sessions = [
  state.walkWith([]),
  state.walkWith([state.checkPassed]),
  state.walkWith([state.checkPassed, state.runFailed]),
  state.walkWith([state.checkPassed, state.runUnknown]),
  state.walkWith([state.checkPassed, state.runUnderWay], { running: 2 }),
  state.walkWith([state.checkPassed, state.runPassed, state.cautiousRan]),
  state.walkWith([state.checkPassed, state.runPassed, state.cautiousRan, state.pollUnderWay], {
    running: 4,
  }),
];

const words = fc
  .array(
    fc.constantFrom('a', 'word', 'a-rather-long-word-of-a-document', '漢字', '\t', '\n', 'é', ' '),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(' '));
const cursors = fc.constantFrom(
  undefined,
  state.check,
  state.run,
  state.cautious,
  state.poll,
  'tiny:exit-gate',
);

describe('every frame of the walk', () => {
  it('fits its columns and rows, whatever a document says, wherever it is scrolled to', () => {
    fc.assert(
      fc.property(
        fc.record({
          text: words,
          session: fc.constantFrom(...sessions),
          cursor: cursors,
          columns: fc.integer({ min: 38, max: 200 }),
          rows: fc.integer({ min: 4, max: 60 }),
          scroll: fc.nat(40),
          outputOffset: fc.nat(10),
        }),
        ({ text, session, cursor, columns, rows, scroll, outputOffset }) => {
          const said = saying(text, session);
          const walker = fakeWalker({ session: said, outputs: { 1: [text], 2: [text, text] } });
          const context = contextOf(walker, {
            ui: { cursor, scroll, outputOffset },
            columns,
            rows,
          });
          const { marks } = makeTheme({ colour: false, unicode: true });
          const panes = panesOf(columns);
          const view = walker.store.getState();
          const pane = { context, view, marks, columns: panes.block, rows, alone: !panes.both };
          const right = paneLines(pane);
          const left = outlineLines({
            session: said,
            focus: focusOf(said, cursor),
            marks,
            columns: panes.outline,
            rows,
            active: false,
          });
          for (const [lines, width] of [
            [right, panes.block],
            [left, panes.outline],
          ] as const) {
            expect(lines.length).toBeLessThanOrEqual(rows);
            for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
          }
        },
      ),
    );
  });

  it('has no row that Ink would have to cut, on any screen at any size', () => {
    const text = 'plain words and one-very-long-word-that-no-column-can-hold-as-it-is '.repeat(4);
    for (const session of sessions)
      for (const size of sizes)
        for (const [part, screen] of screens) {
          const walker = fakeWalker({ session: saying(text, session), outputs: { 1: [text] } });
          const context = contextOf(walker, { ...size, ui: { text: text.slice(0, 90) } });
          const frame = drawn(part as ScreenPart, screen, context, { unicode: false });
          // Our own cuts say `...` here; the ellipsis is Ink's.
          expect(frame).not.toContain('…');
          expect(frame.split('\n').length).toBeLessThanOrEqual(size.rows);
        }
  });
});

const hostile = [
  '\x1b]52;c;eA==\x07',
  '\x1b]52;c;eA==',
  '\x1b]0;P\x07',
  '\x1b]8;;u\x1b\\t\x1b]8;;\x1b\\',
  '\x1b]11;?\x07',
  '\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\',
  '\x1b_Gf=24;AAAA\x1b\\',
  '\x1b^x\x1b\\',
  '\x1bkT\x1b\\',
  '\x1b[2J',
  '\x1b[1;1H',
  '\x1b[?1049l',
  '\x1b[6n',
  '\x1bc',
  '\x1b7',
  '\x9b2J',
  '\x9d0;P\x9c',
  '\x85',
  '\x07',
  '\b\b\b\b',
  'ab\rc',
  '\x0e',
  '\x1b(0',
  '\x7f',
  '\u202e',
  '\x1b[8m',
  '\x1b[38:2::1:2:3m',
  '\x1b[\x1b[2J2J',
  '\u200b',
];

describe('hostile text', () => {
  it('reaches no frame, from a document or from an output', () => {
    const text = `start ${hostile.join(' and ')} end`;
    for (const session of sessions)
      for (const [part, screen] of screens)
        for (const cursor of [state.check, state.run, state.cautious, state.poll]) {
          const walker = fakeWalker({
            session: saying(text, session),
            outputs: { 1: [text], 2: [text], 3: [text], 4: [text] },
          });
          const context = contextOf(walker, { columns: 200, rows: 80, ui: { cursor, text } });
          const frame = drawn(part as ScreenPart, screen, context);

          expect(frame).not.toMatch(
            /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/,
          );
        }
  });

  it('is gone before Ink sees a row: its own filter is the second wall, not the first', () => {
    const text = `start ${hostile.join(' and ')} end`;
    for (const session of sessions)
      for (const cursor of [state.check, state.run, state.cautious, state.poll])
        for (const scroll of [0, 1, 20]) {
          const said = saying(text, session);
          const walker = fakeWalker({
            session: said,
            outputs: { 1: [text], 2: [text], 3: [text] },
          });
          const context = contextOf(walker, { columns: 90, rows: 200, ui: { cursor, scroll } });
          const { marks } = makeTheme({ colour: false, unicode: true });
          const view = walker.store.getState();
          const pane = { context, view, marks, columns: 90, rows: 200, alone: true };
          const focus = focusOf(said, cursor);
          const size = { marks, columns: 60, rows: 200, active: true };
          const lines = [...paneLines(pane), ...outlineLines({ session: said, focus, ...size })];
          for (const { text: shown } of lines.flat())
            expect(shown).not.toMatch(/[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e]/);
        }
  });

  it('in a script is shown for what it is, since it would run', () => {
    const session = saying('echo \u202eevil', state.walkWith([state.checkPassed]));
    const context = contextOf(fakeWalker({ session }), { columns: 120, rows: 60 });
    const frame = drawn(confirmScreen, { type: 'confirm', block: state.run }, context);
    expect(frame).toContain('echo <U+202E>evil');
    expect(frame).toContain('can not be seen on a screen');
  });
});
