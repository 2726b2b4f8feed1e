import { describe, expect, it } from 'vitest';
import { Header } from '../../../src/screens/parts/header.tsx';
import { emptySession, type Session } from '../../../src/session/session.ts';
import { contextOf, drawn } from '../../support/drawn.tsx';
import { fakeWalker } from '../../support/fake-walker.ts';

const project = (scope: string) => ({
  [`openstack:${scope}`]: {
    type: 'openstack' as const,
    scope,
    project: 'c5ae5779f8dc07561a1766d8d1ec43f7',
  },
});
const pinned: Session = {
  ...emptySession([]),
  mode: 'training',
  targets: {
    juju: { type: 'juju', controller: 'ctl', user: 'admin', model: 'openstack', version: '3.6.1' },
    ...project('capi-mgmt'),
    ...project('admin'),
  },
};

/** The first row at so many columns, which have to hold all of it. */
function row(columns: number, crumb: string): string {
  const walker = fakeWalker({ session: pinned });
  return (
    drawn(
      {
        title: () => '',
        takesText: false,
        act: () => undefined,
        hints: () => [],
        view: ({ context: { view } }) => Header({ crumbs: ['phase-08', crumb], view, columns }),
      },
      { type: 'walk' },
      contextOf(walker, { columns, rows: 5 }),
    ).split('\n')[0] ?? ''
  );
}

describe('the first row of a walk that has pinned several projects', () => {
  it.each([80, 100, 120, 160, 161, 180, 200, 240])(
    'says at %i columns that this is training, where I am and how far the walk has come',
    (columns) => {
      const shown = row(columns, 'Exit gate');
      expect(shown).toContain(' TRAINING ');
      expect(shown).toContain('phase-08 › Exit gate');
      expect(shown).toMatch(/simulated cloud {2}0 of 0$/);
    },
  );

  it('names the projects that there is room for', () => {
    expect(row(240, 'Exit gate')).toContain('(capi-mgmt scope)');
    expect(row(240, 'Exit gate')).toContain('(admin scope)');
    expect(row(160, 'Exit gate')).toContain('(admin scope)');
    expect(row(160, 'Exit gate')).not.toContain('(capi-mgmt scope)');
    expect(row(160, 'A screen with a name so long that it leaves no room')).toContain('no room');
  });
});
