import { describe, expect, it } from 'vitest';
import { watchEarlier } from '../../src/screens/earlier.ts';
import { contextOf, createShellStore } from '../../src/screens/shell.ts';
import type { EarlierWalk } from '../../src/session/earlier-walk.ts';
import { emptyHome } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import { sampleSession } from '../support/sample-runbook.ts';

const poll = 'tiny:7.2/1';
const text = 'openstack coe cluster show c1 -f json';

function walk(seconds: number): EarlierWalk {
  return {
    id: 'before',
    at: '',
    mode: 'training',
    runbooks: ['tiny'],
    literals: {},
    captures: {},
    polls: new Map([[poll, { seconds, script: text }]]),
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('what earlier walks tell', () => {
  const size = { columns: 80, rows: 24 };

  it('is read when the first frame stands, and not before', async () => {
    const walker = fakeWalker({ session: sampleSession() });
    const store = createShellStore({ type: 'walk' }, emptyHome, { walker }, 0);
    const frame = Promise.withResolvers<void>();
    const asked: unknown[] = [];
    const stop = watchEarlier(
      store,
      async (about) => {
        asked.push(about);
        return [walk(60)];
      },
      () => frame.promise,
    );
    await turn();
    expect(asked).toEqual([]);
    expect(contextOf(store.getState(), size).context.usualWait(poll)).toBeUndefined();
    frame.resolve();
    await turn();
    expect(asked).toEqual([{ id: '2026-01-02-tiny', mode: 'training' }]);
    const { context } = contextOf(store.getState(), size);
    expect(context.usualWait(poll)).toEqual({ seconds: 60, walks: 1 });
    expect(context.usualWait('tiny:7.0/1')).toBeUndefined();
    expect(context.earlier).toHaveLength(1);
    stop();
  });

  it('is forgotten with the walk it was read for', async () => {
    const first = fakeWalker({ session: sampleSession({ id: 'first' }) });
    const second = fakeWalker({ session: sampleSession({ id: 'second' }) });
    const store = createShellStore({ type: 'walk' }, emptyHome, { walker: first }, 0);
    const answers = { first: Promise.withResolvers<readonly EarlierWalk[]>() };
    const stop = watchEarlier(
      store,
      ({ id }) => (id === 'first' ? answers.first.promise : Promise.resolve([walk(20)])),
      async () => undefined,
    );
    await turn();
    store.setState({ walker: second });
    await turn();
    answers.first.resolve([walk(999)]);
    await turn();
    expect(contextOf(store.getState(), size).context.usualWait(poll)?.seconds).toBe(20);
    store.setState({ walker: undefined });
    expect(store.getState().earlier).toBeUndefined();
    stop();
  });
});
