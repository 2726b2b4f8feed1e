import { describe, expect, it } from 'vitest';
import { confirmScreen } from '../../src/screens/confirm.tsx';
import { targetScreen } from '../../src/screens/target.tsx';
import type { TargetCheck } from '../../src/session/walker.ts';
import { contextOf, drawn, sent } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import { operator } from '../support/operator.ts';
import { sampleSession } from '../support/sample-runbook.ts';
import { run } from './support/walk-states.ts';

const pinned = {
  type: 'juju',
  controller: 'ctl',
  model: 'openstack',
  user: 'admin',
  version: '3.6.1',
} as const;
const live = { ...pinned, model: 'staging' };
const differs: TargetCheck = {
  block: run,
  state: 'differs',
  says: 'pinned is ctl:admin/openstack, now it would meet ctl:admin/staging',
  pinned,
  live,
};

function at(check: TargetCheck | undefined, text = '') {
  const walker = fakeWalker({ session: sampleSession({ targets: { juju: pinned } }) });
  if (check !== undefined) walker.change({ check });
  return contextOf(walker, { ui: { text } });
}

const screen = { type: 'target', block: run } as const;

describe('a target that is another one', () => {
  it('names both and says how to go back to the pinned one', () => {
    const text = drawn(targetScreen, screen, at(differs));
    expect(text).toContain('7.1/1 would meet another target. It has not started.');
    expect(text).toContain('pinned  ctl:admin/openstack');
    expect(text).toContain('now     ctl:admin/staging');
    expect(text).toContain('juju switch');
  });

  it('asks once more on Enter alone, and pins only what was typed', () => {
    expect(sent(targetScreen.act('main', screen, at(differs)) ?? [])).toEqual([
      { type: 'prepare', block: run },
    ]);
    expect(sent(targetScreen.act('main', screen, at(differs, 'ctl:admin/staging')) ?? [])).toEqual([
      { type: 'pin-target', typed: 'ctl:admin/staging' },
    ]);
  });

  it('says when nothing differs any more', () => {
    expect(drawn(targetScreen, screen, at(undefined))).toContain('Nothing differs any more.');
    expect(targetScreen.act('main', screen, at(undefined))).toEqual([{ type: 'back' }]);
  });

  it('comes up by itself while the preview is read', async () => {
    const walker = fakeWalker({ session: sampleSession({ targets: { juju: pinned } }) });
    const op = await operator({ walker });
    walker.change({ check: differs });
    await op.sees('would meet another target');
    await op.goes();
  });
});

describe('the target in the preview', () => {
  const confirm = { type: 'confirm', block: run } as const;
  it.each([
    ['asking', 'asking whether it would meet what is pinned', 'asking whether'],
    ['same', 'ctl:admin/openstack', 'target ctl:admin/openstack, as pinned'],
    ['not-known', 'the Juju controller can not be reached', 'target not known the Juju controller'],
  ] as const)('%s', (state, says, shown) => {
    expect(drawn(confirmScreen, confirm, at({ block: run, state, says }))).toContain(shown);
  });

  it('of another block is not shown', () => {
    const other = { block: 'tiny:9/9', state: 'same', says: 'ctl:admin/openstack' } as const;
    expect(drawn(confirmScreen, confirm, at(other))).not.toContain('as pinned');
  });
});

describe('the header', () => {
  it.each([
    [80, 'real', ['ctl:admin/openstack'], ['operator@jumphost']],
    [120, 'real', ['ctl:admin/openstack', 'operator@jumphost'], ['project']],
    [200, 'real', ['ctl:admin/openstack', 'project p1 (admin scope)', 'operator@jumphost'], []],
    [80, 'training', ['simulated cloud'], ['ctl:admin']],
  ] as const)('at %i columns of a %s walk', async (columns, mode, shows, hides) => {
    const targets = {
      juju: pinned,
      'openstack:admin': { type: 'openstack', scope: 'admin', project: 'p1' },
    } as const;
    const op = await operator({
      walker: fakeWalker({ session: sampleSession({ mode, targets }) }),
      columns,
    });
    const [header = ''] = op.frame().split('\n');
    for (const words of shows) expect(header).toContain(words);
    for (const words of hides) expect(header).not.toContain(words);
    await op.goes();
  });

  it('does not promise that Enter runs a block where the answer stops it', () => {
    const confirm = { type: 'confirm', block: run } as const;
    const check = { block: run, state: 'not-known', says: 'The Juju login is gone.' } as const;
    const enter = (context: ReturnType<typeof at>) => [
      drawn(confirmScreen, confirm, context),
      confirmScreen.hints(confirm, context)[0]?.says,
    ];
    expect(enter(at(check))).toEqual([
      expect.stringContaining('Enter runs exactly this'),
      'run 7.1/1',
    ]);
    const stopped = at({ ...check, stops: true });
    expect(enter(stopped)).toEqual([
      expect.stringContaining('Enter asks again, and runs this only when all is well'),
      'ask again',
    ]);
    expect(enter(stopped)[0]).not.toContain('Enter runs exactly this');
  });
});
