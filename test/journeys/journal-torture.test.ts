import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSession } from '../../src/cli/find-session.ts';
import { readStored } from '../../src/cli/resume-session.ts';
import { standingByRef } from '../../src/session/standing.ts';
import { canRunTypeScript } from '../session/effects/support/node-program.ts';
import { bundleInPieces, type Bundled } from '../support/bundle.ts';
import { processesWith } from '../support/tmux-operator.ts';
import {
  fourAtATime,
  holdsAfterDeath,
  newTorture,
  walkAndDie,
  walksToItsEnd,
  type Tortured,
} from '../support/torture.ts';
import { effectsIn } from '../support/torture-walk.ts';

/** How often the whole is done: 1 fits into a test run, 20 is a night's work. */
const rounds = Math.max(1, Number(process.env['HANDRAIL_TORTURE_ROUNDS'] ?? 1));

const moments = ['before', 'torn', 'after'] as const;

const numbersTo = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1);

describe.skipIf(!canRunTypeScript)(
  'handrail killed with -9 (needs a Node that runs TypeScript)',
  () => {
    let program: Bundled;
    /** Writes of a walk that nobody kills, and how long it takes, milliseconds. */
    let whole: { readonly writes: number; readonly length: number };

    beforeAll(async () => {
      program = await bundleInPieces('test/fixtures/walk-torture.ts');
      const torture = newTorture();
      const begin = performance.now();
      expect(await walkAndDie(torture, program.file, { at: 'never:0' })).toBe(false);
      const length = performance.now() - begin;
      const session = holdsAfterDeath(torture);
      expect(session).toMatchObject({ state: 'finished', passed: true });
      expect(effectsIn(torture.folder).map(({ step }) => step)).toEqual(['2', '4', '6', '8', '8']);
      whole = { writes: session?.seq ?? 0, length };
      expect(whole.writes).toBeGreaterThan(35);
    }, 120_000);
    afterAll(() => program.remove());

    it(
      'at every write of its journal, before it, in the middle of it and after it',
      async () => {
        let kills = 0;
        const starts = numbersTo(rounds).flatMap((round) =>
          numbersTo(whole.writes).map((number) => ({ round, number })),
        );
        await fourAtATime(starts, async ({ round, number }) => {
          const torture = newTorture();
          const first = moments[(round - 1) % moments.length] ?? 'before';
          await walkAndDie(torture, program.file, { at: `${first}:${number}` });
          const before = holdsAfterDeath(torture)?.seq ?? 0;
          // A block that ends before its process could be told leaves one event fewer: then that write never came.
          expect(before).toBeLessThanOrEqual(first === 'after' ? number : number - 1);
          // The next two die at what they do first after `session-resumed`: the very write that the first one died at.
          for (const moment of ['torn', 'after']) {
            if (holdsAfterDeath(torture)?.state === 'finished') break;
            await walkAndDie(torture, program.file, { at: `${moment}:2` });
          }
          await walksToItsEnd(torture);
          kills += torture.kills;
        });
        expect(kills).toBeGreaterThan(starts.length * 2.5);
      },
      900_000 * rounds,
    );

    it(
      'again and again at moments that nobody chose, in the middle of resuming too',
      async () => {
        let kills = 0;
        await fourAtATime(numbersTo(rounds * 6), async () => {
          const torture = newTorture();
          for (let death = 1; death <= 10; death += 1) {
            await walkAndDie(torture, program.file, { after: Math.random() * whole.length });
            if (holdsAfterDeath(torture)?.state === 'finished') break;
          }
          await walksToItsEnd(torture);
          kills += torture.kills;
        });
        expect(kills).toBeGreaterThan(rounds * 12);
      },
      600_000 * rounds,
    );

    it('with events kept back that a full disk did not take', async () => {
      let kept = 0;
      await fourAtATime(numbersTo(Math.floor(whole.writes / 4)), async (fourth) => {
        const torture = newTorture();
        const number = fourth * 4;
        if (await walkAndDie(torture, program.file, { at: `full:${number}` })) kept += 1;
        expect(holdsAfterDeath(torture)?.seq ?? 0).toBe(number - 1);
        await walksToItsEnd(torture);
      });
      expect(kept).toBeGreaterThan(6);
    }, 600_000);

    it('together with the shell around a block: its end is unknown, and it is not run again', async () => {
      const torture = newTorture();
      const running = runningSlowly(torture);
      const walked = walkAndDie(torture, program.file, { after: 60_000 });
      // Everything that carries the mark of the attempt, its wrapper first of all, and handrail with it.
      const started = await running;
      const own = processesWith(torture.folder);
      const handrail = processesWith('test/fixtures/kill-at.ts').filter((id) => own.includes(id));
      // Handrail first, so that it can not note the end of the one that dies before it.
      for (const id of [...handrail, ...started.filter((id) => own.includes(id))])
        process.kill(id, 'SIGKILL');
      expect(await walked).toBe(true);
      const session = holdsAfterDeath(torture);
      expect(session?.running).toBe(5);
      expect(await walkAndDie(torture, program.file, { at: 'before:4' })).toBe(true);
      const resumed = holdsAfterDeath(torture);
      if (resumed === undefined) throw new Error('no session');
      expect(standingByRef(resumed, 'torture:6/1')).toBe('unknown');
      expect(effectsIn(torture.folder).filter(({ step }) => step === '6')).toHaveLength(1);
    }, 120_000);

    /** Waits until the slow block has had its effect; the processes of its attempt. */
    async function runningSlowly(torture: Tortured): Promise<readonly number[]> {
      const patience = Date.now() + 60_000;
      while (!effectsIn(torture.folder).some(({ step }) => step === '6')) {
        if (Date.now() > patience) throw new Error('the slow block never began');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      const state = join(torture.folder, 'state');
      const { folder } = findSession(state, readdirSync(state)[0]);
      expect(readStored(folder).session.running).toBeDefined();
      return processesWith(`HANDRAIL_ATTEMPT=${join(folder, 'attempts', '0005')}`);
    }
  },
);
