import { afterEach, describe, expect, it } from 'vitest';
import { bytesOf, operator, type Operator } from '../support/operator.ts';
import { fakeWalker, type FakeWalker } from '../support/fake-walker.ts';
import { isGuarded } from '../../src/screens/guard.ts';
import * as state from './support/walk-states.ts';

let op: Operator | undefined;
afterEach(async () => op?.goes());

/** A walk with its cursor on a block that changes things; the test moves the clock. */
async function beforeRun(over: Partial<Parameters<typeof fakeWalker>[0]> = {}) {
  const walker = fakeWalker({ session: state.walkWith([state.checkPassed]), ...over });
  op = await operator({ walker, unhurried: true });
  await op.waits(1000);
  return { op, walker };
}

/** The key as the terminal sends it while it is held: so many milliseconds, one each 30. */
async function holds(at: Operator, key: string, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 30) {
    await at.sends(bytesOf(key));
    await at.waits(30);
  }
}

async function atConfirm(over?: Partial<Parameters<typeof fakeWalker>[0]>) {
  const { op, walker } = await beforeRun(over);
  await op.presses('enter');
  await op.sees('Run 7.1/1?');
  return { op, walker };
}

describe('the first moment of a confirmation', () => {
  it('says to read it, takes no answer, and then says what Enter does', async () => {
    const { op, walker } = await atConfirm();
    await op.sees('Read it first ... Esc leaves it.');
    expect(op.frame()).not.toContain('Enter');
    await op.waits(299);
    await op.presses('enter');
    await op.sees('That key came as soon as this was on the screen');
    expect(walker.intents).toEqual([]);
    await op.waits(1);
    await op.sees('Enter runs exactly this; Esc leaves it.');
    expect(op.frame()).not.toContain('Read it first');
    await op.waits(300);
    await op.presses('enter');
    await op.waits(120);
    expect(walker.intents).toEqual([{ type: 'run', block: state.run }]);
  });

  it('is left by Esc at once', async () => {
    const { op } = await atConfirm();
    op.terminal.stdin.write('\u{1B}[27u');
    await op.seesNo('Run 7.1/1?');
  });

  it('comes again when something else had the screen meanwhile', async () => {
    const { op, walker } = await atConfirm();
    await op.waits(1000);
    await op.sees('Enter runs exactly this');
    await op.presses('?');
    await op.sees('On this screen');
    await op.presses('?');
    op.terminal.stdin.write('\u{1B}[27u');
    await op.sees('Read it first');
    await op.presses('enter');
    await op.waits(120);
    expect(walker.intents).toEqual([]);
  });

  it('writes nothing more to the terminal once it is over', async () => {
    const { op } = await atConfirm();
    await op.waits(300);
    await op.sees('Enter runs exactly this');
    await op.app.settled();
    const written = op.terminal.written().length;
    await op.waits(60_000);
    await op.app.settled();
    expect(op.terminal.written()).toHaveLength(written);
  });
});

