import { describe, expect, it } from 'vitest';
import type { UiAction } from '../../src/screens/contract.ts';
import { findBlocks } from '../../src/screens/find.tsx';
import type { Ui } from '../../src/screens/stack.ts';
import { walkAct } from '../../src/screens/walk-act.ts';
import { walkScreen } from '../../src/screens/walk.tsx';
import { emptySession, type Session } from '../../src/session/session.ts';
import { contextOf, drawn } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import { manyBlocks } from '../support/many-blocks.ts';
import { fresh, phase07, walked } from '../session/support/two-phases.ts';

const context = (session: Session, ui: Partial<Ui> = {}) =>
  contextOf(fakeWalker({ session }), { ui, columns: 120, rows: 40 });
const rows = (session: Session, ui: Partial<Ui> = {}) =>
  drawn(walkScreen, { type: 'walk' }, context(session, ui))
    .split('\n')
    .map((row) => row.slice(0, 36).trimEnd());

/** Presses keys one after the other; what they change is what the next one sees. */
function pressed(session: Session, ui: Partial<Ui>, ...keys: readonly string[]): Partial<Ui> {
  return keys.reduce((state, key) => {
    const acts = walkAct(key, context(session, state));
    if (typeof acts !== 'object') throw new Error(`${key}: ${acts ?? 'no such key'}`);
    return acts.reduce<Partial<Ui>>(
      (so, act: UiAction) => (act.type === 'ui' ? { ...so, ...act.change } : so),
      state,
    );
  }, ui);
}

const at78 = { cursor: 'phase-07:7.8/1' };

describe('the outline of several runbooks', () => {
  it('tells of each how far it has come, and how long its runs took', () => {
    const told = walked();
    const text = rows(told.session).join('\n');
    expect(text).toMatch(/Phase 07 +1\/1/);
    expect(text).toMatch(/Phase 08 +4\/4/);
    expect(text).toMatch(/Phase 08 .*0:0\d/);
  });

  it('folds the runbook of the cursor into one row, and opens it again', () => {
    const { session } = fresh();
    const folded = pressed(session, at78, 'fold');
    const text = rows(session, folded).join('\n');
    expect(text).toContain('Phase 07');
    expect(text).not.toContain('7.8');
    expect(text).toContain('8.2');
    expect(rows(session, pressed(session, folded, 'unfold')).join('\n')).toContain('7.8');
  });

  it('moves over a folded runbook in one step, both ways', () => {
    const { session } = fresh();
    const folded = pressed(session, at78, 'fold');
    expect(pressed(session, folded, 'down').cursor).toBe('phase-08:8.1/1');
    expect(pressed(session, folded, 'down', 'up').cursor).toBe('phase-07:7.1/1');
    expect(walkAct('up', context(session, folded))).toBe('This is the first step.');
  });

  it('folds all of them and opens all of them with one key', () => {
    const { session } = fresh();
    const all = pressed(session, at78, 'fold-all');
    const text = rows(session, all).join('\n');
    expect(text).not.toMatch(/7\.8|8\.2/);
    expect(pressed(session, all, 'fold-all').folds?.runbooks).toEqual([]);
  });

  it('holds a step open behind the cursor until it is folded', () => {
    const { session } = fresh();
    const held = pressed(session, { cursor: 'phase-07:7.9/1' }, 'unfold', 'down', 'down', 'down');
    expect(rows(session, held).join('\n')).toContain('7.9/2');
    const back = pressed(session, { ...held, cursor: 'phase-07:7.9/1' }, 'fold', 'up');
    expect(rows(session, back).join('\n')).not.toContain('7.9/2');
    expect(back.folds?.runbooks).toEqual([]);
  });

  it('says why nothing is folded where one runbook is walked', () => {
    const { session } = fresh({ 'phase-07': phase07 });
    expect(walkAct('fold', context(session))).toContain('One runbook is walked');
    expect(walkAct('fold-all', context(session))).toContain('One runbook is walked');
  });
});

describe('a search through 2,000 blocks', () => {
  it('finds them in their order, titles first, and reads each document once', () => {
    const session = emptySession(manyBlocks(2000, 500));
    expect(findBlocks(session, 'look')).toHaveLength(2000);
    expect(findBlocks(session, 'look 2.77').map(({ block }) => block.id)[0]).toBe('2.77/1');
    let texts = 0;
    const counting = emptySession(
      manyBlocks(40, 10).map((runbook) => ({
        ...runbook,
        steps: runbook.steps.map((step) => ({
          ...step,
          blocks: step.blocks.map((block) => ({
            ...block,
            get text() {
              texts += 1;
              return block.text;
            },
          })),
        })),
      })),
    );
    for (const letters of ['l', 'lo', 'loo', 'look']) findBlocks(counting, letters);
    expect(texts).toBe(40);
  });
});
