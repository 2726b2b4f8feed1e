import { describe, expect, it } from 'vitest';
import { fittingHints } from '../../src/screens/parts/footer.tsx';
import { resumeScreen } from '../../src/screens/resume.tsx';
import { openingActions, openingMessage, openingScreen } from '../../src/screens/entry.ts';
import type { Ui } from '../../src/screens/stack.ts';
import type { ResumeFacts } from '../../src/session/resume-facts.ts';
import type { Attempt, Session } from '../../src/session/session.ts';
import type { View } from '../../src/session/walker.ts';
import { contextOf, drawn, sent } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import { operator, type Operator } from '../support/operator.ts';
import { passedAttempt } from '../support/sample-runbook.ts';
import * as state from './support/walk-states.ts';

const screen = { type: 'resume' } as const;
const quit: ResumeFacts = {
  after: 'quit',
  away: 2 * 3_600_000,
  tornBytes: 0,
  open: [],
  documents: [],
};

const no = [{ answer: 'no' as const, why: 'expected ready, came gone', conditions: [] }];
const look = (number: number, over: Partial<Attempt> = {}) =>
  passedAttempt(state.check, number, { recheck: true, ...over });
const drifted = state.walkWith([state.checkPassed, state.runPassed, look(3, { verdicts: no })]);
const round = (over: Partial<NonNullable<View['rechecks']>> = {}): View['rechecks'] => ({
  blocks: [state.check],
  left: {},
  from: 3,
  state: 'done',
  ...over,
});

function walkerOf(session: Session, rechecks: View['rechecks']) {
  const walker = fakeWalker({ session });
  if (rechecks !== undefined) walker.change({ rechecks });
  return walker;
}

interface Given {
  readonly facts?: ResumeFacts;
  readonly rechecks?: View['rechecks'];
  readonly ui?: Partial<Ui>;
  readonly columns?: number;
  readonly rows?: number;
}

function context(session: Session, given: Given = {}) {
  const { facts = quit, rechecks, ui = {}, columns = 80, rows = 21 } = given;
  return contextOf(walkerOf(session, rechecks), { ui, columns, rows, resumed: facts });
}

function frame(session: Session, given: Given = {}): string {
  return drawn(resumeScreen, screen, context(session, given));
}

const said = (session: Session, given: Given = {}) => frame(session, given).replace(/\s+/g, ' ');
const act = (key: string, session: Session, given: Given = {}) =>
  resumeScreen.act(key, screen, context(session, given));

