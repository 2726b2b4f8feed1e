import { describe, expect, it } from 'vitest';
import { farewell } from '../../src/screens/farewell.ts';
import type { Session } from '../../src/session/session.ts';
import type { Live } from '../../src/session/walker.ts';
import { fakeWalker } from '../support/fake-walker.ts';
import * as state from './support/walk-states.ts';

const goesOn = 'What runs goes on by itself.';
const said = (session: Session, live?: Live) =>
  farewell(fakeWalker({ session, live }).store.getState(), ' --state-dir /s');

describe('what stays on the terminal after leaving', () => {
  it('says where the walk stands and how to come back', () => {
    const session = state.walkWith([state.checkPassed], { mode: 'real' });
    expect(said(session)).toEqual([
      expect.stringContaining('next is 7.1/1'),
      `Come back with: handrail resume ${session.id} --state-dir /s`,
    ]);
  });

  it('says that a block goes on, and not so of a poll, which ends with handrail', () => {
    const running = [state.checkPassed, state.runUnderWay];
    expect(said(state.walkWith(running, { mode: 'real', running: 2 }), state.runLive)).toContain(
      goesOn,
    );
    const polling = [state.checkPassed, state.runPassed, state.pollUnderWay];
    expect(
      said(state.walkWith(polling, { mode: 'real', running: 4 }), state.pollLive),
    ).not.toContain(goesOn);
  });
});
