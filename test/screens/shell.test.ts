import { afterEach, describe, expect, it } from 'vitest';
import type { View } from '../../src/session/walker.ts';
import { fakeWalker, type FakeWalker } from '../support/fake-walker.ts';
import { operator, type Operator } from '../support/operator.ts';
import { passedAttempt, sampleSession } from '../support/sample-runbook.ts';

let op: Operator | undefined;
afterEach(async () => op?.goes());

const live: View['live'] = {
  attempt: 1,
  block: 'tiny:7.1/1',
  startedAt: 0,
  stopping: false,
  poll: undefined,
};

async function walking(walker: FakeWalker): Promise<Operator> {
  op = await operator({ walker });
  return op;
}

function ofSample(over: Partial<Parameters<typeof fakeWalker>[0]> = {}): FakeWalker {
  return fakeWalker({
    session: sampleSession({ attempts: [passedAttempt('tiny:7.0/1', 1)] }),
    ...over,
  });
}

describe('keys that arrive in one read', () => {
  it('open a question but never answer it: the second Enter came before it was on the screen', async () => {
    const walker = ofSample();
    const at = await walking(walker);
    await at.app.shell.perform([{ type: 'ui', change: { cursor: 'tiny:7.1/1' } }]);
    await at.settles();
    await at.sends('\r\r\r\r\r\r');
    expect(at.frame()).toContain('press it again');
    expect(walker.intents).toEqual([]);
    expect(walker.prepared).toEqual(['tiny:7.1/1']);
  });

  it('type a note and write it down', async () => {
    const walker = ofSample();
    const at = await walking(walker);
    await at.sends('nhello q x\r');
    expect(walker.intents).toEqual([{ type: 'note', text: 'hello q x', block: 'tiny:7.1/1' }]);
    expect(at.frame()).toContain('The note is in the record.');
  });

  it('are the same keys when an arrow is cut in two', async () => {
    const at = await walking(ofSample());
    await at.presses('b');
    at.terminal.stdin.write('\u{1B}');
    await new Promise<void>((resolve) => setImmediate(resolve));
    await at.sends('[B');
    expect(at.app.shell.store.getState().ui.choice).toBe(1);
    expect(at.frame()).toContain('Rollback');
  });
});

describe('a paste', () => {
  it('goes into a text as it is, on one line, and what follows at once is no key', async () => {
    const walker = ofSample();
    const at = await walking(walker);
    await at.presses('n');
    await at.sends('\u{1B}[200~two\rlines\r\u{1B}[201~\r');
    expect(at.frame()).toContain('two lines');
    expect(at.frame()).toContain('Keys right after a paste are not taken');
    expect(walker.intents).toEqual([]);
  });
});

describe('Ctrl-C', () => {
  it('first stops what runs, the second time asks to quit', async () => {
    const walker = ofSample({ live });
    const at = await walking(walker);
    await at.presses('ctrl-c');
    expect(walker.intents).toEqual([{ type: 'cancel' }]);
    expect(at.frame()).toContain('Ctrl-C again within 2 seconds asks to quit.');
    await at.presses('ctrl-c');
    expect(at.frame()).toContain('Quit handrail?');
    expect(walker.intents).toHaveLength(1);
    await at.presses('escape');
    expect(at.frame()).not.toContain('Quit handrail?');
  });

  it('works while handrail itself waits for something', async () => {
    op = await operator({ walker: ofSample(), resume: () => new Promise(() => undefined) });
    void op.app.shell.perform([{ type: 'resume', session: 's-1' }]);
    await op.sees('Resuming s-1 ...');
    await op.presses('b', 'ctrl-c', 'ctrl-c');
    await op.sees('Quit handrail?');
  });
});