describe('the screen of a walk that is taken up', () => {
  it('says where it stands, how long ago it was left and what ended the last run', () => {
    const session = state.walkWith([state.checkPassed]);
    expect(said(session)).toContain(
      '1 of 4 settled; next is 7.1/1, RUN, in 7.1 Install the driver',
    );
    expect(said(session)).toContain('Left 2 h ago: you left it.');
    expect(said(session, { facts: { ...quit, after: 'rebooted' } })).toContain(
      'the machine was rebooted.',
    );
  });

  it('says what ended meanwhile, what still runs and whose end nobody saw', () => {
    const facts = { ...quit, open: [2] };
    expect(said(state.walkWith([state.checkPassed, state.runPassed]), { facts })).toContain(
      '✓ 7.1/1 ended meanwhile, exit status 0: success; passed',
    );
    expect(said(state.walkWith([state.checkPassed, state.runFailed]), { facts })).toContain(
      '✗ 7.1/1 ended meanwhile, exit status 0: success; failed: expected output contains installed, came broken',
    );
    const running = state.walkWith([state.checkPassed, state.runUnderWay], { running: 2 });
    expect(said(running, { facts })).toContain('» 7.1/1 is still running');
    expect(said(running, { facts })).toContain(
      'not looked at again by themselves: something is still running. r looks at them when it has ended.',
    );
    expect(said(state.walkWith([state.checkPassed, state.runPassed]), { facts })).toContain(
      'Checks that had passed were not looked at again yet: r does.',
    );
    expect(said(state.walkWith([state.checkPassed, state.runUnknown]))).toContain(
      '! 7.1/1 began, and its end was not seen: the machine was restarted',
    );
  });

  it('shows each check live, and what has drifted with both times and the reason', () => {
    const waiting = state.walkWith([state.checkPassed, state.runPassed]);
    expect(said(waiting, { rechecks: round({ state: 'on' }) })).toContain('· 7.0/1 waiting');
    const under = look(3, { outcome: undefined, verdicts: undefined, endedAt: undefined });
    const running = state.walkWith([state.checkPassed, state.runPassed, under], { running: 3 });
    expect(said(running, { rechecks: round({ state: 'on' }) })).toContain('» 7.0/1 running');
    const all = said(drifted, { rechecks: round() });
    expect(all).toContain('1 of 1 looked at again: 1 DRIFTED.');
    expect(all).toContain(
      '~ DRIFTED 7.0/1 passed 03:05, not at 03:05 UTC: expected ready, came gone',
    );
    expect(all).toContain('› go on at 7.1/3');
    expect(all).toContain('go to 7.0/1, which has drifted');
  });

  it('tells of many checks in a few lines, the news first', () => {
    const refs = Array.from({ length: 30 }, (_, index) => `tiny:9.${index}/1`);
    const lines = frame(drifted, {
      rechecks: round({ blocks: [state.check, ...refs], state: 'on' }),
    }).split('\n');
    expect(lines.filter((line) => line.includes('30 waiting'))).toHaveLength(1);
    expect(lines.join('\n')).toContain('~ 7.0/1 DRIFTED: expected ready, came gone');
    expect(lines.length).toBeLessThanOrEqual(21);
  });

  it('names what changed in the runbook, what the reboot took, and what the journal lost', () => {
    const block = { kept: '7.1/1', now: '7.1/1', what: ['command'], before: undefined } as const;
    const facts: ResumeFacts = {
      ...quit,
      tornBytes: 17,
      documents: [
        {
          runbook: 'tiny',
          file: '/books/tiny.md',
          problem: undefined,
          changes: {
            blocks: [
              { type: 'changed', ...block },
              { type: 'gone', kept: '7.0/1', now: undefined, what: [], before: undefined },
            ],
            literals: ['chart-ver'],
            steps: [],
          },
        },
      ],
    };
    const session = state.walkWith([state.checkPassed]);
    const lost = { OS_CLOUD: state.check, KUBECONFIG: state.check };
    const text = said({ ...session, environment: { ...session.environment, lost } }, { facts });
    expect(text).toContain('/books/tiny.md was changed since: 1 block changed, 1 gone, 1 value.');
    expect(text).toContain('changed, still to come: 7.1/1 (command)');
    expect(text).toContain('done, gone now: 7.0/1');
    expect(text).toContain('values: ENV(chart-ver)');
    expect(text).toContain('The carried environment is gone: OS_CLOUD, KUBECONFIG');
    expect(text).toContain('The last 17 bytes of the journal were half written');
  });

  it.each([
    [80, 21],
    [120, 36],
    [40, 7],
  ])('fits %i columns and %i rows, and drift is among what stays', (columns, rows) => {
    const facts = { ...quit, tornBytes: 17, after: 'killed' } as const;
    const text = frame(drifted, { facts, rechecks: round(), columns, rows });
    expect(text.split('\n').length).toBeLessThanOrEqual(rows);
    expect(text.split('\n').every((line) => line.length <= columns)).toBe(true);
    expect(text).toContain('DRIFTED');
    if (rows === 7) expect(text).toContain('PgDn');
  });
});

