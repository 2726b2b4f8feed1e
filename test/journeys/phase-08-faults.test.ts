import { describe, expect, it } from 'vitest';
import { nextMove } from '../../src/session/autopilot.ts';
import { walkResult } from '../../src/session/result.ts';
import { inTraining, playTraining } from '../support/play-training.ts';

/** Virtual hours of polls take real seconds, and more of them on a machine that is busy. */
const slow = 240_000;

const rebuild = ['phase-07', 'phase-08'] as const;

/** What is broken, the runbooks walked, the block whose gate has to fail, and what its sentence says. */
const table: readonly (readonly [string, readonly string[], string, RegExp])[] = [
  ['create-failed', rebuild, '8.2/1', /CREATE_FAILED/],
  [
    'health-never-healthy',
    rebuild,
    '8.2/3',
    /`\.health` is `HEALTHY`.*UNHEALTHY|not within 128 looks/,
  ],
  ['ccm-crash-loop', rebuild, '8.3/6', /expected json `\.ccm\.unready \| length` is `0`; came `?1/],
  ['image-stuck-queued', rebuild, '8.0/1', /is one of `active`.*; came `queued`/],
  ['template-lookup-401', rebuild, '8.0/9', /neither its yes nor its no.*HTTP 401/],
  ['wrong-scope', ['phase-08'], 'prerequisites/4', /`\.name` is `admin`; came `capi-mgmt`/],
  ['failover-no-headroom', rebuild, '8.4.4/6', /`\.roomy` is at least 1; came `?0/],
  ['delete-wedged', rebuild, '8.5/2', /45 looks/],
  ['mgmt-vm-off', ['phase-08'], 'prerequisites/10', /`\.status` is `ACTIVE`; came `SHUTOFF`/],
  ['mgmt-vm-dies', rebuild, '8.2/1', /120 looks/],
  ['uninitialized-taint', rebuild, '8.3/4', /15 looks|`\.tainted`/],
  ['flannel-template', rebuild, '8.0/11', /`\.network` is `calico`; came `flannel`/],
];

describe('phase 08 on a simulated cloud that is broken', () => {
  it.each(table)(
    '%s: the walk of %s fails at %s, and says why',
    async (fault, runbooks, block, sentence) => {
      const result = await playTraining({ runbooks, routes: ['fresh'], faults: [fault] });
      expect(result.stopped?.block).toBe(block);
      expect(result.stopped?.why).toMatch(sentence);
      expect(result.passed).toBe(false);
      const failed = result.blocks.filter(({ verdict }) => verdict === 'failed');
      const [first, ...beside] = failed;
      expect(first?.id).toBe(block);
      // A poll that ran beside it may end for the same reason.
      expect(beside.filter(({ kind, step }) => kind !== 'poll' || step !== first?.step)).toEqual(
        [],
      );
    },
    slow,
  );

  it(
    'a debt that is never paid: when 8.5 is skipped the exit gate names what phase-07 left to it',
    async () => {
      const options = { routes: ['fresh'], attestYes: false };
      const result = await inTraining({ runbooks: rebuild }, async (walker) => {
        for (;;) {
          const { session } = walker.store.getState();
          const move = nextMove(session, options);
          if (session.state === 'finished') return walkResult(session);
          if (move.type === 'stop') return walkResult(session, move);
          if (move.type === 'wait') {
            await walker.idle();
            continue;
          }
          const { intent } = move;
          const isDelete = intent.type === 'run' && intent.block.startsWith('phase-08:8.5/');
          const refused = await walker.send(
            isDelete ? { type: 'skip', block: intent.block, reason: 'no time today' } : intent,
          );
          if (refused !== undefined) return walkResult(session, { block: undefined, why: refused });
          await walker.idle();
        }
      });
      expect(result.skips.map(({ block }) => block)).toEqual(['phase-08:8.5/1', 'phase-08:8.5/2']);
      expect(result.passed).toBe(false);
      const open = result.exitGate.find(({ text }) => text.startsWith('Nothing that an earlier'));
      expect(open).toMatchObject({ answer: 'no' });
      expect(open?.why).toContain('7.9 is deferred to phase-08 steps 8.1 to 8.5, and that is open');
      expect(open?.why).not.toContain('7.8/6');
    },
    slow,
  );
});
