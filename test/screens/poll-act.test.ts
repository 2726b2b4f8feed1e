import { describe, expect, it } from 'vitest';
import { farewell } from '../../src/screens/farewell.ts';
import { whatHappensNext } from '../../src/screens/quit.tsx';
import type { Ui } from '../../src/screens/stack.ts';
import { walkScreen } from '../../src/screens/walk.tsx';
import type { Live, LivePoll, View } from '../../src/session/walker.ts';
import { contextOf } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import { beside, check, first, liveOf, PollTold, questionFailed, second } from './support/polls.ts';

/** The first poll runs on, the second is waited for. */
function both(poll: Partial<LivePoll> = {}, waited: Partial<LivePoll> = {}) {
  const told = new PollTold();
  const left = told.left('2/1');
  const running = told.started('3/1');
  return {
    told,
    left,
    running,
    view: { live: liveOf(running, second, waited), background: [liveOf(left, first, poll)] },
  };
}

function contextAt(
  told: PollTold,
  cursor: string,
  { live, background = [] }: { live?: Live; background?: readonly Live[] } = {},
  ui: Partial<Ui> = {},
) {
  const walker = fakeWalker({ session: told.session, live, background });
  return contextOf(walker, { ui: { cursor, ...ui } });
}

function press(key: string, ...at: Parameters<typeof contextAt>) {
  return walkScreen.act(key, { type: 'walk' }, contextAt(...at));
}

function hints(...at: Parameters<typeof contextAt>): readonly string[] {
  return walkScreen
    .hints({ type: 'walk' }, contextAt(...at))
    .map(({ binding, says }) => `${binding}: ${says}`);
}

const sends = (intent: object): readonly unknown[] => [
  expect.objectContaining({ type: 'send', intent }),
];
const goes = (cursor: string) => [
  { type: 'ui', change: { cursor, pane: 'block', scroll: 0, outputOffset: 0 } },
];

describe('the keys of a poll', () => {
  it.each([
    ['poll-now', 'poll-now'],
    ['pause', 'pause-poll'],
    ['stop', 'cancel'],
  ])('%s means the poll under the cursor, else the one that is waited for', (key, type) => {
    const { told, view } = both();
    expect(press(key, told, first, view)).toEqual(sends({ type, block: first }));
    expect(press(key, told, second, view)).toEqual(sends({ type }));
    expect(press(key, told, beside, view)).toEqual(sends({ type }));
  });

  it('lets the paused one go on, and not the other', () => {
    const { told, view } = both({ paused: true });
    expect(press('pause', told, first, view)).toEqual(
      sends({ type: 'continue-poll', block: first }),
    );
    expect(press('pause', told, second, view)).toEqual(sends({ type: 'pause-poll' }));
  });

  it('says that one waits for the login, and lets it be stopped', () => {
    const { told, view } = both({ held: true, paused: true });
    for (const key of ['poll-now', 'pause'])
      expect(press(key, told, first, view)).toContain('waits for the login');
    expect(press('stop', told, first, view)).toEqual(sends({ type: 'cancel', block: first }));
    expect(press('poll-now', told, second, view)).toEqual(sends({ type: 'poll-now' }));
  });

  it('asks one that stops already for nothing more', () => {
    const { told, left } = both();
    const background = [liveOf(left, first, {}, { stopping: true })];
    expect(press('stop', told, first, { background })).toContain('asked to stop already');
  });

  it('means nothing that runs elsewhere when the poll it was meant for has just ended', () => {
    const told = new PollTold();
    const left = told.left('2/1');
    const live = liveOf(told.started('3/1'), second);
    told.tell({ type: 'block-ended', attempt: left, outcome: { type: 'exited', status: 0 } });
    expect(press('stop', told, first, { live })).toBe('2/1 has ended; go to 3/1 to stop that.');
    for (const key of ['poll-now', 'pause'])
      expect(press(key, told, first, { live })).toBe('2/1 has ended; go to 3/1 to steer that.');
    told.judges(left, 'yes');
    expect(press('stop', told, first, { live })).toBe('2/1 has ended; go to 3/1 to stop that.');
    expect(press('stop', told, second, { live })).toEqual(sends({ type: 'cancel' }));
    expect(press('stop', told, beside, { live })).toEqual(sends({ type: 'cancel' }));
  });

  it('is for the block under the cursor when that runs once more after it was left', () => {
    const told = new PollTold();
    told.ends(told.left('2/1'), 'no');
    const live = liveOf(told.started('2/1'), first);
    expect(press('stop', told, first, { live })).toEqual(sends({ type: 'cancel' }));
    expect(press('stop', told, first)).toEqual(sends({ type: 'cancel' }));
  });

  it('says where the polls are when the cursor is on none and nothing is waited for', () => {
    const told = new PollTold();
    const background = [liveOf(told.left('2/1'), first)];
    for (const key of ['stop', 'poll-now', 'pause'])
      expect(press(key, told, beside, { background })).toContain('g goes to the polls');
    expect(press('stop', new PollTold(), beside)).toBe('Nothing is running.');
  });

  it('stand in the footer for the one under the cursor, and where polls are', () => {
    const { told, view } = both();
    expect(hints(told, first, view)).toEqual(
      expect.arrayContaining(['poll-now: look now', 'stop: stop it', 'pause: pause']),
    );
    expect(hints(told, first, view)).toContain('next-poll: polls');
    expect(hints(new PollTold(), beside).join()).not.toContain('next-poll');
  });
});

