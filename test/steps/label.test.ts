import { describe, expect, it } from 'vitest';
import { blocksOf, read } from '../support/read.ts';

const fence = ['```bash', 'ls', '```'];

/** The one block below a label, with the problems of its document. */
function below(...lines: string[]): ReturnType<typeof blocksOf>[number] | undefined {
  return blocksOf('## Step 1.0 -- Try', '', ...lines, ...fence)[0];
}

describe('a bold label above a fence', () => {
  it.each<[string, object]>([
    ['**RUN -- jumphost**', { kind: 'run', location: 'jumphost', place: { type: 'jumphost' } }],
    [
      '**RUN -- jumphost -> magnum/0**',
      { location: 'jumphost -> magnum/0', place: { type: 'jumphost' } },
    ],
    ['**RUN -- magnum/0**', { place: { type: 'unit', unit: 'magnum/0' } }],
    ['**RUN — vault/leader**', { place: { type: 'unit', unit: 'vault/leader' } }],
    ['**RUN – jumphost**', { place: { type: 'jumphost' } }],
    ['**RUN -- mgmt VM**', { place: { type: 'elsewhere', name: 'mgmt VM' } }],
    [
      '**RUN -- jumphost hypervisor**',
      { place: { type: 'elsewhere', name: 'jumphost hypervisor' } },
    ],
    [
      '**RUN -- jumphost** -- baseline capture (reference)',
      { location: 'jumphost', scope: undefined },
    ],
    ['**CHECK (read-only) -- jumphost**', { kind: 'check', mutates: false }],
    [
      '**CHECK (read-only; run AFTER Step 7.4) -- jumphost -> magnum/0**',
      { kind: 'check', location: 'jumphost -> magnum/0' },
    ],
    [
      '**CHECK -- jumphost (admin scope)**',
      { kind: 'check', location: 'jumphost', scope: 'admin' },
    ],
    ['**CHECK -- jumphost** (capi-mgmt scope)', { location: 'jumphost', scope: 'capi-mgmt' }],
    ['**SECRET -- vault/0**', { kind: 'secret', stdin: 'tty', mutates: true }],
    ['**TRANSFER -- jumphost -> magnum/0**', { kind: 'transfer', place: { type: 'jumphost' } }],
    ['**TRANSFER -- magnum/0 -> jumphost**', { kind: 'transfer', place: { type: 'jumphost' } }],
    ['**FALLBACK -- jumphost**', { kind: 'fallback', fallbackWhen: 'failed', mutates: true }],
    ['**ROLLBACK -- jumphost**', { kind: 'rollback' }],
  ])('%s', (label, expected) => {
    expect(below(label)).toMatchObject({ labelled: true, ...expected });
    expect(below(label, '')).toMatchObject({ labelled: true, ...expected });
    expect(below('Some words first.', label)).toMatchObject({ labelled: true, ...expected });
  });

  it('holds for the next block only', () => {
    const blocks = blocksOf('## Step 1', '**CHECK -- jumphost**', ...fence, '', ...fence);
    expect(blocks.map(({ kind, labelled }) => [kind, labelled])).toEqual([
      ['check', true],
      ['check', false],
    ]);
  });

  it.each([
    '**RUN jumphost**',
    '**RUN - jumphost**',
    '**RUN: jumphost**',
    '**CHECK (read-only) jumphost**',
  ])('with a slip labels nothing, and the nearest form is named: %s', (label) => {
    const runbook = read('## Step 1', '', label, '', ...fence);
    expect(runbook.steps[0]?.blocks[0]).toMatchObject({
      location: 'jumphost',
      labelled: false,
    });
    expect(runbook.problems).toMatchObject([
      { line: 3, nearest: expect.stringContaining('--') as string },
    ]);
  });

  it.each([
    ['no fence follows', []],
    ['what follows is configuration', ['```yaml', 'a: 1', '```']],
  ])('is a problem when %s, and reaches no later block', (_, between) => {
    const runbook = read(
      '## Step 1',
      '',
      '**CHECK -- jumphost**',
      '',
      ...between,
      '',
      '## Step 2',
      ...fence,
    );
    expect(runbook.problems).toMatchObject([
      { line: 3, message: 'the label stands above no command' },
    ]);
    expect(runbook.steps.at(-1)?.blocks[0]?.labelled).toBe(false);
  });

  it.each(['**Note:** x', '**RUNNING -- jumphost**', '**Verify:**', 'a **RUN -- jumphost** b'])(
    'is not any bold text: %s',
    (words) => {
      const runbook = read('## Step 1', '', words, '', ...fence);
      expect(runbook.steps[0]?.blocks[0]?.labelled).toBe(false);
      expect(runbook.problems).toEqual([]);
    },
  );
});

