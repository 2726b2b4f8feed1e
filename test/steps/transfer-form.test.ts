import { describe, expect, it } from 'vitest';
import { buildCommand } from '../../src/steps/command.ts';
import { blocksOf, read } from '../support/read.ts';

const label = '**TRANSFER -- jumphost -> magnum/0**';
const sentences =
  '**FROM:** `~/a.kubeconfig` **TO:** `/etc/magnum/kubeconfig`, owner `magnum:magnum`, mode `0600`.';
const whole = {
  source: '~/a.kubeconfig',
  unit: 'magnum/0',
  target: '/etc/magnum/kubeconfig',
  owner: 'magnum:magnum',
  mode: '0600',
  refused: undefined,
};

describe('a transfer by FROM and TO', () => {
  it.each([
    ['in a paragraph of their own', [label, '', sentences]],
    ['in the paragraph of the label', [label, sentences]],
    [
      'in two paragraphs, mode before owner',
      [
        label,
        '',
        '**FROM:** `~/a.kubeconfig`.',
        '',
        '**TO:** `/etc/magnum/kubeconfig`, mode `0600` and owner `magnum:magnum`. The old one works on.',
      ],
    ],
  ])('is a block without a fence: %s', (_, lines) => {
    const runbook = read('## Step 1', ...lines);
    expect(runbook.problems).toEqual([]);
    expect(runbook.steps[0]?.blocks).toMatchObject([
      {
        id: '1/1',
        kind: 'transfer',
        labelled: true,
        location: 'jumphost -> magnum/0',
        place: { type: 'jumphost' },
        stdin: 'null',
        mutates: true,
        idempotent: true,
        transfer: whole,
      },
    ]);
  });

  it('shows its sentences where other blocks show their fence', () => {
    expect(blocksOf('## Step 1', label, '', sentences)[0]?.text).toBe(
      'FROM: `~/a.kubeconfig`\nTO: `/etc/magnum/kubeconfig`, owner `magnum:magnum`, mode `0600`.',
    );
  });

  it('has a hard gate of its own ahead of those that are written', () => {
    const [block] = blocksOf('## Step 1', label, '', sentences, '', '**GATE:** exit status is 0.');
    expect(block?.gates).toMatchObject([
      { type: 'machine', hard: true, text: expect.stringContaining('same sha256') as string },
      { type: 'machine', hard: false, text: 'exit status is 0.' },
    ]);
  });

  it('stands among other blocks with what is said of each', () => {
    const runbook = read(
      '## Step 1',
      '```bash',
      'ls one',
      '```',
      '**GATE:** output is `one`.',
      '',
      '> **CAUTION:** this replaces `/etc/magnum/kubeconfig`.',
      '',
      'The file.',
      '',
      label,
      '',
      sentences,
      '',
      '**CAPTURE:** `sha` is field 2 of the last line of the output.',
      '',
      'Words.',
      '',
      '```bash',
      'ls two',
      '```',
      '**GATE:** output is `two`.',
    );
    expect(runbook.problems).toEqual([]);
    expect(runbook.other).toEqual([]);
    expect(runbook.steps[0]?.blocks).toMatchObject([
      { text: 'ls one', kind: 'check', cautions: [], gates: [{}] },
      {
        kind: 'transfer',
        cautions: [{ object: '/etc/magnum/kubeconfig' }],
        captures: [{ name: 'sha' }],
        prose: ['The file.'],
      },
      { text: 'ls two', kind: 'check', prose: ['Words.'], gates: [{}] },
    ]);
    expect(runbook.steps[0]?.blocks[1]?.gates).toHaveLength(1);
  });

  it('keeps a fence right below it as the way by hand, shown and not offered', () => {
    const runbook = read(
      '## Step 1',
      label,
      '',
      sentences,
      '',
      '```bash',
      'cat a | juju ssh',
      '```',
    );
    expect(runbook.steps[0]?.blocks).toMatchObject([{ transfer: whole }]);
    expect(runbook.other).toMatchObject([
      { text: 'cat a | juju ssh', reason: expect.stringContaining('by hand') as string },
    ]);
  });

  it('runs the fence as written when no sentence says what goes where', () => {
    const runbook = read('## Step 1', label, '', '```bash', 'cat a | juju ssh', '```');
    const [block] = runbook.steps[0]?.blocks ?? [];
    expect(block).toMatchObject({ kind: 'transfer', transfer: undefined, gates: [] });
    if (block === undefined) throw new Error('no block');
    const { runs } = buildCommand(runbook, block, { literals: {}, captures: {} });
    expect(runs).toBe('cat a | juju ssh');
  });
});

