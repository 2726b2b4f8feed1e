import { describe, expect, it } from 'vitest';
import { twoPolls } from '../../support/two-polls.ts';
import { pollWalk, type Machine } from './support/poll-walk.ts';

const document = twoPolls('/there', { every: 20, atMost: 6 });

const nothing = (): Machine => ({
  '/there/first': 'NOTHING\n',
  '/there/second': 'NOTHING\n',
  '/there/effects': 'done\n',
});

type Walk = Awaited<ReturnType<typeof pollWalk>>;

/** Taken up again so many milliseconds after the handrail that is killed now. */
async function killedAndBack(walk: Walk, away: number, machine = nothing(), book = document) {
  const left = walk.killed();
  const { mode } = walk.view().session;
  return pollWalk(machine, { document: book, mode, left, from: walk.clock.now() + away });
}

describe('a poll whose looks ran out', () => {
  const ranOut = async (machine = nothing()) => {
    const walk = await pollWalk(machine, { document });
    await walk.run('2/1');
    await walk.clock.advance(101_000);
    expect(walk.why('2/1')).toMatch(/^not within 6 looks/);
    return walk;
  };
  const extend = (walk: Walk, id = '2/1') =>
    walk.send({ type: 'extend-poll', block: `book:${id}` });

  it('is carried on as a new attempt, with as many looks once more, on the same clock', async () => {
    const machine = nothing();
    const walk = await ranOut(machine);
    await walk.clock.advance(300_000);
    expect(await extend(walk)).toBeUndefined();
    expect(walk.view().session.attempts.map((attempt) => attempt.extends)).toEqual([undefined, 1]);
    expect(walk.view().live).toMatchObject({ attempt: 2, poll: { look: 8, of: 12 } });
    expect(walk.looks('2/1').at(-1)).toBe('7 not-yet 401');
    machine['/there/first'] = 'READY\n';
    await walk.clock.advance(45_000);
    expect(walk.standing('2/1')).toBe('passed');
    expect(walk.looks('2/1').slice(-2)).toEqual(['8 yes 421', '9 yes 441']);
  });

  it('counts nothing of an earlier attempt for how long it holds', async () => {
    const machine = nothing();
    const walk = await pollWalk(machine, { document });
    await walk.run('2/1');
    await walk.clock.advance(90_000);
    machine['/there/first'] = 'READY\n';
    await walk.clock.advance(15_000);
    expect(walk.looks('2/1').at(-1)).toBe('6 yes 100');
    expect(walk.standing('2/1')).toBe('failed');
    await extend(walk);
    expect(walk.looks('2/1').at(-1)).toMatch(/^7 yes/);
    expect(walk.standing('2/1')).toBe('running');
  });

  it('fails again at the end of those, and may be carried on again', async () => {
    const walk = await ranOut();
    await extend(walk);
    await walk.clock.advance(120_000);
    expect(walk.why('2/1')).toMatch(/^not within 12 looks/);
    expect(await extend(walk)).toBeUndefined();
    expect(walk.view().live?.poll).toMatchObject({ look: 14, of: 18 });
  });

  it('goes on as that after a kill, with its numbers and its clock', async () => {
    const before = await ranOut();
    await extend(before);
    const walk = await killedAndBack(before, 45_000);
    expect(walk.looks('2/1').at(-1)).toMatch(/^9 not-yet 14[67]$/);
    expect(walk.view().live).toMatchObject({ attempt: 2, poll: { of: 12 } });
  });

  it('may be left running again', async () => {
    const walk = await ranOut();
    await extend(walk);
    expect(await walk.leave('2/1')).toBeUndefined();
    expect(walk.view().background).toMatchObject([{ attempt: 2 }]);
  });

  it('is the only one that is carried on: any other end says what to do instead', async () => {
    const refused = async (machine: Machine, act?: (walk: Walk) => Promise<unknown>) => {
      const walk = await pollWalk(machine, { document });
      await walk.run('2/1');
      await act?.(walk);
      await walk.clock.advance(60_000);
      return extend(walk);
    };
    const first = (answer: Machine[string]) => ({ ...nothing(), '/there/first': answer });
    expect(await refused(first('BROKEN\n'))).toBe(
      '2/1 ended on BROKEN, which more looks do not change; put that right and run it again.',
    );
    expect(await refused(first({ exit: 1 }))).toBe(
      '2/1 ended as its question failed, which more looks do not change; put that right and run it again.',
    );
    expect(await refused(nothing(), (walk) => walk.send({ type: 'cancel' }))).toBe(
      '2/1 was stopped by hand; run it again.',
    );
    expect(await refused(first('READY\n'))).toBe('2/1 has come to its end: its gates held.');
    expect(await refused(nothing())).toBe('2/1 is still looking.');
    const fresh = await pollWalk(nothing(), { document });
    expect(await extend(fresh)).toBe('2/1 was not run yet; run it first.');
    expect(await extend(fresh, '1/1')).toBe('1/1 is no poll; run it again.');
    expect(await extend(fresh, '9/9')).toMatch(/No block book:9\/9/);
  });

  it('is not carried on with a value that is dead by now', async () => {
    const dead = '**DEAD:** `10.12.7.40` is an address of an earlier rebuild.\n\n## Step 1';
    const book = document
      .replace('## Step 1', dead)
      .replace('output contains `done`.', 'output contains `done`. **CAPTURE:** `vip` is line 2.')
      .replaceAll('cat ', 'true "$vip"; cat ');
    const machine: Machine = { ...nothing(), '/there/effects': 'done\n10.12.7.41\n' };
    const walk = await pollWalk(machine, { document: book });
    await walk.run('1/1');
    await walk.run('2/1');
    await walk.clock.advance(101_000);
    machine['/there/effects'] = 'done\n10.12.7.40\n';
    await walk.run('1/1');
    expect(walk.view().session.captures['vip']?.value).toBe('10.12.7.40');
    expect(await extend(walk)).toMatch(/^2\/1 would read 10\.12\.7\.40 as \$vip, which 1\/1 found/);
    expect(walk.view().session.attempts.at(-1)?.block).toBe('book:1/1');
  });

  it('waits for what is waited for', async () => {
    const walk = await ranOut();
    await walk.run('3/1');
    expect(await extend(walk)).toBe(
      '3/1 is still running; wait for it, leave it running or stop it with x.',
    );
    await walk.leave('3/1');
    expect(await extend(walk)).toBeUndefined();
    expect(walk.view().live).toMatchObject({ block: 'book:2/1' });
  });
});
