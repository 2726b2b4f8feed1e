import { describe, expect, it } from 'vitest';
import { twoPolls } from '../../support/two-polls.ts';
import { hanging, pollWalk, type Machine } from './support/poll-walk.ts';

const document = twoPolls('/there', { every: 20, atMost: 6 });

const nothing = (): Machine => ({
  '/there/first': 'NOTHING\n',
  '/there/second': 'NOTHING\n',
  '/there/effects': 'done\n',
  'echo looked': 'looked\n',
  'echo fine': 'fine\n',
});

/** A walk with its first poll left running. */
async function besideFirst(machine = nothing(), book = document) {
  const walk = await pollWalk(machine, { document: book });
  await walk.run('1/1');
  await walk.run('2/1');
  expect(await walk.leave('2/1')).toBeUndefined();
  return walk;
}

describe('a poll that is left running', () => {
  it('goes on looking, and is not waited for any more', async () => {
    const walk = await besideFirst();
    expect(walk.view()).toMatchObject({ live: undefined, session: { running: undefined } });
    expect(walk.view().background).toMatchObject([
      { block: 'book:2/1', stopping: false, poll: { look: 2, of: 6, paused: false } },
    ]);
    await walk.walker.idle();
    await walk.clock.advance(45_000);
    expect(walk.looks('2/1')).toEqual(['1 not-yet 0', '2 not-yet 20', '3 not-yet 40']);
    expect(walk.standing('2/1')).toBe('running');
    expect(walk.view().background[0]?.poll?.nextAt).toBe(walk.started[1]!.at + 60_000);
  });

  it('lets the walk go on beside it, with a second one, and not beyond what waits for it', async () => {
    const walk = await besideFirst();
    expect(walk.next()).toBe('3/1');
    await walk.run('3/1');
    await walk.leave('3/1');
    expect(walk.view().background.map(({ block }) => block)).toEqual(['book:2/1', 'book:3/1']);
    expect(walk.next()).toBe('4/1');
    expect(await walk.run('4/1')).toBeUndefined();
    expect(await walk.run('4/2')).toBeUndefined();
    expect(walk.standing('4/2')).toBe('passed');
    // Nothing else is possible before step 5.
    expect(walk.next()).toBe('2/1');
    expect(await walk.run('5/1')).toBe(
      '2/1 was left running, and step 5 and what follows wait for it; go to 2/1 in the outline to see how it stands.',
    );
    expect(await walk.send({ type: 'finish' })).toMatch(/^2\/1 was left running and is not over/);
  });

  it('is judged and settled at its end as any other, and what waited for it may run', async () => {
    const machine = nothing();
    const walk = await besideFirst(machine);
    await walk.run('3/1');
    await walk.leave('3/1');
    machine['/there/first'] = 'READY\n';
    machine['/there/second'] = 'UP\n';
    await walk.clock.advance(25_000);
    expect(walk.standing('3/1')).toBe('passed');
    expect(walk.standing('2/1')).toBe('running');
    await walk.clock.advance(20_000);
    expect(walk.standing('2/1')).toBe('passed');
    expect(walk.view()).toMatchObject({ background: [], session: { background: [] } });
    await walk.run('4/1');
    await walk.run('4/2');
    expect(walk.next()).toBe('5/1');
    expect(await walk.run('5/1')).toBeUndefined();
    expect(await walk.send({ type: 'finish' })).toBeUndefined();
    expect(walk.view().session.passed).toBe(true);
  });

  it('is what the walk goes back to when it failed', async () => {
    const machine = nothing();
    const walk = await besideFirst(machine);
    machine['/there/first'] = 'BROKEN\n';
    await walk.clock.advance(20_000);
    expect(walk.standing('2/1')).toBe('failed');
    expect(walk.next()).toBe('2/1');
    expect(await walk.run('4/1')).toMatch(/^2\/1 comes first and has not passed/);
  });

  it('ends while another block is waited for, which goes on', async () => {
    const machine = nothing();
    const walk = await besideFirst(machine);
    machine['/there/effects'] = hanging;
    // What it waits for is beside the first poll, and not beside the second.
    const skip = { type: 'skip', block: 'book:3/1', reason: 'not in this test' } as const;
    expect(await walk.send(skip)).toBeUndefined();
    await walk.run('4/1');
    expect(walk.view().live).toMatchObject({ block: 'book:4/1' });
    machine['/there/first'] = 'READY\n';
    await walk.clock.advance(45_000);
    expect(walk.standing('2/1')).toBe('passed');
    expect(walk.view().live).toMatchObject({ block: 'book:4/1' });
    expect(await walk.send({ type: 'cancel' })).toBeUndefined();
    await walk.walker.idle();
    expect(walk.view()).toMatchObject({ live: undefined, session: { running: undefined } });
    expect(walk.standing('4/1')).toBe('failed');
  });

  it('is left only once, and only where its runbook lets it', async () => {
    const walk = await besideFirst();
    expect(await walk.leave('2/1')).toBe('2/1 was left running already.');
    expect(await walk.leave('3/1')).toBe('3/1 is not running.');
    const alone = document.replace('**MEANWHILE:** go on.', '');
    const other = await pollWalk(nothing(), { document: alone });
    await other.run('3/1');
    expect(await other.leave('3/1')).toMatch(
      /does not let the walk go on beside 3\/1; wait for it/,
    );
    expect(other.view().live).toMatchObject({ block: 'book:3/1' });
  });

  it('is not run, skipped or passed over as long as it looks', async () => {
    const walk = await besideFirst();
    const reason = 'enough of it';
    expect(await walk.run('2/1')).toMatch(/was left running; it goes on looking by itself/);
    expect(await walk.send({ type: 'skip', block: 'book:2/1', reason })).toMatch(/stop it first/);
    expect(await walk.send({ type: 'override', owner: 'book:2/1', reason })).toMatch(
      /still running.*stop it first/,
    );
  });

  it('that can not be written down as left is waited for as before', async () => {
    const walk = await pollWalk(nothing(), { document });
    await walk.run('2/1');
    const push = walk.journal.push.bind(walk.journal);
    walk.journal.push = (...events) => {
      if (events[0]?.event.type === 'poll-left') throw new Error('The disk is full.');
      return push(...events);
    };
    expect(await walk.leave('2/1')).toBe('The disk is full.');
    expect(walk.view()).toMatchObject({ live: { block: 'book:2/1' }, background: [] });
  });
});

