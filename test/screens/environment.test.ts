import { describe, expect, it } from 'vitest';
import { environmentScreen } from '../../src/screens/environment.tsx';
import type { Ui } from '../../src/screens/stack.ts';
import { walkScreen } from '../../src/screens/walk.tsx';
import { emptyEnvironment } from '../../src/session/environment.ts';
import type { Session } from '../../src/session/session.ts';
import { contextOf, drawn } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import * as state from './support/walk-states.ts';

const screen = { type: 'environment' } as const;
const names = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [`NAME_${String(index).padStart(2, '0')}`, state.check]),
);
const carrying = state.walkWith([state.checkPassed], {
  environment: {
    names: { ...names, OS_PASSWORD: state.check },
    folder: { path: '/srv/work', block: state.run },
    options: { '+nounset': state.check },
    lost: { MGMT_FIP: state.run },
  },
});

function act(key: string, session: Session, ui: Partial<Ui> = {}) {
  return environmentScreen.act(key, screen, contextOf(fakeWalker({ session }), { ui }));
}

function frame(session: Session, size = { columns: 80, rows: 24 }, ui: Partial<Ui> = {}) {
  return drawn(environmentScreen, screen, contextOf(fakeWalker({ session }), { ui, ...size }));
}

describe('the environment', () => {
  it('shows names and the blocks they came from, what is missing first', () => {
    const text = frame(carrying);
    expect(text).toMatch(
      /MISSING MGMT_FIP from 7\.\d\/\d[\s\S]*folder \/srv\/work[\s\S]*option \+nounset[\s\S]*NAME_00/,
    );
    expect(text).toContain('Names only');
  });

  it('reaches every name on a small screen', () => {
    const size = { columns: 40, rows: 10 };
    const last = frame(carrying, size, { choice: 43 });
    expect(last).toContain('OS_PASSWORD');
    expect(last.split('\n').length).toBeLessThanOrEqual(10);
  });

  it('goes to the block of what is missing, and runs nothing', () => {
    expect(act('main', carrying)).toEqual([
      { type: 'back' },
      { type: 'ui', change: { cursor: state.run, pane: 'block' } },
    ]);
    const hints = environmentScreen.hints(screen, contextOf(fakeWalker({ session: carrying })));
    expect(hints[0]).toEqual({ binding: 'main', says: 'go to the block that sets it' });
  });

  it('says when there is nothing', () => {
    const empty = state.walkWith([], { environment: emptyEnvironment });
    expect(frame(empty)).toContain('No block has set anything');
    expect(act('main', empty)).toBe('Nothing is carried; Esc goes back.');
  });

  it('is behind e on the walk', () => {
    const context = contextOf(fakeWalker({ session: carrying }));
    expect(walkScreen.act('environment', { type: 'walk' }, context)).toEqual([
      { type: 'push', screen: { type: 'environment' } },
    ]);
  });
});

describe('the walk', () => {
  const walked = (session: Session, cursor: string): string =>
    drawn(
      walkScreen,
      { type: 'walk' },
      contextOf(fakeWalker({ session }), { ui: { cursor, pane: 'block' }, columns: 100, rows: 40 }),
    );

  it('says after a block what it carries on, or why nothing', () => {
    const set = Array.from({ length: 9 }, (_, index) => `A${index}`);
    const change = { set, changed: [], unset: ['B'], folder: undefined, options: [] };
    const passed = (environment: typeof change | 'not-left') =>
      walked(state.walkWith([{ ...state.checkPassed, environment }]), state.check);
    expect(passed(change)).toContain('environment set A0, A1, A2, A3, A4 and 4 more; unset B');
    expect(passed('not-left')).toContain('environment not carried on');
  });

  it('says before a block what it reads and memory has lost', () => {
    const environment = {
      ...emptyEnvironment,
      lost: { chart_ver: state.check, OTHER: state.check },
    };
    const text = walked(state.walkWith([state.checkPassed], { environment }), state.run);
    expect(text).toContain('missing reads $chart_ver, which is gone from memory; 7.0/1 sets it');
    expect(text).not.toContain('OTHER');
  });
});
