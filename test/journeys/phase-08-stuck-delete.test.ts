import { describe, expect, it } from 'vitest';
import { playWalk, type TrainingWalker } from '../../src/cli/autopilot-walk.ts';
import { cautionsNow } from '../../src/session/preview.ts';
import { locate } from '../../src/session/refs.ts';
import { newestAttempt, standingOf } from '../../src/session/standing.ts';
import { inTraining } from '../support/play-training.ts';

/** Virtual hours of polls take real seconds, and more of them on a machine that is busy. */
const slow = 300_000;

const fresh = { routes: ['fresh'], attestYes: false };

/** Runs a block as a person does, the name that its caution asks for typed; how it stands then. */
async function runs(walker: TrainingWalker, id: string, name?: string): Promise<string> {
  const ref = `phase-08:${id}`;
  const located = locate(walker.store.getState().session, ref);
  if (located === undefined) throw new Error(`no block ${ref}`);
  const caution = cautionsNow(walker.store.getState().session, located)[0];
  const typed = caution === undefined ? {} : { typed: name ?? caution.object };
  const refused = await walker.send({ type: 'run', block: ref, ...typed });
  if (refused !== undefined) return `refused: ${refused}`;
  await walker.idle();
  const { session } = walker.store.getState();
  const tried = newestAttempt(session, ref)?.outcome;
  return `${standingOf(session, located)}${tried?.type === 'not-started' ? `: ${tried.reason}` : ''}`;
}

/** What the newest run of a block printed. */
function printed(walker: TrainingWalker, id: string): string {
  const tried = newestAttempt(walker.store.getState().session, `phase-08:${id}`);
  if (tried === undefined) throw new Error(`${id} did not run`);
  return walker.output(tried.number, { rows: 40, columns: 400, offset: 0 }).lines.join('\n');
}

/** A walk up to the deletion that hangs, with the poll of it failed. */
function wedged(then: (walker: TrainingWalker) => Promise<void>): Promise<void> {
  const wanted = { runbooks: ['phase-07', 'phase-08'], faults: ['delete-wedged'] };
  return inTraining(wanted, async (walker) => {
    const stuck = await playWalk(walker, fresh);
    if (stuck.stopped?.block !== '8.5/2')
      console.log(JSON.stringify(stuck.stopped), printed(walker, stuck.stopped?.block ?? ''));
    expect(stuck.stopped).toMatchObject({ block: '8.5/2' });
    await then(walker);
  });
}

const nothing = {
  load_balancers: [],
  servers: [],
  networks: [],
  routers: [],
  groups: [],
  left: 0,
};

describe('the way out of a stuck deletion', () => {
  it(
    'leads through the diagnosis and the five blocks to a 404 and an exit gate that passes',
    () =>
      wedged(async (walker) => {
        expect(await runs(walker, '8.5/8')).toBe('passed');
        const { name } = JSON.parse(printed(walker, '8.5/8')) as { name: string };
        expect(name).toMatch(/^capi-test-1-[a-z0-9]{12}$/);
        expect(await runs(walker, '8.5/9')).toBe('passed');
        const left = JSON.parse(printed(walker, '8.5/9')) as Record<string, string[]>;
        expect(left['load_balancers']?.length).toBe(1);

        expect(await runs(walker, '8.5/3')).toBe('passed');
        expect(await runs(walker, '8.5/4')).toBe('passed');
        expect(printed(walker, '8.5/4')).toContain(`${name}-kubeapi`);
        for (const id of ['8.5/5', '8.5/6', '8.5/7']) expect(await runs(walker, id)).toBe('passed');
        expect(printed(walker, '8.5/5')).toMatch(/^server \S+ capi-test-1-\S+-control-plane-\S+$/m);
        expect(printed(walker, '8.5/6')).toMatch(/^routers: [0-9a-f-]{36}$/m);
        expect(printed(walker, '8.5/7')).toMatch(/^application credential \S+ magnum-/m);
        expect(await runs(walker, '8.5/2')).toBe('passed');
        expect(await runs(walker, '8.5/9')).toBe('passed');
        expect(JSON.parse(printed(walker, '8.5/9'))).toEqual(nothing);

        const end = await playWalk(walker, fresh);
        expect(end.stopped).toBeUndefined();
        expect(end.passed).toBe(true);
        expect(end.overrides).toEqual([]);
      }),
    slow,
  );

  it(
    'cuts nothing loose that nobody looked at, nor under another name, and takes no network from under a server',
    () =>
      wedged(async (walker) => {
        expect(await runs(walker, '8.5/3')).toBe(
          'refused: What has to be typed is the value of $stuck_cluster, which has none yet.',
        );
        expect(await runs(walker, '8.5/8')).toBe('passed');
        expect(await runs(walker, '8.5/3', 'capi-test-1')).toContain('refused: ');
        expect(await runs(walker, '8.5/6')).toBe('failed');
        expect(printed(walker, '8.5/6')).toContain('required by one or more floating IPs');
        expect((await playWalk(walker, fresh)).stopped?.block).toBe('8.5/2');
      }),
    slow,
  );
});
