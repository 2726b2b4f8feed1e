import { describe, expect, it } from 'vitest';
import type { UiAction } from '../../src/screens/contract.ts';
import type { Ui } from '../../src/screens/stack.ts';
import { walkScreen } from '../../src/screens/walk.tsx';
import type { Session } from '../../src/session/session.ts';
import type { Live } from '../../src/session/walker.ts';
import { contextOf, drawn } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import * as state from './support/walk-states.ts';

const before = state.walkWith([state.checkPassed]);
const failed = state.walkWith([state.checkPassed, state.runFailed]);
const unknown = state.walkWith([state.checkPassed, state.runUnknown]);
const running = state.walkWith([state.checkPassed, state.runUnderWay], { running: 2 });
const holds = {
  [`${state.cautious}#0`]: { answer: 'yes', by: 'operator', at: '', attempt: 0 },
} as const;
const polling = state.walkWith(
  [state.checkPassed, state.runPassed, state.cautiousRan, state.pollUnderWay],
  { running: 4, attested: holds },
);

function act(key: string, session: Session, ui: Partial<Ui> = {}, live?: Live) {
  const walker = fakeWalker({ session, live });
  return walkScreen.act(key, { type: 'walk' }, contextOf(walker, { ui }));
}

const pushes = (screen: object) =>
  expect.arrayContaining([expect.objectContaining({ type: 'push', screen })]) as UiAction[];
const sends = (intent: object) =>
  expect.arrayContaining([expect.objectContaining({ type: 'send', intent })]) as UiAction[];
const sentence = (part: string) => expect.stringContaining(part) as string;

describe('the keys of the walk', () => {
  it.each([
    [
      'run-again',
      'a passed check runs again',
      before,
      state.check,
      sends({ type: 'run', block: state.check }),
    ],
    [
      'run-again',
      'a failed run asks first',
      failed,
      state.run,
      pushes({ type: 'confirm', block: state.run }),
    ],
    [
      'run-again',
      'an unseen end asks what became of it first',
      unknown,
      state.run,
      pushes({ type: 'unknown', block: state.run }),
    ],
    ['run-again', 'what never ran is for Enter', before, state.run, sentence('Enter runs it')],
    ['run-again', 'not while something runs', running, state.check, sentence('still running')],
    [
      'skip',
      'a waiting block asks for a reason',
      before,
      state.run,
      pushes({ type: 'reason', about: { type: 'skip', block: state.run } }),
    ],
    [
      'skip',
      'a passed block has nothing to skip',
      before,
      state.check,
      sentence('nothing to skip'),
    ],
    [
      'override',
      'a failed gate asks for a reason',
      failed,
      state.run,
      pushes({ type: 'reason', about: { type: 'override', owner: state.run } }),
    ],
    [
      'override',
      'a block that never ran has no verdict',
      before,
      state.run,
      sentence('no verdict'),
    ],
    [
      'override',
      'a gate of a step belongs to the exit gate',
      before,
      'tiny:exit-gate',
      sentence('exit gate'),
    ],
    [
      'fallback',
      'a failed block leads to its fallback, which does not run yet',
      failed,
      state.run,
      [{ type: 'ui', change: expect.objectContaining({ cursor: state.fallback }) as object }],
    ],
    [
      'fallback',
      'a block that did not fail needs none',
      state.walkWith([state.checkPassed, state.runPassed]),
      state.run,
      sentence('did not fail'),
    ],
    ['fallback', 'a block without one says so', before, state.check, sentence('No fallback')],
    ['rollback', 'the list opens', before, state.run, pushes({ type: 'rollback' })],
    [
      'note',
      'the note is about the block',
      before,
      state.run,
      pushes({ type: 'note', block: state.run }),
    ],
    ['output', 'the newest attempt is paged', before, state.check, [{ type: 'pager', attempt: 1 }]],
    ['output', 'what never ran has none', before, state.run, sentence('no output')],
    ['poll-now', 'without a poll it says so', before, state.run, sentence('No poll')],
    ['pause', 'without a poll it says so', before, state.run, sentence('No poll')],
    [
      'stop',
      'without anything running it says so',
      before,
      state.run,
      sentence('Nothing is running'),
    ],
    ['stop', 'what runs is stopped', running, state.run, sends({ type: 'cancel' })],
    ['find', 'the search opens', before, state.run, pushes({ type: 'find' })],
    ['up', 'at the first step', before, state.check, sentence('first')],
    [
      'down',
      'to the next block',
      before,
      state.check,
      [{ type: 'ui', change: { cursor: state.run, scroll: 0, outputOffset: 0 } }],
    ],
  ])('%s: %s', (key, _name, session, cursor, expected) => {
    expect(act(key, session, { cursor })).toEqual(expected);
  });

  it('steer a poll: look now, pause, go on', () => {
    const paused = { ...state.pollLive, poll: { ...state.pollLive.poll, paused: true } } as Live;
    expect(act('poll-now', polling, {}, state.pollLive)).toEqual(sends({ type: 'poll-now' }));
    expect(act('pause', polling, {}, state.pollLive)).toEqual(sends({ type: 'pause-poll' }));
    expect(act('pause', polling, {}, paused)).toEqual(sends({ type: 'continue-poll' }));
  });

  it('go back one thing at a time, and at the bottom say how to quit', () => {
    const back = (ui: Partial<Ui>) => act('back', before, ui);
    expect(back({ scroll: 3, cursor: state.run })).toEqual([
      { type: 'ui', change: { scroll: 0, outputOffset: 0 } },
    ]);
    expect(back({ pane: 'outline' })).toEqual([{ type: 'ui', change: { pane: 'block' } }]);
    expect(back({ cursor: state.run })).toEqual([{ type: 'ui', change: { cursor: undefined } }]);
    expect(back({})).toEqual(sentence('q quits'));
  });
});

