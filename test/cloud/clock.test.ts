import { describe, expect, it } from 'vitest';
import { createTimeGate } from '../../src/cloud/time-gate.ts';
import { VirtualClock } from '../../src/cloud/clock.ts';
import { ShellStates } from '../../src/cloud/unix/shell-state.ts';
import { createWorld } from '../../src/cloud/create-world.ts';

const minute = 60_000;

async function newWorld(over: Parameters<typeof createWorld>[0] = {}) {
  const world = await createWorld(over);
  const begun = world.clock.now();
  const log: string[] = [];
  const told = (name: string) => log.push(`${name} ${(world.clock.now() - begun) / 1000}`);
  /** Whether it is over by now, as far as the event loop goes. */
  const isOver = async (work: Promise<unknown>): Promise<boolean> => {
    let over = false;
    void work.then(() => (over = true));
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    return over;
  };
  return { world, begun, log, told, isOver };
}

describe('virtual time', () => {
  it('wakes each of several sleepers at its own time', async () => {
    const { world, log, told } = await newWorld();
    const sleeps = (name: string, ms: number, times: number) =>
      (async () => {
        for (let time = 0; time < times; time += 1) {
          await world.clock.sleep(ms);
          told(name);
        }
      })();
    await Promise.all([sleeps('a', 20_000, 3), sleeps('b', 50_000, 1), sleeps('c', 30_000, 2)]);
    expect(log).toEqual(['a 20', 'c 30', 'a 40', 'b 50', 'c 60', 'a 60']);
  });

  it('is the same for a script that sleeps and for who waits beside it', async () => {
    const { world, log, told } = await newWorld();
    const script = world
      .exec('jumphost', 'sleep 60; date +%s; sleep 30; date +%s')
      .then(({ stdout }) => {
        const [first = 0, second = 0] = stdout.trim().split('\n').map(Number);
        expect(second - first).toBe(30);
        told('script');
      });
    const waits = (async () => {
      for (const seconds of [25, 25, 25]) {
        await world.clock.sleep(seconds * 1000);
        told('waits');
      }
    })();
    await Promise.all([script, waits]);
    expect(log).toEqual(['waits 25', 'waits 50', 'waits 75', 'script 90']);
  });

  it('runs two scripts at once that know nothing of each other but the files', async () => {
    const { world } = await newWorld();
    const [slow, quick] = await Promise.all([
      world.exec('jumphost', 'name=slow; cd /tmp; sleep 60; cat note; echo "$name $PWD"'),
      world.exec(
        'jumphost',
        'name=quick; cd /; sleep 20; echo seen > /tmp/note; echo "$name $PWD"',
      ),
    ]);
    expect(slow).toMatchObject({ stdout: 'seen\nslow /tmp\n', exitCode: 0 });
    expect(quick).toMatchObject({ stdout: 'quick /\n', exitCode: 0 });
  });

  it('does not go past the deadline of a timeout while somebody else sleeps longer', async () => {
    const { world, log, told } = await newWorld();
    const long = world.clock.sleep(10 * minute).then(() => told('long'));
    const cut = world.exec('jumphost', 'timeout 5 sleep 100; echo $?').then(({ stdout }) => {
      expect(stdout).toBe('124\n');
      told('cut');
    });
    await Promise.all([long, cut]);
    expect(log).toEqual(['cut 5', 'long 600']);
  });

  it('stands still for a sleeper that is woken by hand', async () => {
    const { world, begun } = await newWorld({ pace: () => new Promise(() => undefined) });
    const stop = new AbortController();
    const sleeping = world.clock.sleep(minute, stop.signal);
    stop.abort();
    await sleeping;
    expect(world.clock.now()).toBe(begun);
    await world.clock.sleep(minute, stop.signal);
    expect(world.clock.now()).toBe(begun);
  });

  it('lets who came while time was about to move wake first', async () => {
    let go = (): void => undefined;
    const paced: number[] = [];
    const { world, log, told } = await newWorld({
      pace: (ms) => {
        paced.push(ms);
        return new Promise((resolve) => (go = resolve));
      },
    });
    const late = world.clock.sleep(60_000).then(() => told('late'));
    while (paced.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const early = world.clock.sleep(10_000).then(() => told('early'));
    go();
    await early;
    while (paced.length < 2) await new Promise((resolve) => setImmediate(resolve));
    go();
    await late;
    expect(log).toEqual(['early 10', 'late 60']);
  });

  it('fails whoever sleeps when what happens meanwhile can not, and goes on after that', async () => {
    const trouble = new Error('the service can not settle');
    let isBroken = true;
    const clock = new VirtualClock({
      start: 0,
      states: new ShellStates(),
      pace: undefined,
      happen: () => (isBroken ? Promise.reject(trouble) : Promise.resolve()),
    });
    const slept = await Promise.allSettled([
      clock.sleep(1000),
      clock.during(() => clock.sleep(5000)),
    ]);
    expect(slept).toEqual([
      { status: 'rejected', reason: trouble },
      { status: 'rejected', reason: trouble },
    ]);
    isBroken = false;
    await clock.during(() => clock.sleep(1000));
    expect(clock.now()).toBe(2000);
  });

  it('keeps a failure that came when nobody slept any more for who sleeps next', async () => {
    const trouble = new Error('the service can not settle');
    const stop = new AbortController();
    const clock = new VirtualClock({
      start: 0,
      states: new ShellStates(),
      pace: undefined,
      happen: () => {
        stop.abort();
        return Promise.reject(trouble);
      },
    });
    await clock.sleep(1000, stop.signal);
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await expect(clock.sleep(1000)).rejects.toBe(trouble);
  });

  it('fails the script that slept', async () => {
    const { world } = await newWorld();
    Object.defineProperty(world.model, 'magnum', {
      get: () => {
        throw new Error('the service can not settle');
      },
    });
    await expect(world.exec('jumphost', 'sleep 60; echo late')).rejects.toThrow(
      'the service can not settle',
    );
  });

  it('does not pass by waiting alone while its gate is shut, and by what a script sleeps', async () => {
    const gate = createTimeGate();
    const { world, begun, log, told, isOver } = await newWorld({ gate });
    const waits = world.clock.sleep(20_000).then(() => told('waits'));
    expect(await isOver(waits)).toBe(false);
    expect(world.clock.now()).toBe(begun);
    await world.exec('jumphost', 'sleep 15').then(() => told('script'));
    expect(log).toEqual(['script 15']);
    expect(await isOver(waits)).toBe(false);
    gate.open();
    await waits;
    gate.shut();
    expect(log).toEqual(['script 15', 'waits 20']);
    const again = world.clock.sleep(20_000);
    expect(await isOver(again)).toBe(false);
    gate.open();
    await again;
  });
});
