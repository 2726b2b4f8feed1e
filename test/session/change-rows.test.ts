import { describe, expect, it } from 'vitest';
import { changeRows, changeTotals, takeable } from '../../src/session/change-rows.ts';
import { compareRunbooks } from '../../src/steps/compare-runbooks.ts';
import { read, run, ToldWalk } from './support/told-walk.ts';

const book = `# Book

- \`ENV(model)\` openstack   (note)

## Step 1 -- One

${run('install the driver')}
${run('restart the driver')}
## Step 2 -- Two

${run('look at it')}
${run('look again')}
`;

function told(now: string) {
  const walk = new ToldWalk(book);
  walk.run('book:1/1');
  walk.run('book:1/2');
  walk.run('book:2/1');
  const [kept] = walk.session.runbooks;
  const reading = read(now);
  if (kept === undefined) throw new Error('no book');
  const changes = compareRunbooks(kept, reading);
  const document = {
    ...{ runbook: 'book', file: 'book.md', sha256: reading.sha256 },
    ...{ reading, changes, problem: undefined },
  };
  return {
    rows: changeRows(walk.session, document).map(
      ({ head, items }) => `${head}: ${items.join('; ')}`,
    ),
    totals: changeTotals(document),
    document,
  };
}

describe('a changed document against what was done', () => {
  it('tells block by block what was done and changed, is new, is gone, and is unchanged', () => {
    const { rows, totals } = told(
      book
        .replace('install the driver', 'install the new driver')
        .replace(`${run('look at it')}\n`, '')
        .replace('## Step 2', `${run('verify')}\n## Step 2`)
        .replace('look again', 'look again please')
        .replace('openstack', 'cloud'),
    );
    expect(rows).toEqual([
      'done, changed since: 1/1 (command)',
      'done, gone now: 2/1',
      'changed, still to come: 2/2, now 2/1 (command)',
      'new: 1/3 before what was 2/2',
      'values: ENV(model) openstack -> cloud',
      'done and unchanged: 1/2',
    ]);
    expect(totals).toBe('2 blocks changed, 1 new, 1 gone, 1 value');
  });

  it('names what is called otherwise now by both names', () => {
    const { rows } = told(
      book
        .replace('## Step 2', '## Step 3')
        .replace('## Step 1 -- One', `## Step 1 -- Zero\n\n${run('prepare')}\n## Step 2 -- One`),
    );
    expect(rows).toEqual([
      'new: 1/1 before what was 1/1',
      'done and unchanged: 1/1, now 2/1; 1/2, now 2/2; 2/1, now 3/1',
    ]);
  });

  it('offers no document that can not be read', () => {
    const { document } = told(book);
    expect(changeTotals(document)).toBe('prose only');
    expect(takeable([document, { ...document, sha256: undefined }])).toEqual([document]);
    expect(takeable()).toEqual([]);
  });
});