describe('labels of older documents', () => {
  it.each<[string, object]>([
    [
      '`# RUN: jumphost` (capi-mgmt scope). Read-only checks.',
      { location: 'jumphost', scope: 'capi-mgmt' },
    ],
    ['`# RUN: on vault/0`', { place: { type: 'unit', unit: 'vault/0' } }],
    [
      '`# RUN: jumphost -> mgmt VM`',
      { location: 'jumphost -> mgmt VM', place: { type: 'jumphost' } },
    ],
    ['`# RUN: jumphost hypervisor`', { place: { type: 'elsewhere', name: 'jumphost hypervisor' } }],
    [
      '`# RUN: jumphost, KUBECONFIG=~/x/config`',
      { location: 'jumphost, KUBECONFIG=~/x/config', place: { type: 'jumphost' } },
    ],
    ['`# RUN: jumphost + jumphost kubectl.`', { place: { type: 'jumphost' } }],
    ['`# RUN: jumphost -> magnum/0, then jumphost health poll.`', { place: { type: 'jumphost' } }],
    ['`# RUN: jumphost -- sanity only`', { location: 'jumphost' }],
  ])('%s', (label, expected) => {
    expect(below(label, '')).toMatchObject({ kind: 'run', labelled: true, ...expected });
  });

  it('hold for every block of the step, up to the next label', () => {
    const lines = [
      '## Step 1',
      '`# RUN: vault/0`. Words.',
      '',
      ...fence,
      '',
      ...fence,
      '',
      '`# RUN: jumphost`',
      '',
      ...fence,
      '',
      '## Step 2',
      ...fence,
    ];
    expect(blocksOf(...lines).map(({ labelled, location }) => [labelled, location])).toEqual([
      [true, 'vault/0'],
      [true, 'vault/0'],
      [true, 'jumphost'],
      [false, 'jumphost'],
    ]);
  });

  it('stand as the first line inside a fence too', () => {
    expect(
      blocksOf('## Step 1', '```bash', '# RUN: vault/0 -- sanity only', 'ls', '```'),
    ).toMatchObject([
      { labelled: true, location: 'vault/0', text: '# RUN: vault/0 -- sanity only\nls' },
    ]);
  });

  it('inside a list item hold in that item only', () => {
    const lines = [
      '## Step 1',
      '- one `# RUN: vault/0`',
      '',
      '  ```bash',
      '  ls',
      '  ```',
      '',
      '- two',
      '',
      '  ```bash',
      '  pwd',
      '  ```',
    ];
    expect(blocksOf(...lines)).toMatchObject([
      { labelled: true, location: 'vault/0', text: 'ls' },
      { labelled: false, text: 'pwd' },
    ]);
  });

  it('explained in a legend label nothing', () => {
    const runbook = read(
      '## Command-label convention',
      '- **RUN -- LOC** -- the block changes state',
      '- `# RUN: jumphost`   -- this machine',
      '- **GATE:** -- a hard stop',
      '',
      '## 1. Work',
      '- **RUN -- LOC** -- again',
      '- `# RUN: vault/0` -- again',
      '- **GATE:** -- again',
      '',
      ...fence,
    );
    expect(runbook.steps).toHaveLength(1);
    expect(runbook.steps[0]).toMatchObject({
      id: '1',
      gates: [],
      blocks: [{ labelled: false, gates: [] }],
    });
    expect(runbook.problems).toEqual([]);
  });
});
