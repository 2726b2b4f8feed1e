import { describe, expect, it } from 'vitest';
import { attestScreen } from '../../src/screens/attest.tsx';
import { deferralsScreen } from '../../src/screens/deferrals.tsx';
import { exitGateScreen } from '../../src/screens/exit-gate.tsx';
import { Header } from '../../src/screens/parts/header.tsx';
import { itemWindow } from '../../src/screens/parts/item-window.ts';
import type { Ui } from '../../src/screens/stack.ts';
import { walkScreen } from '../../src/screens/walk.tsx';
import type { Session } from '../../src/session/session.ts';
import { contextOf, drawn, sent } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import { fresh, phase07, phase08, walked } from '../session/support/two-phases.ts';

const size = { columns: 100, rows: 40 };
const context = (session: Session, ui: Partial<Ui> = {}, over: Partial<typeof size> = {}) =>
  contextOf(fakeWalker({ session }), { ui, ...size, ...over });
const ledger = { type: 'deferrals' } as const;
const end = { type: 'exit-gate' } as const;
const oneLine = (text: string) => text.replace(/\s+/g, ' ');

describe('the ledger on its screen', () => {
  const frame = (session: Session, ui: Partial<Ui> = {}) =>
    oneLine(drawn(deferralsScreen, ledger, context(session, ui)));
  const act = (key: string, session: Session, ui: Partial<Ui> = {}) =>
    deferralsScreen.act(key, ledger, context(session, ui));

  it('says from where, to where, how it stands and on what that rests', () => {
    expect(frame(fresh().session)).toContain(
      '3 deferrals: 0 of 3 closed, 2 open, 1 left to others than this walk',
    );
    expect(frame(fresh().session)).toContain(
      'OPEN 7.8/1 of phase-07, to phase-08 step 8.2 8.2 has not passed',
    );
    expect(frame(walked().session)).toContain(
      'CLOSED 7.8/1 of phase-07, to phase-08 step 8.2 closed by phase-08 8.2/1, attempt 3, 00:00 UTC',
    );
  });

  it('leads to the block that makes up for it, and once that is done to what closed it', () => {
    const cursor = (actions: ReturnType<typeof act>) =>
      typeof actions === 'object'
        ? actions.flatMap((each) => (each.type === 'ui' ? [each.change.cursor] : []))
        : actions;
    expect(cursor(act('main', fresh().session))).toEqual(['phase-08:8.2/1']);
    expect(cursor(act('main', fresh().ran('phase-08:8.1/1', []).session, { choice: 1 }))).toEqual([
      'phase-08:8.2/1',
    ]);
    expect(cursor(act('main', walked().session, { choice: 1 }))).toEqual(['phase-08:8.5/1']);
    // Left to nobody here: to what was left.
    expect(cursor(act('main', fresh().session, { choice: 2 }))).toEqual(['phase-08:8.4.8']);
  });

  it('opens the output of what closed it', () => {
    expect(act('output', walked().session)).toEqual([{ type: 'pager', attempt: 3 }]);
    expect(act('output', fresh().session)).toContain('Nothing has closed it');
  });

  it('passes over what is open, with a reason, and over nothing else', () => {
    expect(act('override', fresh().session)).toEqual([
      {
        type: 'push',
        screen: { type: 'reason', about: { type: 'override', owner: 'phase-07:7.8/1' } },
      },
    ]);
    expect(act('override', walked().session)).toContain('It is closed');
    expect(act('override', fresh().session, { choice: 2 })).toContain('holds nothing up');
  });

  it('says so when nothing was deferred', () => {
    const graft = fresh({ 'phase-07': phase07 });
    graft.tell({ type: 'question-answered', question: 'route', option: 'graft' });
    expect(frame(graft.session)).toContain('Nothing was deferred in this walk.');
    expect(act('main', graft.session)).toContain('Nothing was deferred');
    expect(act('down', graft.session)).toBe('This is the last.');
  });
});

describe('a list of many items', () => {
  it('makes those that are drawn and no others, the chosen one among them', () => {
    const made: number[] = [];
    const window = itemWindow(500, 250, 20, (index) => {
      made.push(index);
      return [[{ text: `item ${index}` }], [{ text: 'why' }]];
    });
    expect(window.lines).toHaveLength(20);
    expect(window.lines.flat().map(({ text }) => text)).toContain('item 250');
    expect(window.above + window.below + 10).toBe(500);
    expect(new Set(made).size).toBeLessThanOrEqual(12);
  });

  it('keeps the chosen item, however long it is, and has nothing for an empty list', () => {
    const tall = Array.from({ length: 9 }, (_, row) => [{ text: `row ${row}` }]);
    expect(itemWindow(3, 1, 4, () => tall).lines).toHaveLength(4);
    expect(itemWindow(0, 0, 4, () => tall)).toEqual({ lines: [], above: 0, below: 0 });
  });
});