describe('the hand on polls that were left running', () => {
  async function twoLeft() {
    const walk = await besideFirst();
    await walk.run('3/1');
    await walk.leave('3/1');
    const hand = (type: 'cancel' | 'poll-now' | 'pause-poll' | 'continue-poll', id?: string) =>
      walk.send(id === undefined ? { type } : { type, block: `book:${id}` });
    return { ...walk, hand };
  }

  it('is on the one that is named, and on no other', async () => {
    const walk = await twoLeft();
    expect(await walk.hand('poll-now', '3/1')).toBeUndefined();
    expect(walk.looks('3/1')).toEqual(['1 not-yet 0', '2 not-yet 0']);
    expect(walk.looks('2/1')).toEqual(['1 not-yet 0']);
    expect(await walk.hand('pause-poll', '2/1')).toBeUndefined();
    await walk.clock.advance(50_000);
    expect(walk.looks('2/1')).toHaveLength(1);
    expect(walk.looks('3/1')).toHaveLength(4);
    expect(walk.view().background.map(({ poll }) => poll?.paused)).toEqual([true, false]);
    expect(await walk.hand('continue-poll', '2/1')).toBeUndefined();
    await walk.clock.advance(20_000);
    expect(walk.looks('2/1')).toEqual(['1 not-yet 0', '2 not-yet 70']);
  });

  it('stops the one that is named', async () => {
    const walk = await twoLeft();
    expect(await walk.hand('cancel', '2/1')).toBeUndefined();
    expect(walk.standing('2/1')).toBe('failed');
    expect(walk.why('2/1')).toBe('stopped by hand after look 1 of 6');
    expect(walk.standing('3/1')).toBe('running');
    expect(await walk.hand('cancel', '2/1')).toBe('2/1 is not running.');
  });

  it('wants a name where nothing is waited for', async () => {
    const walk = await twoLeft();
    for (const type of ['cancel', 'poll-now', 'pause-poll', 'continue-poll'] as const)
      expect(await walk.hand(type)).toBe(
        'Nothing is waited for; of 2/1 and 3/1, left running, say which.',
      );
    expect(await walk.hand('poll-now', '4/1')).toBe('4/1 is not running.');
    expect(await walk.hand('poll-now', '9/9')).toMatch(/No block book:9\/9/);
  });

  it('is off when the walk is left, and nothing of them is written any more', async () => {
    const walk = await twoLeft();
    await walk.send({ type: 'quit' });
    await walk.walker.close();
    const written = walk.journal.length;
    await walk.clock.advance(60_000);
    expect(walk.journal).toHaveLength(written);
    expect(walk.journal.at(-1)?.event.type).toBe('session-quit');
  });
});

describe('a login that is lost while polls run on', () => {
  const gone = { exit: 1, stderr: 'ERROR cannot get discharge from "https://c/auth": EOF\n' };
  const juju = document.replaceAll('cat ', 'juju status; cat ');

  async function bothHeld() {
    const machine = nothing();
    let isBack = false;
    const walk = await pollWalk(machine, {
      document: juju,
      ask: () =>
        isBack
          ? { status: 0, stdout: '{}', stderr: '' }
          : { status: 1, stdout: '', stderr: gone.stderr },
    });
    for (const id of ['2/1', '3/1']) {
      await walk.run(id);
      await walk.leave(id);
    }
    machine['/there/first'] = gone;
    machine['/there/second'] = gone;
    await walk.clock.advance(20_000);
    return { walk, machine, logIn: () => (isBack = true) };
  }

  it('holds both at once and lets both go on when it is back, and takes no look of either', async () => {
    const { walk, machine, logIn } = await bothHeld();
    expect(walk.view().background.map(({ poll }) => poll?.held)).toEqual([true, true]);
    expect(walk.journal.filter(({ event }) => event.type === 'login-lost')).toHaveLength(1);
    await walk.clock.advance(120_000);
    expect(walk.looks('2/1')).toHaveLength(2);
    machine['/there/first'] = 'NOTHING\n';
    machine['/there/second'] = 'NOTHING\n';
    logIn();
    expect(await walk.send({ type: 'check-login' })).toBeUndefined();
    expect(walk.view().session.login).toBeUndefined();
    expect(walk.looks('2/1')).toEqual(['1 not-yet 0', '2 question-failed 20', '3 not-yet 140']);
    expect(walk.looks('3/1')).toHaveLength(3);
    expect(walk.view().background.map(({ poll }) => poll?.of)).toEqual([7, 7]);
    expect(walk.view().session.attempts[0]?.looks[1]?.held).toBe(true);
    // Nothing was started a second time by itself.
    expect(walk.view().session.attempts).toHaveLength(2);
  });

  it('can be stopped by name while it waits', async () => {
    const { walk } = await bothHeld();
    await walk.send({ type: 'cancel', block: 'book:2/1' });
    expect(walk.why('2/1')).toBe('stopped by hand after look 2, while the login was gone');
    expect(walk.view().background.map(({ block }) => block)).toEqual(['book:3/1']);
  });
});