describe('Enter held down', () => {
  it('on the walk opens the confirmation and never answers it', async () => {
    const { op, walker } = await atConfirm();
    // What terminals wait before they repeat.
    await op.waits(500);
    await holds(op, 'enter', 1200);
    await op.sees('Enter is held down: let it go, then press it once.');
    expect(walker.intents).toEqual([]);
    expect(op.frame()).toContain('Run 7.1/1?');
    await op.waits(300);
    await op.presses('enter');
    await op.waits(120);
    expect(walker.intents).toEqual([{ type: 'run', block: state.run }]);
  });

  it('answers once when it began with a press, and not what comes up after that', async () => {
    const { op, walker } = await atConfirm({
      onSend: (_intent, walker) =>
        walker.changeSession(state.walkWith([state.checkPassed, state.runPassed])),
    });
    await op.waits(1000);
    await op.presses('enter');
    await op.waits(500);
    expect(walker.intents).toHaveLength(1);
    await holds(op, 'enter', 1200);
    expect(walker.intents).toHaveLength(1);
  });

  it('does not count before it has been let go of for a while', async () => {
    const { op, walker } = await atConfirm();
    await op.waits(500);
    await holds(op, 'enter', 300);
    await op.waits(200);
    await op.presses('enter');
    await op.waits(120);
    expect(walker.intents).toEqual([]);
  });

  it('starts no check on the walk by repeating', async () => {
    const walker: FakeWalker = fakeWalker({ session: state.walkWith([]) });
    op = await operator({ walker, unhurried: true });
    await op.waits(1000);
    await op.presses('enter');
    await op.waits(10);
    expect(walker.intents).toHaveLength(1);
    await holds(op, 'enter', 600);
    expect(walker.intents).toHaveLength(1);
    await op.sees('Enter is held down');
  });

  it('counts for y on a judgement as well', async () => {
    const session = state.walkWith([state.checkPassed, state.runPassed, state.cautiousRan]);
    const walker = fakeWalker({ session });
    op = await operator({ walker, unhurried: true });
    await op.app.shell.perform([
      { type: 'push', screen: { type: 'attest', gate: `${state.cautious}#0` } },
    ]);
    await op.sees('Read it first');
    await op.waits(1000);
    await holds(op, 'y', 600);
    expect(walker.intents).toEqual([]);
    await op.sees('y is held down');
    await op.waits(300);
    await op.presses('y');
    await op.waits(120);
    expect(walker.intents).toEqual([
      { type: 'attest', gate: `${state.cautious}#0`, answer: 'yes' },
    ]);
  });

  it('counts for the typed name of a caution as well', async () => {
    const session = state.walkWith([state.checkPassed, state.runPassed]);
    const walker = fakeWalker({ session });
    op = await operator({ walker, unhurried: true });
    await op.app.shell.perform([
      { type: 'push', screen: { type: 'caution', block: state.cautious } },
    ]);
    await op.waits(1000);
    for (const character of 'magnum/0') {
      await op.sends(character);
      await op.waits(40);
    }
    await holds(op, 'enter', 600);
    expect(walker.intents).toEqual([]);
    await op.waits(300);
    await op.presses('enter');
    await op.waits(120);
    expect(walker.intents).toEqual([{ type: 'run', block: state.cautious, typed: 'magnum/0' }]);
  });
});

describe('other keys right behind an Enter', () => {
  it('take its word away, whatever they are', async () => {
    const { op, walker } = await atConfirm();
    await op.waits(1000);
    await op.sends('\r\u{1B}[B');
    await op.waits(120);
    expect(walker.intents).toEqual([]);
  });

  it('quit with two Ctrl-C although an Enter waits', async () => {
    const { op, walker } = await atConfirm();
    await op.waits(1000);
    await op.sends('\r\u{3}\u{3}');
    await op.sees('Quit handrail?');
    await op.waits(500);
    expect(walker.intents).toEqual([]);
  });
});

describe('text pasted on a terminal that does not mark pastes', () => {
  const asking = state.walkWith([state.checkPassed, state.runPassed, state.cautiousRan]);
  it.each([
    ['confirm', state.walkWith([state.checkPassed]), { type: 'confirm', block: state.run }],
    ['attest', asking, { type: 'attest', gate: `${state.cautious}#0` }],
    [
      'caution',
      state.walkWith([state.checkPassed, state.runPassed]),
      { type: 'caution', block: state.cautious },
    ],
    [
      'unknown',
      state.walkWith([state.checkPassed, state.runUnknown]),
      { type: 'unknown', block: state.run },
    ],
    ['question', state.walkWith([], { answers: {} }), { type: 'question', question: 'route' }],
    ['exit-gate', asking, { type: 'exit-gate' }],
    ['literals', state.walkWith([], { literals: undefined }), { type: 'literals' }],
    ['walk', state.walkWith([]), { type: 'walk' }],
    ['quit', asking, { type: 'quit' }],
    ['reason', state.walkWith([]), { type: 'reason', about: { type: 'skip', block: state.check } }],
  ] as const)('settles nothing on %s', async (_type, session, screen) => {
    const texts = ['magnum/0\r', 'no such thing\r', 'y\r', 'y\r\r', '7\r'];
    for (const text of isGuarded(screen) ? [...texts, '\ragain\r'] : texts) {
      const walker = fakeWalker({ session });
      op = await operator({ walker, unhurried: true });
      await op.app.shell.perform([{ type: 'go', screen }]);
      await op.waits(1000);
      await op.sends(text);
      await op.waits(1000);
      // A note is for the record and settles nothing.
      const settling = walker.intents.filter(({ type }) => type !== 'note');
      expect([text, settling]).toEqual([text, []]);
      await op.goes();
    }
  });
});
