import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { twoPolls } from '../../support/two-polls.ts';
import { hanging, pollWalk, type Machine } from './support/poll-walk.ts';

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

describe('a poll whose handrail died', () => {
  it('goes on where it was waited for: its looks, and its clock from when it began', async () => {
    const before = await pollWalk(nothing(), { document });
    await before.run('2/1');
    await before.clock.advance(25_000);
    expect(before.looks('2/1')).toEqual(['1 not-yet 0', '2 not-yet 20']);
    const walk = await killedAndBack(before, 5000);
    expect(walk.view().live).toMatchObject({
      block: 'book:2/1',
      startedAt: Date.parse(before.view().session.attempts[0]?.startedAt ?? ''),
      poll: { of: 6 },
    });
    expect(walk.standing('2/1')).toBe('running');
    expect(walk.looks('2/1')).toEqual(['1 not-yet 0', '2 not-yet 20', '3 not-yet 30']);
    expect(walk.view().session.attempts).toHaveLength(1);
    await walk.clock.advance(60_000);
    expect(walk.looks('2/1').at(-1)).toBe('6 not-yet 90');
    expect(walk.standing('2/1')).toBe('failed');
    expect(walk.why('2/1')).toMatch(/^not within 6 looks, 20 s apart/);
  });

  it('goes on left where it had been left, with another one beside it', async () => {
    const before = await pollWalk(nothing(), { document });
    for (const id of ['2/1', '3/1']) {
      await before.run(id);
      await before.leave(id);
    }
    const machine = nothing();
    const walk = await killedAndBack(before, 1000, machine);
    expect(walk.view().live).toBeUndefined();
    expect(walk.view().background.map(({ block }) => block)).toEqual(['book:2/1', 'book:3/1']);
    await walk.run('1/1');
    expect(walk.next()).toBe('4/1');
    machine['/there/second'] = 'UP\n';
    await walk.clock.advance(25_000);
    expect(walk.standing('3/1')).toBe('passed');
    expect(walk.standing('2/1')).toBe('running');
  });

  it('counts the looks that were due meanwhile, and takes one before it gives up', async () => {
    const before = await pollWalk(nothing(), { document });
    await before.run('2/1');
    const back = await killedAndBack(before, 65_000);
    expect(back.looks('2/1')).toEqual(['1 not-yet 0', '4 not-yet 65']);
    const late = await killedAndBack(back, 10_000_000);
    expect(late.looks('2/1')).toHaveLength(3);
    expect(late.looks('2/1').at(-1)).toMatch(/^6 not-yet/);
    expect(late.standing('2/1')).toBe('failed');
  });

  it('that has come meanwhile is seen to have come, though its looks had run out', async () => {
    const before = await pollWalk(nothing(), { document });
    await before.run('3/1');
    const walk = await killedAndBack(before, 10_000_000, { ...nothing(), '/there/second': 'UP\n' });
    expect(walk.standing('3/1')).toBe('passed');
  });

  it('misses nothing in training, where time stood still', async () => {
    const before = await pollWalk(nothing(), { document, mode: 'training' });
    await before.run('2/1');
    await before.clock.advance(25_000);
    const walk = await killedAndBack(before, 10_000_000);
    expect(walk.looks('2/1')).toEqual(['1 not-yet 0', '2 not-yet 20', '3 not-yet 20']);
    await walk.clock.advance(20_000);
    expect(walk.looks('2/1').at(-1)).toBe('4 not-yet 40');
  });

  it('needs its gate to hold as often in a row as it says, counted from a fresh look', async () => {
    const before = await pollWalk({ ...nothing(), '/there/first': 'READY\n' }, { document });
    await before.run('2/1');
    expect(before.looks('2/1')).toEqual(['1 yes 0']);
    const walk = await killedAndBack(before, 1000, { ...nothing(), '/there/first': 'READY\n' });
    expect(walk.standing('2/1')).toBe('running');
    await walk.clock.advance(20_000);
    expect(walk.standing('2/1')).toBe('passed');
  });

  it('takes a look that was cut off again, in a folder of its own, and leaves its files', async () => {
    const machine: Machine = { ...nothing(), '/there/first': hanging };
    const before = await pollWalk(machine, { document });
    await before.run('2/1');
    expect(before.looks('2/1')).toEqual([]);
    const walk = await killedAndBack(before, 1000);
    expect(walk.started.map(({ words }) => words)).toEqual(['attach', '/there/first']);
    expect(walk.looks('2/1')).toEqual(['1 not-yet 1']);
    const looks = join(walk.folder, '1', 'looks');
    expect(readdirSync(looks).sort()).toEqual(['001', '001-2']);
    expect(existsSync(join(looks, '001', 'script'))).toBe(true);
    expect(readFileSync(join(looks, '001-2', 'stdout'), 'utf8')).toBe('NOTHING\n');
    const size = { rows: 5, columns: 80, offset: 0 };
    expect(walk.walker.output(1, size).lines).toEqual(['NOTHING']);
  });

  it('is asked about before its first look, as a login may have gone meanwhile', async () => {
    const book = document.replaceAll('cat ', 'juju status; cat ');
    const gone = { exit: 1, stderr: 'ERROR cannot get discharge from "https://c/auth": EOF\n' };
    const before = await pollWalk({ ...nothing(), '/there/first': gone }, { document: book });
    await before.run('2/1');
    expect(before.view().live?.poll?.held).toBe(true);
    const left = before.killed();
    const walk = await pollWalk(nothing(), {
      document: book,
      left,
      from: before.clock.now() + 1000,
      ask: () => ({ status: 1, stdout: '', stderr: gone.stderr }),
    });
    expect(walk.started).toEqual([]);
    expect(walk.view().live?.poll).toMatchObject({ held: true });
    expect(walk.looks('2/1')).toEqual(['1 question-failed 0', '2 question-failed 1']);
  });

  it('with an end on the disk and no verdict passes only when it had held long enough', async () => {
    const walkUntilEnded = async (answer: string, atMost: number) => {
      const book = twoPolls('/there', { every: 20, atMost });
      const machine: Machine = { ...nothing(), '/there/first': answer };
      const walk = await pollWalk(machine, { document: book });
      await walk.run('2/1');
      await walk.clock.advance(60_000);
      const { folder, journal } = walk.killed();
      const end = journal.findIndex(({ event }) => event.type === 'block-ended');
      const left = { folder, journal: journal.slice(0, end + 1) };
      return pollWalk(nothing(), { document: book, left, from: walk.clock.now() });
    };
    expect((await walkUntilEnded('READY\n', 6)).standing('2/1')).toBe('passed');
    const ranOut = await walkUntilEnded('READY\n', 1);
    expect(ranOut.standing('2/1')).toBe('failed');
    expect(ranOut.why('2/1')).toBe('its gates did not hold as long as they have to');
  });

  it('of which a journal that was cut back does not tell that it runs can be run again', async () => {
    const before = await pollWalk(nothing(), { document });
    await before.run('2/1');
    const { folder, journal } = before.killed();
    const command = journal.find(({ event }) => event.type === 'block-started')?.event;
    const at = new Date(0).toISOString();
    const lost = [
      ...journal,
      {
        seq: journal.length + 1,
        at,
        event: { ...(command as object), block: 'book:1/1', attempt: 2 } as never,
      },
    ];
    const walk = await pollWalk(nothing(), {
      document,
      left: { folder, journal: lost },
      from: 5000,
    });
    expect(walk.standing('2/1')).toBe('waiting');
  });
});

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
