import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTraining, playWalk } from '../../src/cli/autopilot-walk.ts';
import { beginSession } from '../../src/cli/open-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import type { WalkResult } from '../../src/session/result.ts';

interface Wanted {
  readonly runbook?: string;
  readonly route?: string;
  readonly faults?: readonly string[];
  readonly attestYes?: boolean;
}

async function play(wanted: Wanted): Promise<WalkResult> {
  const walker = await beginSession({
    mode: 'training',
    runbooks: [openRunbook(wanted.runbook ?? 'phase-07')],
    stateDir: mkdtempSync(join(tmpdir(), 'handrail-training-')),
    faults: wanted.faults ?? [],
    pace: () => 0,
  });
  if (!isTraining(walker)) throw new Error('a training walk did not begin as one');
  try {
    return await playWalk(walker, {
      routes: wanted.route === undefined ? [] : [wanted.route],
      attestYes: wanted.attestYes === true,
    });
  } finally {
    await walker.close();
  }
}

const verdict = (result: WalkResult, id: string) =>
  result.blocks.find((block) => block.id === id)?.verdict;

describe('phase-02 on the simulated cloud, without hands', () => {
  const vault = { runbook: 'phase-02-vault' } as const;

  it.each(['init', 'reboot'])('reaches its exit gate on the route %s', async (route) => {
    const result = await play({ ...vault, route });
    expect(result.stopped).toBeUndefined();
    expect(result.passed).toBe(true);
    expect(result.overrides).toEqual([]);
    const left = result.exitGate.filter(({ answer }) => answer === 'deferred');
    expect(left.map(({ why }) => why)).toEqual(
      route === 'init'
        ? []
        : ['2.1', '2.4', '2.6'].map((id) => `${id} deferred: not on this route`),
    );
  });

  it.each([
    ['init', 'vault-initialised', '2.1/1', 'INITIALISED'],
    ['init', 'vault-wrong-shares', '2.2/1', 'WRONG SHARES: 0 of 3 again'],
    ['reboot', 'vault-wrong-shares', '2.2/1', 'WRONG SHARES: 0 of 3 again'],
    ['reboot', 'vault-down', '2.0/1', 'Failed to connect'],
  ])('stops on the route %s with the fault %s at %s', async (route, fault, block, says) => {
    const result = await play({ ...vault, route, faults: [fault] });
    expect(result.passed).toBe(false);
    expect(result.stopped?.block).toBe(block);
    expect(result.stopped?.why).toContain(says);
  });

  it.each(['vault-repeated-share', 'root-ca-exists'])('gets by the fault %s', async (fault) => {
    expect(await play({ ...vault, route: 'init', faults: [fault] })).toMatchObject({
      passed: true,
    });
  });

  it('stops at a poll that waits for a login, and does not wait with it', async () => {
    const result = await play({ ...vault, route: 'init', faults: ['macaroon-expires'] });
    expect(result.stopped).toEqual({
      block: '2.3/2',
      why: 'the Juju login is gone, and the poll waits for it; a person has to log in again',
    });
  });
});

describe('phase-07 on the simulated cloud, without hands', () => {
  it('reaches its exit gate on a fresh deploy, with the health and regression items deferred and not passed', async () => {
    const result = await play({ route: 'fresh' });
    expect(result.stopped).toBeUndefined();
    expect(result.passed).toBe(true);
    expect(result.overrides).toEqual([]);
    const deferred = result.exitGate
      .filter(({ answer }) => answer === 'deferred')
      .map(({ why }) => why);
    expect(deferred).toEqual([
      expect.stringContaining('phase-08 step 8.2'),
      expect.stringContaining('phase-08 steps 8.1 to 8.5'),
    ]);
    expect(result.deferrals.map(({ block, state }) => [block, state])).toEqual([
      ['7.8/6', 'elsewhere'],
      ['7.9', 'elsewhere'],
    ]);
  });

  it('reaches its exit gate on a graft with nothing deferred', async () => {
    const result = await play({ route: 'graft' });
    expect(result.stopped).toBeUndefined();
    expect(result.passed).toBe(true);
    expect(result.deferrals).toEqual([]);
    expect(result.exitGate.map(({ answer }) => answer)).toEqual(result.exitGate.map(() => 'yes'));
  });

  it('stops at an answer it does not know, and names those it does', async () => {
    const result = await play({ route: 'sideways' });
    expect(result.passed).toBe(false);
    expect(result.stopped?.why).toContain('fresh, graft');
  });
});

describe('a simulated cloud that is broken at the start', () => {
  // Fault, the block whose gate must fail, and what its sentence has to hold: expected, and what came.
  const table: readonly (readonly [string, string, RegExp])[] = [
    ['old-driver', '7.4/7', /expected the last line is `1.4.0`; came .*1\.3\.0/],
    ['no-config-dir', '7.7/3', /expected .*--config-dir.*came/],
    ['empty-kubeconfig', 'prerequisites/1', /expected .*came/],
    ['helm-local-only', '7.4/5', /expected .*came/],
    ['no-trustee-domain', '7.0/2', /expected .*came .*No domain with a name or ID of/],
  ];

  it.each(table)(
    '%s fails the gate of %s and says what was expected and what came',
    async (fault, block, sentence) => {
      for (const route of ['fresh', 'graft']) {
        const result = await play({ route, faults: [fault] });
        expect(result.passed).toBe(false);
        expect(result.stopped?.block).toBe(block);
        expect(result.stopped?.why).toMatch(sentence);
        expect(verdict(result, block)).toBe('failed');
      }
    },
  );
});

const source = join(import.meta.dirname, '../../../shared/sources/phase-07.md');

describe.runIf(existsSync(source))(
  "the operator's own phase-07, unmodified (needs ../shared beside the checkout)",
  () => {
    it.each(['fresh', 'graft'])('walks to its end on the %s route', async (route) => {
      const result = await play({ runbook: source, route, attestYes: true });
      expect(result.stopped).toBeUndefined();
      expect(result.passed).toBe(true);
      expect(result.blocks.filter(({ verdict: standing }) => standing === 'failed')).toEqual([]);
      expect(result.attested.length).toBeGreaterThan(5);
    });

    it('says no more than it knows without a person: it stops at the first gate in prose', async () => {
      const result = await play({ runbook: source, route: 'fresh' });
      expect(result.passed).toBe(false);
      expect(result.stopped?.why).toContain('a person has to answer this gate');
    });
  },
);