describe('quitting', () => {
  it.each([
    ['training', live, 'it is stopped, and recorded as'],
    ['real', live, 'it goes on by itself, and resume finds it again'],
    [
      'real',
      {
        ...live,
        poll: {
          look: 3,
          of: 40,
          everySeconds: 20,
          nextAt: 0,
          paused: false,
          stable: 0,
          stableFor: 1,
        },
      },
      'handrail stops looking',
    ],
    ['real', undefined, 'Nothing is running.'],
  ] as const)('says what becomes of a %s walk', async (mode, running, sentence) => {
    const walker = ofSample({ session: sampleSession({ mode }), live: running });
    const at = await walking(walker);
    await at.presses('q');
    expect(at.frame()).toContain(sentence);
    expect(at.frame()).toContain('handrail resume 2026-01-02-tiny');
    await at.presses('q');
    expect(at.frame()).toContain('Enter quits, Esc stays.');
    await at.presses('enter');
    await at.left;
    expect(walker.intents).toEqual([{ type: 'quit' }]);
    expect(at.terminal.isAlternate()).toBe(false);
    expect(at.terminal.stdin.isRaw()).toBe(false);
  });

  it('stays when the walk can not be left, and says why', async () => {
    const at = await walking(ofSample({ refuses: () => 'The journal can not be written.' }));
    await at.presses('q', 'enter');
    expect(at.frame()).toContain('The journal can not be written.');
    expect(at.terminal.isAlternate()).toBe(true);
  });
});

describe('reasons and finding', () => {
  it('refuses a skip without a reason and takes it with one', async () => {
    const walker = ofSample();
    const at = await walking(walker);
    await at.presses('s', 'enter');
    expect(at.frame()).toContain('Type a reason; it stays in the record.');
    await at.types('done by hand');
    await at.presses('enter');
    expect(walker.intents).toEqual([{ type: 'skip', block: 'tiny:7.1/1', reason: 'done by hand' }]);
    expect(at.frame()).toContain('Skipped; the reason is in the record.');
  });

  it('finds a block by words of its title or its commands and goes there', async () => {
    const at = await walking(ofSample());
    await at.presses('/');
    await at.types('coe health');
    expect(at.frame()).toContain('7.2/1');
    expect(at.frame()).not.toContain('7.1/1');
    await at.presses('enter');
    expect(at.app.shell.store.getState().ui).toMatchObject({
      cursor: 'tiny:7.2/1',
      stack: [{ type: 'walk' }],
    });
  });

  it('says so when nothing is found', async () => {
    const at = await walking(ofSample());
    await at.presses('/');
    await at.types('zzz');
    await at.presses('enter');
    expect(at.frame()).toContain('No step holds "zzz".');
  });

  it('goes to a rollback block without running it', async () => {
    const walker = ofSample();
    const at = await walking(walker);
    await at.presses('b', 'down', 'enter');
    expect(at.app.shell.store.getState().ui.cursor).toBe('tiny:rollback/2');
    expect(walker.intents).toEqual([]);
  });
});

describe('help', () => {
  it('shows the keys of the screen below as they stand, and those that work everywhere', async () => {
    const at = await walking(ofSample());
    await at.presses('b', '?');
    expect(at.frame()).toContain('On this screen (Rollback)');
    expect(at.frame()).toMatch(/Enter\s+go to this block/);
    expect(at.frame()).toContain('Everywhere:');
    await at.presses('escape');
    expect(at.frame()).toContain('rollback/2');
  });
});

describe('trouble', () => {
  it('has a walk left with something unwritten only after naming what is lost', async () => {
    const walker = ofSample({
      trouble: 'The journal can not be written: the disk is full.',
      unwritten: ['1/2 ended with exit status 0'],
      refuses: ({ type }) => (type === 'quit' ? 'The disk is full.' : undefined),
    });
    const at = await walking(walker);
    await at.presses('q');
    expect(at.frame()).toContain('Not on the disk yet: 1/2 ended with exit status 0.');
    await at.presses('enter');
    expect(at.frame()).toContain('Quit handrail?');
    await at.presses('y');
    await at.left;
    expect(walker.intents).toEqual([{ type: 'quit' }]);
  });

  it('is not said twice by what it refuses', async () => {
    const trouble = 'The journal can not be written: no space left.';
    const at = await walking(ofSample({ trouble, refuses: () => trouble }));
    await at.presses('n');
    await at.types('a word');
    await at.presses('enter');
    await at.settles();
    expect(at.frame().split(trouble).length - 1).toBe(1);
  });

  it('stays on every screen until it is over', async () => {
    const walker = ofSample({ trouble: 'The journal can not be written: no space left.' });
    const at = await walking(walker);
    await at.presses('b', 'down');
    expect(at.frame()).toContain('no space left');
    walker.change({ trouble: undefined });
    await at.seesNo('no space left');
  });
});
