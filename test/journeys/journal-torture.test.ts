import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSession } from '../../src/cli/find-session.ts';
import { readStored, resumeSession } from '../../src/cli/resume-session.ts';
import { locatedBlocks } from '../../src/session/refs.ts';
import { standingOf } from '../../src/session/standing.ts';
import { canRunTypeScript } from '../session/effects/support/node-program.ts';
import { effectsIn, tortureBook, walkToTheEnd } from '../support/torture-walk.ts';

interface Killed {
  readonly folder: string;
  /** The number of the newest event that the operator was shown. */
  readonly shown: number;
  readonly wasKilled: boolean;
}

/** Walks in a process of its own, which dies at a write of its journal or when `killAfter` milliseconds have passed. */
async function walkAndDie(killAt: string, killAfter?: number): Promise<Killed> {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-torture-'));
  writeFileSync(join(folder, 'torture.md'), tortureBook(folder));
  const child = spawn(
    process.execPath,
    ['--import', './test/fixtures/kill-at.ts', 'test/fixtures/walk-torture.ts', folder],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, KILL_AT: killAt } },
  );
  const timer =
    killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  let printed = '';
  for await (const chunk of child.stdout) printed += String(chunk);
  clearTimeout(timer);
  const wasKilled = await new Promise<boolean>((resolve) =>
    child.exitCode !== null || child.signalCode !== null
      ? resolve(child.signalCode === 'SIGKILL')
      : child.once('exit', (_, signal) => resolve(signal === 'SIGKILL')),
  );
  const whole = printed
    .slice(0, printed.lastIndexOf('\n') + 1)
    .split('\n')
    .map(Number);
  return { folder, shown: Math.max(0, ...whole), wasKilled };
}

/** What has to be so after every death, whenever it came. Answers with the number of events on the disk. */
async function survives({ folder, shown }: Killed): Promise<number> {
  const state = join(folder, 'state');
  if (shown === 0 && !hasBegun(state)) return 0;
  const found = findSession(state, readdirSync(state)[0]);
  // Reads every line and checks number, checksum and chain.
  const stored = readStored(found.folder).session;
  expect(stored.seq).toBeGreaterThanOrEqual(shown);
  const started = stored.attempts.length;

  const { walker } = await resumeSession(found, () => 0);
  await walker.idle();
  const { session } = walker.store.getState();
  // Nothing ran by itself, and what had its effect is not offered as if it had not.
  expect(session.attempts).toHaveLength(started);
  for (const located of locatedBlocks(session)) {
    const effects = effectsIn(folder)[located.step.id] ?? 0;
    expect(effects).toBeLessThanOrEqual(1);
    if (effects === 1) expect(standingOf(session, located)).not.toBe('waiting');
  }
  await walkToTheEnd(walker, folder);
  expect(walker.store.getState().session).toMatchObject({ state: 'finished', passed: true });
  await walker.close();
  expect(effectsIn(folder)).toEqual({ '2': 1, '4': 1, '5': 0, '6': 1 });
  expect(readStored(found.folder).session.state).toBe('finished');
  return stored.seq;
}

/** Before its first event was written there is no walk to lose. */
function hasBegun(state: string): boolean {
  try {
    const [id] = readdirSync(state);
    if (id === undefined) return false;
    readStored(findSession(state, id).folder);
    return true;
  } catch (error) {
    expect(String(error)).toMatch(/before its first event was written|No session|ENOENT/);
    return false;
  }
}

/** As many at a time as a small machine bears. */
async function each<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const work = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await act(item);
  };
  await Promise.all([work(), work(), work()]);
}

describe.skipIf(!canRunTypeScript)(
  'handrail killed with -9 (needs a Node that runs TypeScript)',
  () => {
    it(
      'at every write of its journal, before it, in the middle of it, and after it',
      { timeout: 180_000 },
      async () => {
        const whole = await walkAndDie('never:0');
        expect(whole.wasKilled).toBe(false);
        const writes = readStored(findSession(join(whole.folder, 'state'), '2').folder).session.seq;
        expect(writes).toBeGreaterThan(20);
        const numbers = Array.from({ length: writes }, (_, index) => index + 1);
        const table = numbers.flatMap((number) =>
          (['before', 'torn', 'after'] as const).map((moment) => ({ moment, number })),
        );
        let kills = 0;
        await each(table, async ({ moment, number }) => {
          const killed = await walkAndDie(`${moment}:${number}`);
          const written = await survives(killed);
          // A block that ended before its process could be told leaves one event fewer: then this write never came.
          if (!killed.wasKilled) expect(written).toBeLessThan(number);
          else expect(written).toBe(moment === 'after' ? number : number - 1);
          kills += killed.wasKilled ? 1 : 0;
        });
        expect(kills).toBeGreaterThan(table.length * 0.8);
      },
    );

    it('at 20 moments that nobody chose', { timeout: 120_000 }, async () => {
      const begin = performance.now();
      await walkAndDie('never:0');
      const length = performance.now() - begin;
      await each(Array.from({ length: 20 }), async () => {
        await survives(await walkAndDie('never:0', Math.random() * length * 1.5));
      });
    });
  },
);
