import { describe, expect, it } from 'vitest';
import { blocksOf, read } from '../support/read.ts';

const fence = ['```bash', 'ls', '```'];

function placed(...lines: string[]): (readonly [string, string, boolean])[] {
  return blocksOf('## Step 1', ...lines).map(({ kind, location, labelled }) => {
    return [kind, location, labelled];
  });
}

describe('a transcript in a shell fence', () => {
  it.each(['$ juju status', '(venv) $ juju status', '% juju status', '~/work$ juju status'])(
    'gives its commands: %s',
    (first) => {
      const { steps, other } = read('## Step 1', '```bash', '# look', first, 'Model  Cloud', '```');
      const written = `# look\n${first}\nModel  Cloud`;
      const sample = '# look\nModel  Cloud';
      expect(steps[0]?.blocks).toMatchObject([
        { origin: 'transcript', text: 'juju status', written, sample, line: 2, kind: 'check' },
      ]);
      expect(other).toEqual([]);
    },
  );

  it.each([
    ['ubuntu@jump:~$ ls', 'jump'],
    ['[root@jump ~]# ls', 'jump'],
    ['jump:~$ ls', 'jump'],
    ['root@jump.example:/etc# ls', 'jump.example'],
  ])('is run by hand where its prompts are: %s', (first, name) => {
    const blocks = blocksOf('## Step 1', '```bash', first, 'a', '```');
    expect(blocks).toMatchObject([
      { text: 'ls', location: name, place: { type: 'elsewhere', name } },
    ]);
    expect(blocks[0]?.prose.join()).toContain(`on ${name}`);
  });

  it('stands below its label, which says where', () => {
    const [block] = blocksOf(
      '## Step 1',
      '**CHECK -- magnum/0**',
      '```',
      'root@juju-1:~# ls',
      '```',
    );
    expect(block).toMatchObject({ kind: 'check', labelled: true, location: 'magnum/0' });
    expect(block?.prose).toEqual(['Its prompts say that it was written for root on juju-1.']);
  });

  it.each(['$HOME/bin/deploy', 'mail root@host <f # x', "cat <<'E'", '> empty.txt'])(
    'is not a command that looks a little like one: %s',
    (first) => {
      expect(blocksOf('## Step 1', '```bash', first, '$ not first', '```')).toHaveLength(1);
    },
  );
});

describe('a back-ticked label', () => {
  const here = '`# RUN: on vault/0` first';

  it('ends at a bold label: the block after that has none', () => {
    expect(
      placed(here, '', ...fence, '**CHECK -- jumphost**', ...fence, 'Then:', ...fence),
    ).toEqual([
      ['run', 'vault/0', true],
      ['check', 'jumphost', true],
      ['check', 'jumphost', false],
    ]);
  });

  it('goes on below a bold label that stands in a list item', () => {
    const item = ['- **CHECK -- jumphost**', '', ...fence.map((line) => `  ${line}`), ''];
    expect(placed(here, '', ...item, ...fence)).toEqual([
      ['check', 'jumphost', true],
      ['run', 'vault/0', true],
    ]);
  });
});

describe('a label that is written a little differently', () => {
  it.each([
    ['**Run -- magnum/0**', 'run', 'magnum/0'],
    ['**check (read-only) -- Jumphost**', 'check', 'Jumphost'],
    ['__RUN -- magnum/0__', 'run', 'magnum/0'],
    ['**RUN -- magnum/0:**', 'run', 'magnum/0'],
  ])('%s', (label, kind, location) => {
    expect(placed(label, ...fence)).toEqual([[kind, location, true]]);
  });

  it.each(['**RUN** -- magnum/0', '**Run -- the migration**', '**CHECK (read-only)** -- jumphost'])(
    'labels nothing, and says so: %s',
    (label) => {
      const runbook = read('## Step 1', '', label, '', ...fence);
      expect(runbook.steps[0]?.blocks).toMatchObject([{ labelled: false }]);
      expect(runbook.problems).toMatchObject([{ line: 3 }]);
      expect(runbook.problems[0]?.message).toContain('is not understood as a label');
    },
  );

  it('is prose when no dash stands in it', () => {
    expect(read('## Step 1', '**Run the tests:**', ...fence).problems).toEqual([]);
  });

  it('shows what it says in parentheses above its block', () => {
    const label = '**CHECK (read-only; run AFTER Step 7.4) -- jumphost** -- a look';
    expect(blocksOf('## Step 1', label, ...fence)[0]?.prose).toEqual([
      '(run AFTER Step 7.4) a look',
    ]);
    expect(blocksOf('## Step 1', '**RUN (admin scope) -- jumphost**', ...fence)).toMatchObject([
      { scope: 'admin', prose: [] },
    ]);
  });
});

