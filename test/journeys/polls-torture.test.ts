import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canRunTypeScript } from '../session/effects/support/node-program.ts';
import { bundleInPieces, type Bundled } from '../support/bundle.ts';
import { polls } from '../support/torture-books.ts';
import { looksTaken } from '../support/torture-polls.ts';
import {
  fourAtATime,
  holdsAfterDeath,
  newTorture,
  walkAndDie,
  walksToItsEnd,
} from '../support/torture.ts';
import { effectsIn } from '../support/torture-walk.ts';

/** How often the whole is done: 1 fits into a test run, 20 is a night's work. */
const rounds = Math.max(1, Number(process.env['HANDRAIL_TORTURE_ROUNDS'] ?? 1));

const moments = ['before', 'torn', 'after'] as const;

const numbersTo = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1);

describe.skipIf(!canRunTypeScript)(
  'handrail killed with -9 beside polls that were left running (needs a Node that runs TypeScript)',
  () => {
    let program: Bundled;
    /** Writes of a walk that nobody kills, and how long it takes, milliseconds. */
    let whole: { readonly writes: number; readonly length: number };

    beforeAll(async () => {
      program = await bundleInPieces('test/fixtures/walk-torture.ts');
      const torture = newTorture(polls);
      const begin = performance.now();
      expect(await walkAndDie(torture, program.file, { at: 'never:0' })).toBe(false);
      const length = performance.now() - begin;
      const session = holdsAfterDeath(torture);
      expect(session).toMatchObject({ state: 'finished', passed: true });
      expect(effectsIn(torture.folder).map(({ step }) => step)).toEqual(['1', '4', '5']);
      // Both were left, and the first once more when it was carried on.
      expect(torture.left.size).toBe(3);
      expect(session?.attempts.filter((attempt) => attempt.extends !== undefined)).toHaveLength(1);
      expect(looksTaken(torture.folder).length).toBeGreaterThanOrEqual(6);
      whole = { writes: session?.seq ?? 0, length };
      expect(whole.writes).toBeGreaterThan(30);
    }, 120_000);
    afterAll(() => program.remove());

    it(
      'at every write of its journal, before it, in the middle of it or after it, and twice while it is taken up',
      async () => {
        let kills = 0;
        const starts = numbersTo(rounds).flatMap((round) =>
          numbersTo(whole.writes).map((number) => ({ round, number })),
        );
        await fourAtATime(starts, async ({ round, number }) => {
          const torture = newTorture(polls);
          const first = moments[(round + number) % moments.length] ?? 'before';
          await walkAndDie(torture, program.file, { at: `${first}:${number}` });
          const before = holdsAfterDeath(torture)?.seq ?? 0;
          expect(before).toBeLessThanOrEqual(first === 'after' ? number : number - 1);
          // What comes first after `session-resumed` is a look, a poll that is left, or the start of a block.
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
      'again and again at moments that nobody chose',
      async () => {
        let kills = 0;
        await fourAtATime(numbersTo(rounds * 8), async () => {
          const torture = newTorture(polls);
          for (let death = 1; death <= 8; death += 1) {
            await walkAndDie(torture, program.file, { after: Math.random() * whole.length });
            if (holdsAfterDeath(torture)?.state === 'finished') break;
          }
          await walksToItsEnd(torture);
          kills += torture.kills;
        });
        expect(kills).toBeGreaterThan(rounds * 16);
      },
      600_000 * rounds,
    );

    it('with looks kept back that a full disk did not take: they are taken anew', async () => {
      const writes = numbersTo(Math.floor(whole.writes / 5)).map((fifth) => fifth * 5);
      let kept = 0;
      await fourAtATime(writes, async (number) => {
        const torture = newTorture(polls);
        if (await walkAndDie(torture, program.file, { at: `full:${number}` })) kept += 1;
        expect(holdsAfterDeath(torture)?.seq ?? 0).toBeLessThan(number);
        await walksToItsEnd(torture);
      });
      expect(kept).toBeGreaterThan(3);
    }, 600_000);
  },
);
