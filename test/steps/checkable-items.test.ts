import { describe, expect, it } from 'vitest';
import { blocksOf, read } from '../support/read.ts';

const table = (...rows: string[]) => ['| Need | How |', '| --- | --- |', ...rows];

describe('a table of prerequisites', () => {
  it('gives a check for each command that only reads, with its row to answer for', () => {
    const row = '| Quota is 50 | `openstack quota show \\| grep cores` shows >= 50 |';
    const { steps, other, problems } = read('## Prerequisites', '', ...table(row));
    const words = 'Quota is 50: `openstack quota show | grep cores` shows >= 50';
    expect(steps).toMatchObject([{ id: 'prerequisites', role: 'prerequisites', gates: [] }]);
    expect(steps[0]?.blocks).toMatchObject([
      {
        id: 'prerequisites/1',
        origin: 'inline',
        kind: 'check',
        labelled: false,
        mutates: false,
        line: 5,
        lang: '',
        text: 'openstack quota show | grep cores',
        location: 'jumphost',
        prose: [words],
        gates: [{ type: 'attested', text: words }],
      },
    ]);
    expect([other, problems]).toEqual([[], []]);
  });

  it('never offers what may change something, and says so', () => {
    const { steps, other } = read(
      '## Prerequisites',
      '',
      ...table('| Up | `openstack server start a` |', '| In | `ssh ... a` |'),
    );
    expect(steps[0]?.blocks).toEqual([]);
    expect(other).toMatchObject([
      { origin: 'inline', line: 5, text: 'openstack server start a' },
      { origin: 'inline', line: 6, text: 'ssh ... a', reason: 'it leaves something out' },
    ]);
    expect(other[0]?.reason).toMatch(/^it may change something \(/);
  });

  it('asks once for a row of several commands', () => {
    const row = '| Up | `juju status` and `juju models` |';
    const blocks = blocksOf('## Prerequisites', '', ...table(row));
    expect(blocks.map(({ text, gates }) => [text, gates.length])).toEqual([
      ['juju status', 0],
      ['juju models', 1],
    ]);
  });

  it('names what it speaks of: no command', () => {
    const { steps, other } = read(
      '## Prerequisites',
      '',
      ...table(
        '| `hostname` | `set -u`, `echo ok`, `Status: up`, `a b c` |',
        '| `juju exec` | `juju exec --unit a/0 -- rm x` |',
        '| `find the id` | `juju status |` |',
      ),
    );
    expect(steps[0]?.blocks).toEqual([]);
    expect(other.map(({ text }) => text)).toEqual(['juju exec --unit a/0 -- rm x']);
  });

  it('of trouble and its causes checks nothing', () => {
    const rows = ['| Symptom | Remedy |', '| --- | --- |', '| down | `juju status` |'];
    expect(read('## Verification', '', ...rows).steps).toEqual([]);
  });
});

describe('a list', () => {
  it.each([
    '## Acceptance',
    '## 4. Verification',
    '## Verify the nodes',
    '## Pre-flight',
    '## Health checks',
    '## What must be true',
    '## Step 8.4 -- D-011 acceptance bar',
    '## Prerequisites',
  ])('below %s holds things to check', (heading) => {
    expect(blocksOf(heading, '- Up: `juju status`')).toMatchObject([{ text: 'juju status' }]);
  });

  it.each([
    '# Acceptance of a cloud',
    '## Install',
    '## Restart services + verify health',
    '## Rollback',
    '## Rollback checks',
    '## Label conventions and checks',
  ])('below %s does not', (heading) => {
    const { steps, other } = read(heading, '- Up: `juju status`, `juju refresh x`');
    expect([steps.flatMap(({ blocks }) => blocks), other]).toEqual([[], []]);
  });

  it('below a smaller heading holds them until the next one', () => {
    const item = '- Up: `juju status`';
    const lines = ['## Step 1', '### Verification', item, '#### Nova', item, '### Then', item];
    expect(blocksOf(...lines)).toHaveLength(2);
    const within = ['## Verification', '### Nova', item, '## Then', item];
    expect(blocksOf(...within)).toHaveLength(1);
  });

  it('runs where its item says', () => {
    const items = ['- `# RUN: vault/0` Sealed: `vault status`', '- Up: `juju status`'];
    expect(blocksOf('## Acceptance', ...items)).toMatchObject([
      { location: 'vault/0', place: { type: 'unit' }, kind: 'check', labelled: false },
      { location: 'jumphost' },
    ]);
  });

  it('says what is good beside its check, and asks for it there', () => {
    const lines = ['- **A.1 -- charms.** `juju status`', '  Pass: all active.', '', '  Expect: x.'];
    const [block, ...more] = blocksOf('## Acceptance', ...lines);
    expect(more).toEqual([]);
    expect(block).toMatchObject({
      expect: ['all active.', 'x.'],
      gates: [{ text: 'A.1 -- charms. `juju status` Pass: all active.' }],
    });
  });

  it('gives nothing for an item with a gate of its own, or with a label that waits for its fence', () => {
    const gate = '- `juju status` is good. **GATE:** the charms are idle.';
    const runbook = read('## Acceptance', gate);
    expect(runbook.steps).toMatchObject([{ blocks: [], gates: [{ type: 'attested' }] }]);
    const lines = [
      '- **CHECK -- magnum/0** as `juju status` does',
      '',
      '  ```bash',
      '  ls',
      '  ```',
    ];
    expect(blocksOf('## Acceptance', ...lines)).toMatchObject([
      { origin: 'fence', labelled: true },
    ]);
  });

  it('leaves to other blocks what is said for them', () => {
    const lines = [
      '> **CAUTION:** `db` goes away.',
      '',
      '- Up: `juju status`',
      '',
      'GATE: it is up.',
      '',
      '**RUN -- jumphost**',
      '```bash',
      'ls',
      '```',
    ];
    const runbook = read('## Acceptance', ...lines);
    expect(runbook.steps[0]?.blocks).toMatchObject([
      { origin: 'inline', cautions: [], gates: [{ line: 4 }] },
      { origin: 'fence', cautions: [{ object: 'db' }], gates: [] },
    ]);
    expect(runbook.steps[0]?.gates).toMatchObject([{ text: 'it is up.' }]);
  });
});

describe('an exit gate', () => {
  it('asks once: its item rests on the check', () => {
    const lines = ['- all up (`juju status`)', '- told the users', '- => next: `juju models`'];
    const { steps, problems } = read('## Exit gate', ...lines);
    expect(problems).toEqual([]);
    expect(steps).toMatchObject([
      {
        blocks: [{ id: 'exit-gate/1', gates: [{ type: 'attested' }] }],
        gates: [
          {
            type: 'machine',
            about: 'all up (`juju status`)',
            conditions: [{ type: 'passed', refs: ['exit-gate/1'] }],
          },
          { type: 'attested', text: 'told the users' },
        ],
      },
    ]);
  });

  it('keeps an item whose command may change something as it was', () => {
    const { steps, other } = read('## Exit gate', '- all gone (`juju destroy-model x`)');
    expect(steps[0]).toMatchObject({ blocks: [], gates: [{ type: 'attested' }] });
    expect(other).toMatchObject([{ origin: 'inline' }]);
  });

  it('keeps its own gates apart from the checks among them', () => {
    const lines = ['- all up (`juju status`)', '- **GATE:** step `exit-gate` passed.'];
    const { steps } = read('## Exit gate', ...lines);
    expect(steps[0]?.blocks[0]?.gates).toHaveLength(1);
    expect(steps[0]?.gates).toHaveLength(2);
  });
});

it('reads thousands of items in bounded time', () => {
  const started = performance.now();
  read('## Acceptance', ...Array.from({ length: 5000 }, (_, at) => `- \`ls a${at}\` and \`ls "\``));
  read('## Acceptance', `- ${'`ls a` '.repeat(100_000)}`);
  read('## Acceptance', '', ...table(`| ${'`ls a` '.repeat(100_000)} | b |`));
  expect(performance.now() - started).toBeLessThan(30_000);
});
