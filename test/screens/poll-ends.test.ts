import { describe, expect, it } from 'vitest';
import {
  comesToFront,
  pollNews,
  rings,
  stillUnseen,
  type Desk,
} from '../../src/screens/poll-ends.ts';
import { readFirst } from '../../src/screens/guard.ts';
import { initialUi } from '../../src/screens/ui.ts';
import type { Screen, Ui } from '../../src/screens/stack.ts';
import type { Session } from '../../src/session/session.ts';
import type { View } from '../../src/session/walker.ts';
import { everyScreen } from '../support/every-screen.ts';
import { fakeWalker } from '../support/fake-walker.ts';
import { behind, beside, check, first, liveOf, PollTold, second } from './support/polls.ts';

const viewOf = (session: Session, over: Partial<View> = {}): View => ({
  ...fakeWalker({ session }).store.getState(),
  ...over,
});

describe('the news of polls', () => {
  it('is an end once it is judged, and not before and not again', () => {
    const told = new PollTold();
    const attempt = told.left('2/1');
    const running = viewOf(told.session);
    told.tell({ type: 'block-ended', attempt, outcome: { type: 'exited', status: 0 } });
    const ended = viewOf(told.session);
    expect(pollNews(running, ended)).toEqual([]);
    const judged = viewOf(told.judges(attempt, 'yes'));
    const news = pollNews(ended, judged);
    expect(news).toEqual([
      { type: 'ended', attempt, block: first, left: true, byHand: false, ranOut: false },
    ]);
    expect(news.map(rings)).toEqual([true]);
    told.tell({ type: 'note-added', text: 'n', block: undefined });
    expect(pollNews(judged, viewOf(told.session))).toEqual([]);
  });

  it('calls nobody for what they stopped themselves', () => {
    const told = new PollTold();
    const attempt = told.left('2/1');
    told.tell({
      type: 'block-ended',
      attempt,
      outcome: { type: 'cancelled', status: undefined },
    });
    const before = viewOf(told.session);
    const news = pollNews(before, viewOf(told.judges(attempt, 'no')));
    expect(news).toMatchObject([{ byHand: true }]);
    expect(news.map(rings)).toEqual([false]);
  });

  it('calls for one that is waited for only when its looks ran out', () => {
    const passed = new PollTold();
    const before = viewOf(passed.session);
    const waited = passed.started('2/1');
    const started = viewOf(passed.session);
    expect(pollNews(before, started)).toEqual([]);
    const after = pollNews(started, viewOf(passed.ends(waited, 'yes')));
    expect(after).toMatchObject([{ left: false, ranOut: false }]);
    expect(after.map(rings)).toEqual([false]);
    const out = new PollTold();
    const attempt = out.started('2/1');
    const was = viewOf(out.session);
    expect(pollNews(was, viewOf(out.runsOut(attempt))).map(rings)).toEqual([true]);
  });

  it('is no end of what is no poll', () => {
    const told = new PollTold();
    const attempt = told.started('4/1');
    const before = viewOf(told.session);
    expect(pollNews(before, viewOf(told.ends(attempt, 'yes')))).toEqual([]);
  });

  it('calls once when a login holds what runs on, however many wait for it', () => {
    const told = new PollTold();
    const [a, b] = [told.left('2/1'), told.left('3/1')];
    const free = [liveOf(a, first), liveOf(b, second)];
    const one = [liveOf(a, first, { held: true }), liveOf(b, second)];
    const both = [liveOf(a, first, { held: true }), liveOf(b, second, { held: true })];
    const view = (background: View['background']) => viewOf(told.session, { background });
    expect(pollNews(view(free), view(one)).map(rings)).toEqual([true]);
    expect(pollNews(view(one), view(both))).toEqual([]);
    expect(pollNews(view(both), view(free))).toEqual([]);
  });
});