describe('the acceptance bar on the exit gate', () => {
  const frame = (session: Session, ui: Partial<Ui> = {}) =>
    oneLine(drawn(exitGateScreen, end, context(session, ui, { rows: 60 })));
  const act = (key: string, session: Session, ui: Partial<Ui> = {}) =>
    exitGateScreen.act(key, end, context(session, ui));

  it('stands above the gates, each item with its state, its reason and what it rests on', () => {
    const text = frame(walked().session);
    expect(text).toContain(
      'Acceptance: 2 of 4 pass, 2 deferred. Accepted, but for what is deferred (2).',
    );
    expect(text).toContain('PASS D-011.1 all charms are idle');
    expect(text).toContain('1 block passed (8.4.1/1, attempt 4, 00:00 UTC)');
    expect(text).toContain('DEFERRED D-011.8 tenants resolve names to version 2, as phase-08 says');
    expect(text.indexOf('D-011.8')).toBeLessThan(text.indexOf('Gates'));
  });

  it('begins at the first gate, and goes up to the items', () => {
    const { session } = walked();
    expect(act('up', session)).toEqual([{ type: 'ui', change: { choice: -1, scroll: 0 } }]);
    expect(act('up', session, { choice: -4 })).toBe('This is the first.');
    expect(act('main', session, { choice: -4 })).toContainEqual({
      type: 'ui',
      change: expect.objectContaining({ cursor: 'phase-08:8.4.1/1' }) as object,
    });
    expect(act('output', session, { choice: -4 })).toEqual([{ type: 'pager', attempt: 4 }]);
    expect(act('output', session, { choice: -1 })).toContain('No run stands behind it');
    expect(act('override', session, { choice: -4 })).toContain('where they stand');
  });

  it('finishes from a gate, with the deferred ones closed by name', () => {
    const { session } = walked();
    expect(frame(session)).toContain('closed by phase-08 8.2/1, attempt 3, 00:00 UTC');
    expect(sent(act('main', session))).toEqual([{ type: 'finish' }]);
    const open = fresh({
      'phase-07': phase07,
      'phase-08': phase08.replace('step 8.2', 'step 8.2'),
    });
    expect(frame(open.session)).toContain('2 deferrals open');
  });
});

describe('a deferral on the walk', () => {
  const pane = (session: Session, cursor: string) =>
    oneLine(drawn(walkScreen, { type: 'walk' }, context(session, { cursor }, { columns: 60 })));

  it('is told by the block that was deferred, and by the one that closes it', () => {
    expect(pane(fresh().session, 'phase-07:7.8/1')).toContain(
      'DEFERRED to phase-08 step 8.2 (fresh deploy): open, 8.2 has not passed. This is not a pass.',
    );
    expect(pane(walked().session, 'phase-07:7.8/1')).toContain(
      'closed by phase-08 8.2/1, attempt 3, 00:00 UTC.',
    );
    expect(pane(fresh().session, 'phase-08:8.2/1')).toContain(
      'makes up for 7.8/1 of phase-07, deferred to phase-08 step 8.2: open',
    );
    expect(pane(walked().session, 'phase-08:8.2/1')).toContain('closes 7.8/1 of phase-07');
  });

  it('is counted in the first row', () => {
    const row = (session: Session) =>
      drawn(
        {
          title: () => '',
          takesText: false,
          act: () => undefined,
          hints: () => [],
          view: ({ context: { view } }) => Header({ crumbs: ['walk'], view, columns: 100 }),
        },
        { type: 'walk' },
        context(session),
      );
    expect(row(fresh().session)).toContain('2 deferrals open');
    expect(row(walked().session)).not.toContain('deferral');
  });
});

describe('a gate that may be put off', () => {
  const later = { type: 'attest', gate: 'phase-08:8.4.7#0' } as const;
  const frame = (gate: string, session: Session) =>
    oneLine(drawn(attestScreen, { type: 'attest', gate }, context(session)));

  it('is put off by a key of its own, which says to what', () => {
    const { session } = fresh();
    expect(frame(later.gate, session)).toContain('w later: put off to the snapshot pass');
    expect(sent(attestScreen.act('deferrals', later, context(session)))).toEqual([
      { type: 'attest', gate: later.gate, answer: 'later' },
    ]);
    expect(attestScreen.hints(later, context(session))).toContainEqual({
      binding: 'deferrals',
      says: 'put it off',
    });
  });

  it('is not put off where the runbook does not say to what', () => {
    const bare = fresh({
      'phase-08': phase08.replace('**DEFER TO:** the snapshot pass.\n', ''),
    });
    expect(frame(later.gate, bare.session)).not.toContain('put off');
    expect(attestScreen.act('deferrals', later, context(bare.session))).toBe(
      'The runbook does not say what it may be put off to: answer yes or no.',
    );
  });

  it('is not put off where it is hard, and that is not offered', () => {
    const hard = fresh({
      'phase-08': phase08.replace('**GATE:** The snapshots', '**GATE (hard):** The snapshots'),
    });
    expect(frame(later.gate, hard.session)).toContain('HARD');
    expect(frame(later.gate, hard.session)).not.toContain('put off');
    expect(attestScreen.hints(later, context(hard.session)).map(({ says }) => says)).not.toContain(
      'put it off',
    );
    expect(attestScreen.act('deferrals', later, context(hard.session))).toBe(
      'This gate is hard and can not be put off: answer yes or no.',
    );
  });
});
