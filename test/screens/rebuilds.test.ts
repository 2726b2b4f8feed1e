import { describe, expect, it } from 'vitest';
import type { HomeFacts, HomeLater } from '../../src/screens/contract.ts';
import { watchRebuilds } from '../../src/screens/rebuilds.ts';
import { createShellStore } from '../../src/screens/shell.ts';
import { fakeWalker } from '../support/fake-walker.ts';
import { sampleSession } from '../support/sample-runbook.ts';

type Session = HomeFacts['sessions'][number];
type Outline = HomeLater['outlines'][string];

const session = (id: string, state: Session['state'] = 'quit'): Session => ({
  ...{ id, runbooks: ['tiny'], mode: 'real', where: 'last at 1/1', age: '2 h ago', state },
});
const home = (...sessions: readonly Session[]): HomeFacts => ({
  sessions,
  runbooks: [],
  rebuild: { type: 'reading', file: 'handrail.yaml' },
  version: '0',
});
const order = {
  type: 'order',
  runbooks: [{ shown: 'phase-08', opens: 'phase-08' }],
} as const;
const outline = (settled: number): Outline => ({
  type: 'read',
  runbooks: [
    { id: 'tiny', title: 'Tiny', state: 'under-way', settled, of: 9, spent: 0, deferrals: 0 },
  ],
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('what the home screen tells later', () => {
  it('is read when the frame stands, the order first and then session by session', async () => {
    const store = createShellStore(
      { type: 'home' },
      home(session('a'), session('b')),
      undefined,
      0,
    );
    const frame = Promise.withResolvers<void>();
    const asked: string[] = [];
    const stop = watchRebuilds(
      store,
      {
        rebuild: async () => {
          asked.push('order');
          return order;
        },
        outline: async (id) => {
          asked.push(id);
          return outline(asked.length);
        },
      },
      () => frame.promise,
    );
    await turn();
    expect(asked).toEqual([]);
    expect(store.getState().later).toEqual({ outlines: {}, rebuild: undefined });
    frame.resolve();
    await turn();
    expect(asked).toEqual(['order', 'a', 'b']);
    expect(store.getState().later).toEqual({
      rebuild: order,
      outlines: { a: outline(2), b: outline(3) },
    });
    stop();
  });

  it('asks nothing about what is finished, can not be read, or has no order to be read', async () => {
    const facts = home(session('done', 'finished'), session('bad', 'unreadable'), session('left'));
    const store = createShellStore(
      { type: 'home' },
      { ...facts, rebuild: undefined },
      undefined,
      0,
    );
    const asked: string[] = [];
    watchRebuilds(
      store,
      {
        rebuild: () => Promise.reject(new Error('nobody asked for it')),
        outline: async (id) => {
          asked.push(id);
          return outline(1);
        },
      },
      async () => undefined,
    );
    await turn();
    expect(asked).toEqual(['left']);
  });

  it('stops when a walk is opened, and is forgotten when the home screen is read anew', async () => {
    const store = createShellStore(
      { type: 'home' },
      { ...home(session('a'), session('b')), rebuild: undefined },
      undefined,
      0,
    );
    const asked: string[] = [];
    const answers: ((outline: Outline) => void)[] = [];
    watchRebuilds(
      store,
      {
        rebuild: async () => order,
        outline: (id) => {
          asked.push(id);
          return new Promise((resolve) => answers.push(resolve));
        },
      },
      async () => undefined,
    );
    await turn();
    expect(asked).toEqual(['a']);
    store.setState({ walker: fakeWalker({ session: sampleSession() }) });
    answers[0]?.(outline(1));
    await turn();
    expect(asked).toEqual(['a']);
    expect(store.getState().later.outlines).toEqual({});

    store.setState({ walker: undefined });
    store.setState({ home: { ...home(session('a')), rebuild: undefined } });
    await turn();
    answers[1]?.(outline(5));
    await turn();
    expect(store.getState().later.outlines).toEqual({ a: outline(5) });
    store.setState({ home: { ...home(session('c')), rebuild: undefined } });
    expect(store.getState().later.outlines).toEqual({});
  });

  it('is not read on top of a walk that was opened at once', async () => {
    const walker = fakeWalker({ session: sampleSession() });
    const store = createShellStore({ type: 'walk' }, home(session('a')), { walker }, 0);
    const asked: string[] = [];
    const read = async (id: string) => {
      asked.push(id);
      return outline(1);
    };
    watchRebuilds(store, { rebuild: async () => order, outline: read }, async () => undefined);
    await turn();
    expect(asked).toEqual([]);
  });
});
