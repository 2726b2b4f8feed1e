import { afterEach, describe, expect, it } from 'vitest';
import { fakeWalker, type FakeWalker } from '../support/fake-walker.ts';
import { operator, type Operator, type OperatorOptions } from '../support/operator.ts';
import { behind, beside, first, liveOf, PollTold, second } from './support/polls.ts';

let op: Operator | undefined;
afterEach(async () => op?.goes());

/** A walk with both polls running on; the cursor stands where nothing can be begun before the first has passed. */
async function atDesk(over: Partial<OperatorOptions> = {}, cursor: string = behind) {
  const told = new PollTold();
  const [one, other] = [told.left('2/1'), told.left('3/1')];
  told.saw(one, 'CREATE_IN_PROGRESS').saw(other, 'QUEUED');
  const walker = fakeWalker({
    session: told.session,
    background: [liveOf(one, first), liveOf(other, second)],
    now: () => 1_750_000,
  });
  op = await operator({ walker, unhurried: true, ...over });
  await op.app.shell.perform([{ type: 'ui', change: { cursor } }]);
  await op.waits(1000);
  return { op, told, walker, one, other };
}

/** The engine tells of an end as it does: the end, and then what it came to. */
function ends(walker: FakeWalker, told: PollTold, attempt: number, answer: 'yes' | 'no') {
  const rest = walker.store.getState().background.filter((live) => live.attempt !== attempt);
  told.tell({ type: 'block-ended', attempt, outcome: { type: 'exited', status: 0 } });
  walker.change({ session: told.session, background: rest });
  walker.change({ session: told.judges(attempt, answer) });
}

const bells = (at: Operator) => at.terminal.written().split('\u0007').length - 1;

describe('a poll that ends beside the walk', () => {
  it('rings once, comes to the front, and takes no key before it can have been read', async () => {
    const { op, told, walker, one } = await atDesk();
    await op.sees('» 2/1 CREATE_IN_PRO');
    expect(bells(op)).toBe(0);
    ends(walker, told, one, 'yes');
    await op.sees('✓ passed 2/1');
    await op.sees('Read it first');
    expect(bells(op)).toBe(1);
    await op.waits(299);
    await op.presses('enter');
    await op.sees('That key came as soon as this was on the screen');
    await op.sees('✓ passed 2/1');
    expect(walker.intents).toEqual([]);
    await op.waits(300);
    await op.seesNo('Read it first');
    await op.waits(60_000);
    await op.resizes(100, 30);
    await op.resizes(80, 24);
    expect(bells(op)).toBe(1);
  });

  it('stays in the strip where something else is read, until its block is under the cursor', async () => {
    const { op, told, walker, one } = await atDesk({}, beside);
    ends(walker, told, one, 'no');
    await op.sees('✗ 2/1 FAILED');
    expect(op.app.shell.store.getState().ui.cursor).toBe(beside);
    expect(bells(op)).toBe(1);
    await op.presses('g');
    await op.sees('✗ failed 2/1');
    await op.seesNo('2/1 FAILED');
    expect(op.frame()).toContain('» 3/1 QUEUED');
  });

  it('moves nothing in the moment after a key', async () => {
    const { op, told, walker, one } = await atDesk();
    await op.presses('e');
    op.terminal.stdin.write('\u001b[27u');
    await op.waits(100);
    ends(walker, told, one, 'yes');
    await op.sees('✓ 2/1 PASSED');
    expect(op.app.shell.store.getState().ui.cursor).toBe(behind);
  });

  it('takes no text away and no confirmation', async () => {
    const { op, told, walker, one, other } = await atDesk();
    await op.presses('n');
    await op.types('abc');
    ends(walker, told, one, 'yes');
    await op.sees('✓ 2/1 PASSED');
    await op.sees('abc');
    await op.app.shell.perform([
      { type: 'go', screen: { type: 'walk' } },
      { type: 'push', screen: { type: 'confirm', block: beside } },
    ]);
    await op.waits(1000);
    ends(walker, told, other, 'yes');
    await op.sees('✓ 3/1 PASSED');
    await op.sees('Run 4/1?');
    expect(bells(op)).toBe(2);
  });

  it('is not followed by a walk that has no cursor of its own', async () => {
    const told = new PollTold();
    const one = told.left('2/1');
    told.ran('3/1', ['yes']);
    told.ran('4/1', ['yes']);
    const check = told.started('4/2');
    const walker = fakeWalker({ session: told.session, background: [liveOf(one, first)] });
    op = await operator({ walker, unhurried: true });
    await op.waits(1000);
    await op.app.shell.perform([{ type: 'ui', change: { cursor: undefined } }]);
    await op.sees('4/2');
    ends(walker, told, one, 'no');
    await op.sees('2/1 FAILED');
    expect(op.app.shell.store.getState().ui.cursor).toBe('book:4/2');
    expect(told.session.running).toBe(check);
  });

  it('rings for a login that holds what runs on, once', async () => {
    const { op, walker, one, other } = await atDesk();
    walker.change({
      background: [liveOf(one, first, { held: true }), liveOf(other, second)],
    });
    walker.change({
      background: [liveOf(one, first, { held: true }), liveOf(other, second, { held: true })],
    });
    await op.sees('! 2/1 HELD');
    expect(bells(op)).toBe(1);
  });

  it('rings nobody for a walk as it is found', async () => {
    const told = new PollTold();
    told.ends(told.left('2/1'), 'yes');
    op = await operator({ walker: fakeWalker({ session: told.session }) });
    await op.waits(1000);
    expect(bells(op)).toBe(0);
    expect(op.frame()).not.toContain('2/1 PASSED');
  });

  it('rings nobody who only watches', async () => {
    const told = new PollTold();
    const one = told.left('2/1');
    const walker = fakeWalker({ session: told.session });
    walker.change({ watching: { holder: 'process 1' } });
    op = await operator({ walker, unhurried: true });
    await op.sees('» 2/1');
    ends(walker, told, one, 'yes');
    await op.seesNo('» 2/1');
    expect(bells(op)).toBe(0);
  });
});

describe('the strip on a terminal', () => {
  it.each([
    [80, 24],
    [120, 40],
    [200, 60],
    [40, 14],
  ])(
    'stands above the footer of %ix%i on every screen but the hidden prompts',
    async (columns, rows) => {
      const { op } = await atDesk({ columns, rows, unhurried: false });
      for (const type of ['walk', 'help', 'quit', 'environment'] as const) {
        await op.app.shell.perform([{ type: 'go', screen: { type } }]);
        await op.settles();
        const lines = op.frame().split('\n');
        expect(lines).toHaveLength(rows);
        expect(lines.at(-2)).toMatch(/2\/1/);
      }
      await op.app.shell.perform([{ type: 'push', screen: { type: 'password' } }]);
      await op.settles();
      expect(op.frame()).not.toContain('2/1 CREATE');
    },
  );

  it('gives way at 40x10 to what is said, and stands there while nothing is', async () => {
    const { op } = await atDesk({ columns: 40, rows: 10, unhurried: false });
    expect(op.frame().split('\n').at(-2)).toMatch(/^» 2\/1 CREATE.* » 3\/1 QUEUED/);
    await op.presses('Z');
    await op.sees('No such key here');
    expect(op.frame()).not.toContain('CREATE');
  });
});
