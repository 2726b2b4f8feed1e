import { describe, expect, it } from 'vitest';
import { readDeferral, resolveDeferral } from '../../src/steps/deferral.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';

describe('the words of a DEFER TO', () => {
  it.each([
    ['phase-08 step 8.2', 'phase-08', ['8.2']],
    ['phase-08 steps 8.1 to 8.5', 'phase-08', [['8.1', '8.5']]],
    ['phase-08 steps 8.1-8.5', 'phase-08', [['8.1', '8.5']]],
    ['phase-08, steps 8.1 and 8.3', 'phase-08', ['8.1', '8.3']],
    ['phase-08 steps 8.1, 8.2 to 8.4, and 8.5', 'phase-08', ['8.1', ['8.2', '8.4'], '8.5']],
    ['Phase-08 block 8.2/1', 'phase-08', ['8.2/1']],
    ['phase 08 step 8.2', 'phase-08', ['8.2']],
    ['phase-08', 'phase-08', []],
    ['step 8.6', undefined, ['8.6']],
    ['restart-api section exit-gate', 'restart-api', ['exit-gate']],
  ])('%s names a place', (words, runbook, places) => {
    expect(readDeferral(words)).toEqual({
      runbook,
      places: places.map((place) =>
        typeof place === 'string'
          ? { type: 'one', id: place }
          : { type: 'range', from: place[0], to: place[1] },
      ),
    });
  });

  it.each([
    'the incident report',
    'later',
    'version 2, with Designate',
    'the snapshot pass of D-012',
    'phase-08 steps 8.1 or so to the end of it',
    '',
  ])('"%s" names none', (words) => {
    expect(readDeferral(words)).toBeUndefined();
  });
});

const block = '**CHECK (read-only) -- jumphost**\n```bash\nls\n```\n';
const book = (id: string, ...steps: readonly string[]) =>
  readRunbook(Buffer.from(`# ${id}\n\n${steps.join('\n\n')}\n`), `${id}.md`);

const own = book('phase-07', `## Step 7.8 -- wait\n\n${block}`);
const target = book(
  'phase-08-cluster',
  `## Step 8.1 -- order\n\n${block}`,
  '## Step 8.2 -- words alone',
  `## Step 8.3 -- inside\n\n${block}\n${block}`,
  `## Step 8.5 -- away\n\n${block}`,
  `## Rollback\n\n**ROLLBACK -- jumphost**\n\`\`\`bash\nundo\n\`\`\``,
  '## Exit gate\n\n- **GATE:** step `8.1` passed.',
);
const find = (words: string, runbooks = [own, target]) => resolveDeferral(words, own, runbooks);
const ids = (words: string) => {
  const found = find(words);
  if (found.type !== 'found') throw new Error(JSON.stringify(found));
  return found.places.map(({ step, block: id }) => id ?? step.id);
};

describe('the place that a DEFER TO names', () => {
  it('is found by the beginning of a runbook too, a range in the order of the document', () => {
    expect(ids('phase-08 step 8.3')).toEqual(['8.3']);
    expect(ids('phase-08 steps 8.1 to 8.5')).toEqual(['8.1', '8.3', '8.5']);
    expect(ids('phase-08 steps 8.1 to 8.3 and 8.3')).toEqual(['8.1', '8.3']);
    expect(ids('phase-08-cluster block 8.3/2')).toEqual(['8.3/2']);
  });

  it('is all that can pass where the runbook alone is named: not its exit gate, not its rollback', () => {
    expect(ids('phase-08')).toEqual(['8.1', '8.3', '8.5']);
  });

  it.each([
    ['phase-08 step 8.9', 'phase-08-cluster holds no step or block 8.9'],
    ['phase-08 steps 8.1 to 8.9', 'phase-08-cluster holds no step 8.9'],
    ['phase-08 steps 8.5 to 8.1', 'in phase-08-cluster step 8.1 comes before 8.5'],
    [
      'phase-08 step 8.2',
      'step 8.2 of phase-08-cluster holds no block and no gate, so it never passes',
    ],
    ['step 7.9', 'phase-07 holds no step or block 7.9'],
  ])('is broken where the runbook is here and the place is not: %s', (words, why) => {
    expect(find(words)).toEqual({ type: 'broken', why });
  });

  it('is elsewhere where no runbook of the walk is meant', () => {
    expect(find('phase-09 step 9.1')).toEqual({ type: 'elsewhere' });
    expect(find('the incident report')).toEqual({ type: 'elsewhere' });
    expect(find('phase-08 step 8.1', [own])).toEqual({ type: 'elsewhere' });
    // `phase-0` is the beginning of a word, and not of an id up to one of its dashes.
    expect(find('phase-0 step 8.1')).toEqual({ type: 'elsewhere' });
  });

  it('is broken where two runbooks begin with what is named', () => {
    const other = book('phase-08-again', `## Step 8.1 -- x\n\n${block}`);
    expect(find('phase-08 step 8.1', [own, target, other])).toEqual({
      type: 'broken',
      why: 'phase-08 is the beginning of phase-08-cluster and of phase-08-again',
    });
    const exact = book('phase-08', `## Step 8.1 -- x\n\n${block}`);
    expect(find('phase-08 step 8.1', [own, target, exact])).toMatchObject({ runbook: exact });
  });
});
