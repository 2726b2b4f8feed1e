import { afterEach, describe, expect, it } from 'vitest';
import { fakeWalker } from '../support/fake-walker.ts';
import { operator, type Operator, type OperatorOptions } from '../support/operator.ts';
import * as state from './support/walk-states.ts';

let op: Operator | undefined;
afterEach(async () => op?.goes());

const holder = 'process 4242 of ubuntu on pts/3, since 2026-03-01 10:00 UTC';

async function watching(over: OperatorOptions = {}, session = state.walkWith([state.checkPassed])) {
  const walker = fakeWalker({ session, outputs: { 1: ['ready'] } });
  walker.change({ watching: { holder } });
  op = await operator({ walker, ...over });
  return { op, walker };
}

describe('watching a walk', () => {
  it.each(['training', 'real'] as const)(
    'says WATCHING on every screen of a %s walk',
    async (mode) => {
      const { op } = await watching({}, state.walkWith([state.checkPassed], { mode }));
      for (const key of ['tab', '/', 'escape', '?']) {
        const [header = ''] = op.frame().split('\n');
        expect(header).toContain(' WATCHING ');
        expect(header.includes(' TRAINING ')).toBe(mode === 'training');
        await op.presses(key);
      }
    },
  );

  it('goes to the walk, whatever was not answered yet, and follows it', async () => {
    const { op, walker } = await watching({}, state.walkWith([], { literals: undefined }));
    expect(op.frame()).toContain('to do 7.0/1');
    walker.changeSession(state.walkWith([state.checkPassed]));
    await op.sees('to do 7.1/1');
  });

  it('does nothing on any key that would do something, and says who walks', async () => {
    const { op, walker } = await watching();
    for (const key of ['enter', 'r', 's', 'o', 'f', 'b', 'n', 'p', 'space', 'x', 'y']) {
      await op.presses(key);
      const said = op.frame().replaceAll(/\s+/g, ' ');
      if (key !== 'y')
        expect(said).toContain('You are watching; process 4242 of ubuntu on pts/3 walks it.');
      expect(op.app.shell.store.getState().ui.stack).toEqual([{ type: 'walk' }]);
    }
    expect(walker.intents).toEqual([]);
  });

  it('shows what blocks carry on, which only looks', async () => {
    const { op, walker } = await watching();
    await op.presses('e');
    await op.sees('No block has set anything for the next one.');
    await op.presses('escape');
    await op.sees('7.0');
    expect(walker.intents).toEqual([]);
  });

  it('brings up no login that is gone: who walks it logs in', async () => {
    const { op, walker } = await watching();
    walker.changeSession({
      login: { kind: 'juju', said: 'ERROR login expired', block: undefined, attempt: 1, at: '' },
    });
    await op.presses('enter');
    expect(op.app.shell.store.getState().ui.stack).toEqual([{ type: 'walk' }]);
    expect(op.frame()).toContain('You are watching');
  });

  it('promises in the footer nothing that does not work', async () => {
    for (const attempts of [[], [state.checkPassed], [state.checkPassed, state.runFailed]]) {
      const { op } = await watching({ columns: 200 }, state.walkWith(attempts));
      const footer = op.frame().trimEnd().split('\n').at(-1) ?? '';
      expect(footer).toMatch(/Enter say who walks it .*q leave/);
      expect(footer).not.toMatch(/\b(run|again|skip|override|stop|pause|note|ask)\b/);
      await op.goes();
    }
  });

  it('leaves at once on q, from the help as well, and sends nothing', async () => {
    for (const keys of [['q'], ['?', 'q']]) {
      const { op, walker } = await watching();
      op.terminal.stdin.write('');
      for (const key of keys.slice(0, -1)) await op.presses(key);
      op.terminal.stdin.write('q');
      await op.left;
      expect(walker.intents).toEqual([]);
    }
  });

  it('moves, pages and finds as the walk does', async () => {
    const { op } = await watching();
    await op.presses('down');
    expect(op.app.shell.store.getState().ui.cursor).toBe('tiny:7.1/2');
    await op.presses('/');
    await op.types('coe health');
    await op.presses('enter');
    expect(op.app.shell.store.getState().ui.cursor).toBe('tiny:7.2/1');
  });

  it('says when nobody walks it any more, and takes it over behind a confirmation', async () => {
    const mine = fakeWalker({ session: state.walkWith([state.checkPassed]) });
    const taken: string[] = [];
    const { op, walker } = await watching({
      resume: async (session) => {
        taken.push(session);
        return { walker: mine, notices: ['It was killed.'] };
      },
    });
    walker.change({ watching: { holder: undefined } });
    await op.sees('gone without leaving');
    expect(op.frame()).toContain('Enter take it over');
    await op.presses('enter');
    await op.sees('Enter walks it here; Esc watches on.');
    expect(op.frame().match(/gone without leaving/g)).toHaveLength(1);
    expect(taken).toEqual([]);
    await op.presses('enter');
    expect(taken).toEqual([walker.store.getState().session.id]);
    expect(walker.closed()).toBe(true);
    expect(op.frame()).not.toContain('WATCHING');
    expect(op.frame()).toContain('It was killed.');
  });

  it('offers no walk that is at its end', async () => {
    const { op, walker } = await watching(
      {},
      state.walkWith([], { state: 'finished', passed: true }),
    );
    walker.change({ watching: { holder: undefined } });
    await op.sees('The walk is finished; q leaves.');
    await op.presses('enter');
    expect(op.app.shell.store.getState().ui.stack).toEqual([{ type: 'walk' }]);
  });

  it('shows what runs there since when, and goes on drawing its output', async () => {
    const lines = ['line 1'];
    const session = state.walkWith([state.checkPassed, state.runUnderWay], { running: 2 });
    const walker = fakeWalker({ session, outputs: { 2: lines } });
    walker.change({ watching: { holder } });
    op = await operator({ walker });
    await op.sees('RUNNING since');
    lines.push('line 2');
    await op.sees('line 2');
  });
});
