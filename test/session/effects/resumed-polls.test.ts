import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

function walkLooks({ folder }: Walk): string {
  return join(folder, '1', 'looks');
}

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
    await before.run('1/1');
    for (const id of ['2/1', '3/1']) {
      await before.run(id);
      await before.leave(id);
    }
    const machine = nothing();
    const walk = await killedAndBack(before, 1000, machine);
    expect(walk.view().live).toBeUndefined();
    expect(walk.view().background.map(({ block }) => block)).toEqual(['book:2/1', 'book:3/1']);
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
    expect(late.looks('2/1').at(-1)).toMatch(/^5 not-yet/);
    await late.clock.advance(20_000);
    expect(late.looks('2/1').at(-1)).toMatch(/^6 not-yet/);
    expect(late.standing('2/1')).toBe('failed');
  });

  it('that has come meanwhile is seen to have come, though its looks had run out', async () => {
    const before = await pollWalk(nothing(), { document });
    await before.run('3/1');
    const walk = await killedAndBack(before, 10_000_000, { ...nothing(), '/there/second': 'UP\n' });
    expect(walk.standing('3/1')).toBe('passed');
  });

  it('can still hold as often in a row as it has to, however long nobody was there', async () => {
    const before = await pollWalk(nothing(), { document });
    await before.run('2/1');
    const ready = { ...nothing(), '/there/first': 'READY\n' };
    const walk = await killedAndBack(before, 12 * 3_600_000, ready);
    expect(walk.looks('2/1').at(-1)).toMatch(/^5 yes/);
    await walk.clock.advance(20_000);
    expect(walk.standing('2/1')).toBe('passed');
  });

  it('misses nothing while it waited for a login', async () => {
    const book = document.replaceAll('cat ', 'juju status; cat ');
    const gone = { exit: 1, stderr: 'ERROR cannot get discharge from "https://c/auth": EOF\n' };
    const before = await pollWalk({ ...nothing(), '/there/first': gone }, { document: book });
    await before.run('2/1');
    await before.clock.advance(1_800_000);
    const walk = await pollWalk(nothing(), {
      document: book,
      left: before.killed(),
      from: before.clock.now() + 1000,
      ask: () => ({ status: 0, stdout: 'admin\n', stderr: '' }),
    });
    expect(walk.looks('2/1')).toEqual(['1 question-failed 0', '2 not-yet 1801']);
    expect(walk.view().live?.poll).toMatchObject({ look: 3, of: 7 });
  });

  it('misses nothing while it was paused, looks once, and is paused as it was', async () => {
    const before = await pollWalk(nothing(), { document });
    await before.run('2/1');
    await before.leave('2/1');
    const hand = (walk: Walk, type: 'pause-poll' | 'continue-poll') =>
      walk.send({ type, block: 'book:2/1' });
    expect(await hand(before, 'pause-poll')).toBeUndefined();
    expect(await hand(before, 'pause-poll')).toBeUndefined();
    await before.clock.advance(1_800_000);
    const walk = await killedAndBack(before, 1000);
    expect(walk.looks('2/1')).toEqual(['1 not-yet 0', '2 not-yet 1801']);
    await walk.clock.advance(100_000);
    expect(walk.looks('2/1')).toHaveLength(2);
    expect(walk.view().background[0]?.poll).toMatchObject({ paused: true, nextAt: undefined });
    expect(await hand(walk, 'continue-poll')).toBeUndefined();
    const back = await killedAndBack(walk, 45_000);
    // Two were due since then: 20 and 40 seconds after it was let go on.
    expect(back.looks('2/1').at(-1)).toMatch(/^4 not-yet/);
    expect(back.view().background[0]?.poll).toMatchObject({ paused: false });
    const told = back.journal.flatMap(({ event: { type } }) =>
      type === 'poll-paused' || type === 'poll-continued' ? [type] : [],
    );
    expect(told).toEqual(['poll-paused', 'poll-continued']);
  });

  it('has its looks stopped wherever they stand that an earlier handrail has left', async () => {
    const machine: Machine = { ...nothing(), '/there/first': hanging };
    const before = await pollWalk(nothing(), { document });
    await before.run('2/1');
    const second = await killedAndBack(before, 45_000, machine);
    const left = second.started.find(({ words }) => words === '/there/first')?.folder ?? '';
    expect(left).toMatch(/003$/);
    writeFileSync(join(walkLooks(second), '001', 'exit'), '0\n');
    const third = await killedAndBack(second, 1000);
    expect(third.started.map(({ words, folder }) => [words, folder])).toEqual([
      ['attach', left],
      ['/there/first', `${left}-2`],
    ]);
    expect(third.looks('2/1')).toEqual(['1 not-yet 0', '3 not-yet 46']);
  });

  it('has nothing stopped that has ended', async () => {
    const before = await pollWalk({ ...nothing(), '/there/first': hanging }, { document });
    await before.run('2/1');
    writeFileSync(join(walkLooks(before), '001', 'exit'), '0\n');
    const walk = await killedAndBack(before, 1000);
    expect(walk.started.map(({ words }) => words)).toEqual(['/there/first']);
  });

  it('that was stopped by hand and not judged any more does not pass', async () => {
    const ready = (): Machine => ({ ...nothing(), '/there/first': 'READY\n' });
    const before = await pollWalk(ready(), { document });
    await before.run('2/1');
    const second = await killedAndBack(before, 1000, ready());
    expect(second.looks('2/1')).toEqual(['1 yes 0', '2 yes 1']);
    await second.send({ type: 'cancel' });
    const { folder, journal } = second.killed();
    const end = journal.findIndex(({ event }) => event.type === 'block-ended');
    const left = { folder, journal: journal.slice(0, end + 1) };
    const walk = await pollWalk(nothing(), { document, left, from: second.clock.now() });
    expect(walk.standing('2/1')).toBe('failed');
    expect(walk.why('2/1')).toBe('stopped by hand');
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
