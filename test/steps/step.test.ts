import { describe, expect, it } from 'vitest';
import { read } from '../support/read.ts';

const fence = ['```bash', 'ls', '```', ''];
const run = ['**RUN -- jumphost**', '', ...fence];

describe('what a step is', () => {
  it.each([
    ['## Step 7.0 -- Domain setup (D-046)', '7.0', 'Domain setup (D-046)', 'step'],
    ['## Step 7.7b -- More', '7.7b', 'More', 'step'],
    ['## Step 1.0-GEN -- Keys', '1.0-GEN', 'Keys', 'step'],
    ['## 5. Install', '5', 'Install', 'section'],
    ['## 5a Zombies', '5a', 'Zombies', 'section'],
    ['## Phase A -- Capture', 'A', 'Capture', 'section'],
    ['## Rollback (TEMPORARY)', 'rollback', 'Rollback (TEMPORARY)', 'rollback'],
    ['## EXIT GATE (phase-07 complete)', 'exit-gate', 'EXIT GATE (phase-07 complete)', 'exit-gate'],
    [
      '## Prerequisites (must be true)',
      'prerequisites',
      'Prerequisites (must be true)',
      'prerequisites',
    ],
    ['## 3. Prerequisites', '3', 'Prerequisites', 'prerequisites'],
    [
      '### Scope hygiene (the leak guard)',
      'scope-hygiene',
      'Scope hygiene (the leak guard)',
      'section',
    ],
  ])('%s', (heading, id, title, role) => {
    expect(read(heading, ...run).steps).toMatchObject([{ id, title, role, line: 1 }]);
  });

  it('a section without blocks or gates is none; a numbered step always is', () => {
    const runbook = read(
      '# Title',
      'Words.',
      '## As built',
      'Words.',
      '## Step 7.5 -- Words only',
      'Words.',
      '## Rollback',
    );
    expect(runbook.steps.map(({ id }) => id)).toEqual(['7.5', 'rollback']);
  });

  it('ids stay apart', () => {
    const runbook = read('## 1. A', ...run, '## 1. B', ...run, '## 1-2', ...run, '## 1. C', ...run);
    const ids = runbook.steps.map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(ids.slice(0, 2)).toEqual(['1', '1-2']);
  });

  it('a smaller heading inside a step stays inside it', () => {
    const runbook = read(
      '## Step 1 -- A',
      ...run,
      '### Then',
      ...run,
      '## Rollback',
      '### First',
      ...run,
    );
    expect(
      runbook.steps.map(({ id, blocks }) => [id, blocks.map((block) => [block.id, block.kind])]),
    ).toEqual([
      [
        '1',
        [
          ['1/1', 'run'],
          ['1/2', 'run'],
        ],
      ],
      ['rollback', [['rollback/1', 'rollback']]],
    ]);
  });

  it('in a rollback a check stays a check and an unlabelled block rolls back', () => {
    const runbook = read(
      '## Rollback',
      '**CHECK -- jumphost**',
      '',
      ...fence,
      ...fence,
      '**ROLLBACK -- jumphost**',
      '',
      ...fence,
    );
    expect(runbook.steps[0]?.blocks.map(({ kind }) => kind)).toEqual([
      'check',
      'rollback',
      'rollback',
    ]);
  });

  it('the items of an exit gate in prose are for a person to answer, but not what comes next', () => {
    const runbook = read(
      '## EXIT GATE',
      '- The driver is installed.',
      '- **GATE:** step `1` passed.',
      '- Proceed to phase-08.',
    );
    expect(runbook.steps[0]?.gates.map(({ type, text }) => [type, text])).toEqual([
      ['attested', 'The driver is installed.'],
      ['machine', 'step `1` passed.'],
    ]);
  });

  it('keeps its prose in order, marks taken off, and each block what stands above it', () => {
    const runbook = read(
      '## Step 1 -- A',
      'First **bold** and `code *x*`',
      'on two lines, see [docs](http://x/y).',
      '',
      '- an item',
      '',
      '| a | b |',
      '| - | - |',
      '| c `d` | e |',
      '',
      ...run,
      'Second. **GATE:** exit status is 0.',
      '',
      ...run,
    );
    const [step] = runbook.steps;
    expect(step?.prose).toEqual([
      'First bold and `code *x*` on two lines, see docs.',
      '- an item',
      'a | b',
      'c `d` | e',
      'Second. GATE: exit status is 0.',
    ]);
    expect(step?.blocks.map(({ prose }) => prose)).toEqual([
      ['First bold and `code *x*` on two lines, see docs.', '- an item', 'a | b', 'c `d` | e'],
      ['Second.'],
    ]);
  });
});