describe('the key that goes to polls', () => {
  it('goes round: what ended unseen, what runs on, what is waited for', () => {
    const { told, view } = both();
    const ended = new PollTold();
    expect(press('next-poll', told, beside, view)).toEqual(goes(first));
    expect(press('next-poll', told, first, view)).toEqual(goes(second));
    expect(press('next-poll', told, second, view)).toEqual(goes(first));
    const attempt = ended.left('3/1');
    ended.ends(attempt, 'yes');
    const live = liveOf(ended.left('2/1'), first);
    const at = [ended, beside, { background: [live] }, { ended: [attempt] }] as const;
    expect(press('next-poll', ...at)).toEqual(goes(second));
  });

  it('says so when there is none, or no other', () => {
    expect(press('next-poll', new PollTold(), beside)).toContain('No poll runs');
    const told = new PollTold();
    const background = [liveOf(told.left('2/1'), first)];
    expect(press('next-poll', told, first, { background })).toContain('only poll');
  });
});

describe('Enter on a poll that runs', () => {
  it('leaves it running where its runbook lets the walk go on, and goes there', () => {
    const told = new PollTold();
    const live = liveOf(told.started('2/1'), first);
    expect(press('main', told, first, { live })).toEqual([
      {
        type: 'send',
        intent: { type: 'leave-poll', block: first },
        then: goes(second),
      },
    ]);
    expect(hints(told, first, { live })[0]).toBe('main: leave it, on to 3/1');
  });

  it('says why not where the runbook has the walk wait', () => {
    const told = new PollTold();
    const [runbook] = told.session.runbooks;
    const steps = runbook!.steps.map((step) => ({
      ...step,
      blocks: step.blocks.map((block) =>
        block.poll === undefined
          ? block
          : { ...block, poll: { ...block.poll, meanwhile: undefined } },
      ),
    }));
    told.session = { ...told.session, runbooks: [{ ...runbook!, steps }] };
    const live = liveOf(told.started('2/1'), first);
    expect(press('main', told, first, { live })).toContain(
      'The runbook does not let the walk go on beside 2/1',
    );
    expect(hints(told, first, { live })).toContain('main: nothing yet');
  });

  it('goes on with what is beside one that was left, and says so when that is done', () => {
    const told = new PollTold();
    const background = [liveOf(told.left('2/1'), first)];
    expect(press('main', told, first, { background })).toEqual(goes(second));
    told.ran('3/1', ['yes']).ran('4/1', ['yes']).ran('4/2', ['yes']);
    expect(press('main', told, first, { background })).toContain(
      'Everything before step 5 is done',
    );
  });
});

describe('a poll that failed', () => {
  function ranOut() {
    const told = new PollTold();
    told.runsOut(told.started('2/1'));
    return told;
  }

  it('is carried on with m when its looks ran out, and not when more of them change nothing', () => {
    expect(press('extend', ranOut(), first)).toEqual([
      { type: 'send', intent: { type: 'extend-poll', block: first }, then: goes(first) },
    ]);
    expect(hints(ranOut(), first)).toContain('extend: carry it on');
    const broken = new PollTold();
    const attempt = broken.started('2/1');
    broken.saw(attempt, questionFailed, questionFailed, questionFailed).ends(attempt, 'no');
    expect(press('extend', broken, first)).toContain('question failed');
    expect(hints(broken, first).join()).not.toContain('extend');
    expect(press('extend', ranOut(), beside)).toContain('Only a poll');
  });

  it('leads with d to what finds out why, one after the other, and back to itself', () => {
    const told = ranOut();
    expect(press('diagnose', told, first)).toEqual(goes(check));
    expect(press('main', told, check)).toEqual([
      expect.objectContaining({ type: 'send', intent: { type: 'run', block: check } }),
    ]);
    expect(press('back', told, check)).toEqual(goes(first));
    expect(press('diagnose', told, check)).toContain('Enter runs it, Esc goes back');
    told.ran('2/2', []);
    expect(press('main', told, check)).toEqual(goes(first));
    expect(hints(told, check)[0]).toBe('main: go to 2/1');
    expect(hints(told, first)).toContain('diagnose: find out why');
  });

  it('is not what a failed finding has to be passed over for', () => {
    const told = ranOut();
    told.ran('2/2', [], { type: 'exited', status: 1 });
    expect(press('main', told, check)).toEqual(goes(first));
    expect(press('back', told, check)).toEqual(goes(first));
  });

  it('says why d leads nowhere', () => {
    const told = new PollTold();
    expect(press('diagnose', told, first)).toContain('2/1 has not failed; 2/2 finds out why');
    expect(press('diagnose', told, beside)).toContain('names nothing');
    expect(press('back', told, check)).toEqual([{ type: 'ui', change: { cursor: undefined } }]);
  });
});

describe('leaving while polls run on', () => {
  const said = ({ told, view }: { told: PollTold; view: Partial<View> }) =>
    whatHappensNext({ ...fakeWalker({ session: told.session }).store.getState(), ...view });

  it('says what becomes of each, and of their time', () => {
    expect(said(both())[0]).toBe(
      '2/1 and 3/1 are polls: handrail stops looking, and looks again when the walk is taken up; their time goes on meanwhile.',
    );
    const told = new PollTold('training');
    const background = [liveOf(told.left('2/1'), first)];
    expect(said({ told, view: { background } })[0]).toMatch(
      /^2\/1 is a poll: .* time stands still/,
    );
  });

  it('says it once more on the ordinary screen', () => {
    const told = new PollTold();
    told.left('2/1');
    expect(farewell(fakeWalker({ session: told.session }).store.getState())).toContain(
      'Left running, and looked at again when you come back: 2/1.',
    );
  });
});