describe('a poll that waits for a login', () => {
  const login = {
    kind: 'juju',
    said: 'ERROR cannot get discharge',
    block: state.poll,
    attempt: 4,
    at: '2026-03-01T03:00:00.000Z',
  } as const;
  const live: Live = {
    ...state.pollLive,
    ...(state.pollLive.poll === undefined
      ? {}
      : { poll: { ...state.pollLive.poll, paused: true, held: true } }),
  };
  const held = { ...polling, login };
  const at = (now: number) => {
    const walker = fakeWalker({ session: held, live });
    walker.now = () => now;
    return contextOf(walker, { ui: { cursor: state.poll }, columns: 120 });
  };

  it('leads back to the login, and says so where other keys do nothing', () => {
    expect(act('main', held, { cursor: state.poll }, live)).toEqual([
      { type: 'push', screen: { type: 'login' } },
    ]);
    for (const key of ['poll-now', 'pause'])
      expect(act(key, held, { cursor: state.poll }, live)).toEqual(
        sentence('The poll waits for the login'),
      );
    expect(act('stop', held, { cursor: state.poll }, live)).toEqual(sends({ type: 'cancel' }));
    const hints = walkScreen.hints({ type: 'walk' }, at(1_000_000));
    expect(hints.slice(0, 2)).toEqual([
      { binding: 'main', says: 'see the login' },
      { binding: 'stop', says: 'stop it' },
    ]);
    expect(hints.map(({ binding }) => binding)).not.toContain('pause');
  });

  it('claims no limit that it has outlasted', () => {
    const frame = (now: number) => drawn(walkScreen, { type: 'walk' }, at(now));
    expect(frame(1_070_000)).toContain('1:10 of 13:20');
    expect(frame(1_000_000 + 20 * 60_000)).toContain('20:00');
    expect(frame(1_000_000 + 20 * 60_000)).not.toContain('of 13:20');
    expect(frame(1_070_000)).toContain('Enter leads to the login, x stops the poll');
  });
});