describe('a transfer that can not be right', () => {
  const to = '`/etc/a`, owner `a:a`, mode `0600`';
  it.each([
    ['no owner', '`~/a`', '`/etc/a`, mode `0600`', 'the target has no owner'],
    ['no mode', '`~/a`', '`/etc/a`, owner `a:a`', 'the target has no mode'],
    ['a relative target', '`~/a`', '`etc/a`, owner `a:a`, mode `0600`', 'does not begin with /'],
    ['a target in a home', '`~/a`', '`~/b`, owner `a:a`, mode `0600`', 'does not begin with /'],
    ['a target in /tmp', '`~/a`', '`/tmp/a`, owner `a:a`, mode `0600`', 'everybody may put files'],
    ['a source in /tmp', '`/tmp/a`', to, 'everybody may put files'],
    ['a source in /var/tmp', '`/var/tmp/a`', to, 'everybody may put files'],
    ['a relative source', '`a`', to, 'does not begin with / or ~/'],
    ['a way out of a folder', '`~/a`', '`/etc/../a`, owner `a:a`, mode `0600`', 'no plain path'],
    ['a folder', '`~/a`', '`/etc/a/`, owner `a:a`, mode `0600`', 'no plain path'],
    ['a path that a shell would read', '`~/$(id)`', to, 'holds more than letters'],
    ['a quote in a path', "`~/a'b`", to, 'holds more than letters'],
    [
      'an owner that a shell would read',
      '`~/a`',
      '`/etc/a`, owner `a;id`, mode `0600`',
      'no `user:group`',
    ],
    ['a mode for everybody', '`~/a`', '`/etc/a`, owner `a:a`, mode `0644`', 'lets everybody'],
    ['a mode that is none', '`~/a`', '`/etc/a`, owner `a:a`, mode `u+r`', 'no mode as'],
    ['other words', '`~/a`', '`/etc/a` and more `b`', 'TO is not understood'],
    ['no code span', 'the file', to, 'FROM is not understood'],
  ])('%s', (_, from, target, says) => {
    const runbook = read('## Step 1', label, '', `**FROM:** ${from} **TO:** ${target}.`);
    const [block] = runbook.steps[0]?.blocks ?? [];
    expect(runbook.problems.map(({ message }) => message).join()).toContain(says);
    expect(runbook.problems[0]).toMatchObject({ line: 4 });
    if (block === undefined) throw new Error('no block');
    expect(block.transfer?.refused).toBeDefined();
    const { runs } = buildCommand(runbook, block, { literals: {}, captures: {} });
    expect(runs).toMatch(/^printf '%s\\n' 'REFUSED: .*' >&2; exit 2$/);
  });

  it.each(['magnum/0 -> jumphost', 'magnum/0 -> vault/0', 'jumphost -> mgmt VM', 'jumphost'])(
    'another way than from the jumphost to a unit: %s',
    (location) => {
      const runbook = read('## Step 1', `**TRANSFER -- ${location}**`, '', sentences);
      expect(runbook.problems).toMatchObject([
        { message: expect.stringContaining('from the jumphost to a unit') as string },
      ]);
    },
  );

  it.each([
    ['FROM alone', [label, '', '**FROM:** `~/a`'], 'it does not say TO where'],
    ['FROM twice', [label, sentences, '', '**FROM:** `~/b`'], 'says FROM twice'],
    ['no label', ['**FROM:** `~/a`'], 'FROM stands below no TRANSFER label'],
    [
      'another label',
      ['**RUN -- magnum/0**', '', sentences, '', '```bash', 'ls', '```'],
      'FROM stands below no',
    ],
  ])('%s', (_, lines, says) => {
    const messages = read('## Step 1', ...lines).problems.map(({ message }) => message);
    expect(messages.join()).toContain(says);
  });

  it('reads From: and to: of a letter as the prose they are', () => {
    expect(read('## Step 1', '**From:** me', '', 'TO: you', '', '**To:** them').problems).toEqual(
      [],
    );
  });
});