describe('the keys of that screen', () => {
  const passed = state.walkWith([state.checkPassed, state.runPassed]);

  it('goes on at the next block, or where it was chosen', () => {
    expect(act('main', passed)).toEqual([
      { type: 'go', screen: { type: 'walk' } },
      { type: 'ui', change: { cursor: undefined } },
    ]);
    expect(act('main', drifted, { ui: { choice: 1 }, rechecks: round() })).toContainEqual({
      type: 'ui',
      change: expect.objectContaining({ cursor: state.check }) as object,
    });
    const running = state.walkWith([state.checkPassed, state.runUnderWay], { running: 2 });
    expect(act('main', running)).toContainEqual({
      type: 'ui',
      change: expect.objectContaining({ cursor: state.run }) as object,
    });
  });

  it('keeps on a small terminal what has to be decided, and what is chosen', () => {
    const small = { columns: 40, rows: 9, facts: { ...quit, after: 'killed' } } as const;
    const unseen = said(state.walkWith([state.checkPassed, state.runUnknown]), small);
    expect(unseen).toContain('next is 7.1/1, RUN');
    expect(unseen).toContain('7.1/1 began; its end was not seen: say what became of it first');
    const way = frame(drifted, { ...small, ui: { choice: 1 } }).split('\n');
    expect(way.filter((line) => line.startsWith('›'))).toEqual([
      '› go to 7.0/1, which has drifted; r runs',
    ]);
  });

  it('leads to a login that is gone before anywhere else, and names it', () => {
    const login = {
      kind: 'juju',
      said: 'ERROR cannot get discharge',
      block: state.check,
      attempt: undefined,
      at: '2026-03-01T03:00:00.000Z',
    } as const;
    const session = state.walkWith([state.checkPassed], { login });
    expect(said(session)).toContain('by themselves: the Juju login is gone. r looks at them.');
    expect(said(session)).toContain('› see about the login first: The Juju login is gone.');
    expect(act('main', session)).toEqual([{ type: 'push', screen: { type: 'login' } }]);
    expect(act('main', session, { ui: { choice: 1 } })).toMatchObject([{ type: 'go' }, {}]);
  });

  it('says while it looks that Enter waits and how to skip, and Esc skips', () => {
    const on = { rechecks: round({ state: 'on' }) };
    expect(act('main', passed, on)).toBe(
      'Enter goes on when the checks were looked at; Esc skips the rest of them.',
    );
    expect(sent(act('back', passed, on))).toEqual([{ type: 'cancel' }]);
    expect(sent(act('stop', passed, on))).toEqual([{ type: 'cancel' }]);
    expect(act('back', passed, { rechecks: round({ state: 'stopping' }) })).toContain('already');
    expect(act('back', passed)).toBe('Enter goes on with the walk; q quits.');
    const hints = fittingHints(resumeScreen.hints(screen, context(passed, on)), {
      room: 40,
      isText: false,
      more: '…',
    });
    expect(hints.map(({ key }) => key)).toContain('Esc');
  });

  it('looks again on r where that did not begin by itself', () => {
    expect(sent(act('run-again', passed))).toEqual([{ type: 'recheck' }]);
    expect(act('run-again', { ...passed, running: 9 })).toContain('Something is running');
  });
});

describe('where a walk that is taken up opens', () => {
  const taken = (session: Session) => ({ walker: fakeWalker({ session }), resumed: quit });
  const passed = state.walkWith([state.checkPassed]);

  it('is the screen about it when something ran, with the checks begun where that is safe', () => {
    expect(openingScreen(taken(passed))).toEqual(screen);
    expect(sent(openingActions(taken(passed)))).toEqual([{ type: 'recheck' }]);
    expect(openingActions(taken({ ...passed, running: 1 }))).toEqual([]);
    expect(openingScreen({ walker: fakeWalker({ session: passed }) })).toEqual({ type: 'walk' });
    expect(openingActions({ walker: fakeWalker({ session: passed }) })).toEqual([]);
  });

  it('is the walk itself when nothing ran or all is over; a killed run is said all the same', () => {
    const fresh = state.walkWith([]);
    expect(openingScreen(taken(fresh))).toEqual({ type: 'walk' });
    const walker = fakeWalker({ session: fresh });
    expect(openingMessage({ walker, resumed: { ...quit, after: 'killed' } })).toContain(
      'it was killed',
    );
    expect(openingMessage({ walker, resumed: quit, notices: ['No memory.'] })).toBe('No memory.');
    expect(openingMessage({ walker, resumed: quit })).toBeUndefined();
    expect(openingScreen(taken({ ...passed, state: 'finished' }))).toEqual({ type: 'walk' });
  });
});

describe('an operator who takes a walk up', () => {
  it('sees the checks begin, skips them with Esc, and goes on with Enter', async () => {
    const session = state.walkWith([state.checkPassed, state.runPassed]);
    const walker = fakeWalker({
      session,
      onSend: (intent, it) => {
        if (intent.type === 'recheck') it.change({ rechecks: round({ state: 'on' }) });
        if (intent.type === 'cancel') it.change({ rechecks: round({ state: 'skipped' }) });
      },
    });
    let at: Operator | undefined;
    try {
      at = await operator({ walker, resumed: quit });
      await at.sees('Looking again at 1 check that had passed, reading only; Esc skips.');
      await at.presses('enter');
      await at.sees('Enter goes on when the checks were looked at');
      await at.presses('escape');
      await at.sees('the rest skipped.');
      await at.presses('enter');
      await at.sees('7.1/3');
      expect(walker.intents.map(({ type }) => type)).toEqual(['recheck', 'cancel']);
    } finally {
      await at?.goes();
    }
  });
});