describe('coming to the front', () => {
  /** The first poll has passed; the cursor stands on what waited for it and for the rest. */
  function desk(
    over: Partial<Omit<Desk, 'ui' | 'view'>> & {
      readonly ui?: Partial<Ui>;
      readonly view?: Partial<View>;
      readonly session?: Session;
    } = {},
  ): Desk {
    const told = new PollTold();
    told.saw(told.left('2/1'), { answer: 'yes', state: 'READY' });
    const session = over.session ?? told.ends(2, 'yes');
    return {
      takesText: false,
      sinceKey: 60_000,
      ...over,
      before: over.before ?? session,
      view: viewOf(session, over.view),
      ui: { ...initialUi({ type: 'walk' }).ui, cursor: behind, ...over.ui },
    };
  }

  it('happens on the walk, where nothing can be begun and nothing is read', () => {
    expect(comesToFront(desk(), first)).toBe(true);
    expect(comesToFront(desk({ ui: { cursor: 'book:1/1' } }), first)).toBe(true);
    expect(comesToFront(desk({ ui: { cursor: 'book:exit-gate' } }), first)).toBe(true);
  });

  it.each(Object.values(everyScreen).filter(({ type }) => type !== 'walk'))(
    'does not happen on $type',
    (screen: Screen) => {
      for (const stack of [[screen], [{ type: 'walk' } as const, screen]])
        expect(comesToFront(desk({ ui: { stack } }), first)).toBe(false);
    },
  );

  const running = new PollTold();
  running.saw(running.left('2/1'), 'NOTHING');
  running.ends(2, 'yes');
  running.started('4/1');
  const failed = new PollTold();
  failed.ends(failed.left('2/1'), 'yes');
  failed.ran('4/1', ['no']);

  it.each([
    ['where a preview is read that Enter begins', { ui: { cursor: check } }],
    [
      'where something failed and has to be settled',
      { session: failed.session, ui: { cursor: beside } },
    ],
    ['while something is waited for', { session: running.session }],
    ['while text is typed', { takesText: true }],
    ['right after a key', { sinceKey: readFirst - 1 }],
    ['while the outline is moved through', { ui: { pane: 'outline' as const } }],
    ['while a text is paged', { ui: { scroll: 3 } }],
    ['while an output is paged', { ui: { outputOffset: 1 } }],
    ['where it stands already', { ui: { cursor: first } }],
    ['for who only watches', { view: { watching: { holder: 'somebody' } } }],
    ['while a secret is asked for', { view: { asked: {} as View['asked'] & object } }],
  ])('does not happen %s', (_, over) => {
    expect(comesToFront(desk(over), first)).toBe(false);
  });

  it('does not happen where a preview was read that Enter began until now', () => {
    const told = new PollTold();
    const attempt = told.left('2/1');
    told.ran('3/1', ['yes']);
    const before = told.session;
    const session = told.ends(attempt, 'no');
    const at = { session, ui: { cursor: beside } };
    expect(comesToFront(desk({ ...at, before }), first)).toBe(false);
    expect(comesToFront(desk({ ...at, before: session }), first)).toBe(true);
  });

  it('happens from 0.3 s after a key on', () => {
    expect(comesToFront(desk({ sinceKey: readFirst }), first)).toBe(true);
  });
});

describe('what ended and was not looked at', () => {
  const told = new PollTold();
  const attempt = told.left('2/1');
  const session = told.ends(attempt, 'yes');
  const ui = { ...initialUi({ type: 'walk' }).ui, cursor: behind };

  it('stays until its block is under the cursor of the walk', () => {
    expect(stillUnseen([attempt], session, ui, { type: 'walk' })).toEqual([attempt]);
    expect(stillUnseen([attempt], session, { ...ui, cursor: first }, { type: 'walk' })).toEqual([]);
    expect(stillUnseen([attempt], session, { ...ui, cursor: first }, { type: 'help' })).toEqual([
      attempt,
    ]);
  });
});