describe('a sentence that is written a little differently', () => {
  it.each(['**Gate:**', '**gate**:', '*GATE:*', '__Gate:__', 'GATE:'])('%s', (head) => {
    const [block] = blocksOf('## Step 1', ...fence, `${head} output contains \`up\`.`);
    expect(block?.gates).toMatchObject([{ type: 'machine' }]);
  });

  it('is prose when it is plain and in small letters', () => {
    const [block] = blocksOf('## Step 1', ...fence, 'gate: output contains `up`.');
    expect(block?.gates).toEqual([]);
  });

  it('may say hard behind its colon', () => {
    const [block] = blocksOf('## Step 1', ...fence, '**GATE:** (hard): output contains `up`.');
    expect(block?.gates).toMatchObject([{ type: 'machine', hard: true }]);
  });
});

it('an item of an exit gate loses its box, ticked or not', () => {
  const runbook = read('## Exit gate', '- [ ] all units active', '- [x] helm answers');
  expect(runbook.steps[0]?.gates.map(({ text }) => text)).toEqual([
    'all units active',
    'helm answers',
  ]);
});

it('a heading in any script gives its own words as the id', () => {
  const lines = ['## Überprüfung der Knoten', ...fence, '## 日本', ...fence];
  expect(read(...lines).steps.map(({ id }) => id)).toEqual(['überprüfung-der-knoten', '日本']);
});

it.each(['{.bash}', '{bash}', 'bash {.numberLines}', '{ .bash #id }'])(
  'an info string %s is bash',
  (info) => {
    expect(blocksOf('## Step 1', '```' + info, 'x', '```')).toMatchObject([{ lang: 'bash' }]);
  },
);

describe('a fence inside HTML', () => {
  it('is none for Markdown, and its line is named', () => {
    const runbook = read('## Step 1', '<details>', '<b>More</b>', ...fence, '</details>');
    expect(runbook.steps[0]?.blocks).toEqual([]);
    expect(runbook.problems).toMatchObject([{ line: 4 }]);
    expect(runbook.problems[0]?.message).toContain('HTML');
  });

  it('is one below an empty line, and commented out it is nobody’s business', () => {
    expect(blocksOf('## Step 1', '<details>', '', ...fence, '', '</details>')).toHaveLength(1);
    expect(read('## Step 1', '<!--', ...fence, '-->').problems).toEqual([]);
  });
});

describe('a document that begins with a rule', () => {
  it.each([
    ['a heading and a block', ['# Title', '', '```bash', 'ls', '```']],
    ['words and a block', ['Note: read this first', '~~~sh', 'ls', '~~~']],
    ['words', ['Read this first.', '']],
  ])('and holds another one below has no front matter: %s between them', (_, between) => {
    const runbook = read('---', ...between, '---', '## Step 1', ...fence);
    const expected = between.length > 2 ? 2 : 1;
    expect(runbook.steps.flatMap((step) => step.blocks)).toHaveLength(expected);
    expect(runbook.id).toBe('test');
  });

  it.each([
    ['fields', ['id: mine', 'tags: [a]']],
    ['a remark and fields', ['# about this file', 'id: mine']],
  ])('has front matter when %s stand in it', (_, between) => {
    const runbook = read('---', ...between, '---', '## Step 1', ...fence);
    expect(runbook).toMatchObject({ id: 'mine', steps: [{ id: '1', line: between.length + 3 }] });
  });
});
