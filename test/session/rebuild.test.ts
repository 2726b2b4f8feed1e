import { describe, expect, it } from 'vitest';
import { outlineRows } from '../../src/session/outline.ts';
import { rebuildOutline, sumOf } from '../../src/session/rebuild.ts';
import type { Told } from '../support/documents.ts';
import { Told as Walk } from '../support/documents.ts';
import { fresh, walked } from './support/two-phases.ts';

const two = {
  one: '# One\n\n## Step 1 -- a\n\n**RUN -- jumphost**\n```bash\na\n```\n\n**GATE:** exit status is 0.\n\n**RUN -- jumphost**\n```bash\nb\n```\n',
  two: '# Two\n\n## Step 1 -- a\n\n**RUN -- jumphost**\n```bash\na\n```\n',
};

const states = ({ session }: Told) =>
  rebuildOutline(session).map(({ id, state, settled, of }) => [id, state, settled, of]);

describe('a rebuild, folded by runbook', () => {
  it('tells of each runbook how it stands and how far it has come', () => {
    const told = new Walk(two);
    expect(states(told)).toEqual([
      ['one', 'waiting', 0, 2],
      ['two', 'waiting', 0, 1],
    ]);
    told.ran('one:1/1', ['yes']);
    expect(states(told)[0]).toEqual(['one', 'under-way', 1, 2]);
    told.ran('one:1/2', []);
    expect(states(told)).toEqual([
      ['one', 'passed', 2, 2],
      ['two', 'waiting', 0, 1],
    ]);
    told.ran('one:1/1', ['no']);
    expect(states(told)[0]).toEqual(['one', 'failed', 1, 2]);
    told.started('two:1/1');
    expect(states(told)[1]).toEqual(['two', 'running', 0, 1]);
  });

  it('calls nothing passed that was skipped or passed over', () => {
    const told = new Walk(two).ran('one:1/1', ['yes']).tell({
      type: 'block-skipped',
      block: 'one:1/2',
      reason: 'not today',
    });
    expect(states(told)[0]).toEqual(['one', 'skipped', 2, 2]);
    told.ran('one:1/1', ['no']).tell({ type: 'gate-overridden', owner: 'one:1/1', reason: 'seen' });
    expect(states(told)[0]).toEqual(['one', 'overridden', 2, 2]);
  });

  it('counts the time of every run, and adds up to what the outline of the walk says', () => {
    const told = new Walk(two).ran('one:1/1', ['no']).ran('one:1/1', ['yes']).ran('two:1/1', []);
    const books = rebuildOutline(told.session);
    const rows = outlineRows(told.session).filter((row) => row.type === 'runbook');
    expect(books.map(({ spent }) => spent)).toEqual(rows.map(({ spent }) => spent));
    expect(books[0]?.spent).toBeGreaterThan(books[1]?.spent ?? NaN);
    expect(sumOf(books)).toMatchObject({ settled: 2, of: 3 });
    expect(sumOf([])).toEqual({ settled: 0, of: 0, spent: 0 });
  });

  it('counts the deferrals that are open, by the runbook that put them off', () => {
    const open = (told: Told) =>
      rebuildOutline(told.session).map(({ id, deferrals }) => [id, deferrals]);
    expect(open(fresh())).toEqual([
      ['phase-07', 2],
      ['phase-08', 0],
    ]);
    expect(open(walked())).toEqual([
      ['phase-07', 0],
      ['phase-08', 0],
    ]);
  });
});
