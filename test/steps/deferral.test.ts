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
    ['phase-08 (step 8.2)', 'phase-08', ['8.2']],
    ['phase-08: step 8.2', 'phase-08', ['8.2']],
    ['phase-08 8.2', 'phase-08', ['8.2']],
    ['phase-08 8.1 to 8.5', 'phase-08', [['8.1', '8.5']]],
    ['phase-08:8.2/1', 'phase-08', ['8.2/1']],
    ['phase-08 \u2014 step 8.2', 'phase-08', ['8.2']],
    ['phase-8 step 8.2', 'phase-8', ['8.2']],
    ['phase 8 step 8.2', 'phase-8', ['8.2']],
    ['phase 08 8.2', 'phase-08', ['8.2']],
    ['phase-08.md step 8.2', 'phase-08', ['8.2']],
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
    'phase-08 step 8.2 or 8.3',
    'phase-08 after step 8.2',
    'phase-08 step 8.2, its health',
    'version 2 8.1',
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
    expect(find('version 2, with Designate')).toEqual({ type: 'elsewhere' });
    expect(find('the snapshot pass of D-012')).toEqual({ type: 'elsewhere' });
    expect(find('phase-80 step 8.1')).toEqual({ type: 'elsewhere' });
    expect(find('phase-08-cluster-again step 8.1')).toEqual({ type: 'elsewhere' });
    expect(find('phase-08 step 8.1', [own])).toEqual({ type: 'elsewhere' });
    // `phase-0` is the beginning of a word, and not of an id up to one of its dashes.
    expect(find('phase-0 step 8.1')).toEqual({ type: 'elsewhere' });
  });

  it.each([
    'phase-8 step 8.3',
    'phase 8 step 8.3',
    'phase-08: step 8.3',
    'phase-08 (step 8.3)',
    'phase-08 8.3',
    'phase_08 step 8.3',
    'phase08 step 8.3',
    'phase-8-cluster step 8.3',
    'phase-08-cluster.md, step 8.3',
  ])('is found however its runbook is written: %s', (words) => {
    expect(ids(words)).toEqual(['8.3']);
  });

  it.each([
    ['phase-08 step 8.2 or 8.3', 'phase-08 steps 8.2 and 8.3'],
    ['phase-08 after step 8.2', 'phase-08 step 8.2'],
    ['phase-08 step 8.2, its health', 'phase-08 step 8.2'],
    ['what phase-8 shows', 'phase-8'],
    ['the end of phase 8', 'phase-8'],
    ['runbooks/phase-08.md', 'phase-08'],
    ['whoever does step 8.2 or so', 'step 8.2'],
    ['after step 8.2', 'step 8.2'],
    ['one of blocks 8.3/1, 8.3/2', 'blocks 8.3/1 and 8.3/2'],
    ['phase-08-step-8.2', 'phase-08 step 8.2'],
    ['phase-08-8.2', 'phase-08 step 8.2'],
  ])('is broken where words of this walk are not understood: %s', (words, nearest) => {
    expect(find(words)).toEqual({
      type: 'broken',
      why: `its words are not understood (nearest form: ${nearest})`,
    });
  });

  it('is broken by the bare name of a runbook among other words, however short', () => {
    const short = book('rebuild', `## Step 1 -- x\n\n${block}`);
    expect(find('the rebuild of Monday', [own, short]).type).toBe('broken');
    expect(find('the rebuilding of Monday', [own, short])).toEqual({ type: 'elsewhere' });
    expect(find('rebuild step 1', [own, short])).toMatchObject({ type: 'found', runbook: short });
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

describe('a document whose DEFER TO is not understood', () => {
  const problems = (said: string) =>
    book('phase-07', `## Step 7.8 -- wait\n\n**DEFER TO:** ${said}\n\n${block}`).problems;

  it('has a problem with the nearest form where it begins like one that is', () => {
    expect(problems('phase-08 step 8.2 or 8.3.')).toEqual([
      {
        topic: 'deferral-not-understood',
        line: 5,
        message: 'DEFER TO is not understood: "phase-08 step 8.2 or 8.3"',
        nearest: 'phase-08 steps 8.2 and 8.3',
      },
    ]);
    expect(problems('phase-08 after step 8.2.')[0]?.nearest).toBe('phase-08 step 8.2');
    expect(problems('phase 8, all of it.')[0]?.nearest).toBe('phase-8');
    expect(problems('whenever step 8.2 is run.')[0]?.nearest).toBe('step 8.2');
    expect(problems('')[0]?.message).toBe('DEFER TO names nothing');
  });

  it('has none where it is understood, or is left to people', () => {
    for (const said of [
      'phase-08: step 8.2.',
      'the incident report.',
      'version 2, with Designate.',
    ])
      expect(problems(said)).toEqual([]);
  });
});
