import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { playTraining } from '../support/play-training.ts';

/** Virtual hours of polls take real seconds, and more of them on a machine that is busy. */
const slow = 300_000;

const byName = (result: Awaited<ReturnType<typeof playTraining>>) =>
  result.acceptance.map(({ id, state }) => `${id} ${state}`).sort();

const bar = [
  ...[1, 2, 3, 4, 5, 6].map((number) => `D-011.${number} pass`),
  'D-011.7 deferred',
  'D-011.8 deferred',
];

describe('a whole rebuild on the simulated cloud, without hands', () => {
  it(
    'is accepted on a fresh deploy, and what phase-07 left open is closed by what showed it',
    async () => {
      const result = await playTraining({
        runbooks: ['phase-02', 'phase-07', 'phase-08'],
        routes: ['init', 'fresh'],
      });
      expect(result.stopped).toBeUndefined();
      expect(result.passed).toBe(true);
      expect(result.overrides).toEqual([]);
      expect(result.skips).toEqual([]);
      expect(byName(result)).toEqual(bar);
      const debts = result.deferrals.filter(({ runbook }) => runbook === 'phase-07');
      expect(debts.map(({ block, state }) => [block, state])).toEqual([
        ['7.8/6', 'closed'],
        ['7.9', 'closed'],
      ]);
      expect(debts.map(({ evidence }) => evidence.at(-1)?.block)).toEqual(['8.2/3', '8.5/2']);
      const others = result.deferrals.filter(({ runbook }) => runbook !== 'phase-07');
      expect(others.map(({ block, state }) => [block, state])).toEqual([
        ['8.4.7', 'elsewhere'],
        ['8.4.8', 'elsewhere'],
      ]);
    },
    slow,
  );

  it(
    'is accepted on a cloud that has a cluster, which is still there at the end',
    async () => {
      const result = await playTraining({
        runbooks: ['phase-02', 'phase-07', 'phase-08'],
        routes: ['reboot', 'graft'],
      });
      expect(result.stopped).toBeUndefined();
      expect(result.passed).toBe(true);
      expect(byName(result)).toEqual(bar);
      const made = result.blocks.filter(({ id }) => ['8.1/2', '8.5/1'].includes(id));
      expect(made.map(({ attempts }) => attempts)).toEqual([0, 0]);
    },
    slow,
  );

  it(
    'shows no key and no password in what its blocks printed and found',
    async () => {
      const result = await playTraining({ runbooks: ['phase-07', 'phase-08'], routes: ['fresh'] });
      const told = JSON.stringify(result);
      expect(told).toContain('capi-test-1-');
      expect(told).not.toMatch(/client-key-data|PRIVATE KEY|gAAAAA|OS_PASSWORD/);
    },
    slow,
  );
});

const source = join(import.meta.dirname, '../../../shared/sources/phase-08.md');

describe.runIf(existsSync(source))(
  "the operator's own phase-08, unmodified (needs ../shared beside the checkout)",
  () => {
    it(
      'walks to its end behind phase-07',
      async () => {
        const result = await playTraining({
          runbooks: ['phase-07', source],
          routes: ['fresh'],
          attestYes: true,
        });
        expect(result.stopped).toBeUndefined();
        expect(result.passed).toBe(true);
        expect(result.blocks.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
        expect(result.attested.length).toBeGreaterThan(5);
      },
      slow,
    );
  },
);
