import { describe, expect, it } from 'vitest';
import { outlineJson, outlineText } from '../../src/cli/outline.ts';
import { read } from '../support/read.ts';

const runbook = read(
  '# Small',
  '- `ENV(chart-ver)` 0.25.1  (note)',
  '',
  '## Step 1 -- Install',
  '**RUN -- magnum/0** (admin scope)',
  '',
  '```bash',
  '# a comment',
  'helm install $chart_ver # \x1b[31mred',
  '```',
  '',
  '**GATE:** exit status is 0 and output contains `ok`.',
  '',
  'GATE: it looks fine.',
  '',
  '**GATE:** output contain `ok`.',
  '',
  '```yaml',
  'a: 1',
  '```',
);

describe('how a document was read', () => {
  it('as JSON: blocks as they stand and as they would run', () => {
    const outline = outlineJson(runbook);
    expect(JSON.parse(JSON.stringify(outline))).toMatchObject({
      id: 'test',
      title: 'Small',
      headings: [
        { line: 1, depth: 1, text: 'Small' },
        { line: 4, depth: 2, text: 'Step 1 -- Install' },
      ],
      code: [
        {
          line: 7,
          endLine: 10,
          lang: 'bash',
          info: 'bash',
          form: 'fenced',
          text: '# a comment\nhelm install $chart_ver # \x1b[31mred',
          blocks: ['1/1'],
          reason: null,
        },
        { line: 18, lang: 'yaml', text: 'a: 1', blocks: [], reason: 'language yaml is no shell' },
      ],
      literals: [{ name: 'chart-ver', value: '0.25.1' }],
      questions: [],
      scopes: [],
      steps: [
        {
          id: '1',
          title: 'Install',
          line: 4,
          role: 'step',
          gates: [],
          blocks: [
            {
              line: 7,
              lang: 'bash',
              kind: 'run',
              labelled: true,
              location: 'magnum/0',
              place: { type: 'unit', unit: 'magnum/0' },
              scope: 'admin',
              text: '# a comment\nhelm install $chart_ver # \x1b[31mred',
              script: "chart_ver='0.25.1'\n# a comment\nhelm install $chart_ver # \x1b[31mred",
              stdin: 'null',
              expect: [],
              cautions: [],
              gates: [{ type: 'machine' }, { type: 'attested' }, { type: 'attested' }],
              captures: [],
              poll: null,
              routing: null,
            },
          ],
        },
      ],
      other: [{ line: 18, lang: 'yaml', text: 'a: 1', reason: 'language yaml is no shell' }],
      problems: [{ line: 16, nearest: 'output contains `X`' }],
    });
  });

  it('as text: a line a block with its first command, gates below as they were understood', () => {
    const text = outlineText(runbook, 100);
    expect(text).toContain('    7    1/1  run  magnum/0 (admin scope)  helm install $chart_ver');
    expect(text).toContain(
      '   12      gate, handrail judges: exit status is 0 AND output contains `ok`',
    );
    expect(text).toContain('   14      gate, you answer: it looks fine.');
    expect(text).toContain('   18    yaml: language yaml is no shell');
    expect(text).toContain(
      'test.md:16: the gate is not understood: "output contain `ok`" (nearest form: output contains `X`)',
    );
  });

  it('as text: begins with what it came to', () => {
    const text = outlineText(runbook, 100);
    expect(text).toContain('1 block: 1 may change something, 0 only read.');
    expect(text).toContain('3 gates: 1 handrail judges, 2 you answer.');
    expect(text).toContain('1 code block not offered as commands; 1 problem, named below.');
  });

  it('as text: says of a document without a command that there is nothing to walk', () => {
    expect(outlineText(read('# Only', '', 'prose'), 100)).toContain(
      'No command block was found: there is nothing to walk.',
    );
  });

  it('as text is never wider than the terminal, but for problems, and holds no escape', () => {
    const lines = outlineText(runbook, 40).split('\n');
    const wide = lines.filter((line) => line.length > 40);
    expect(wide.every((line) => line.startsWith('test.md:'))).toBe(true);
    expect(lines.join('')).not.toContain('\x1b');
  });
});

describe('a transfer in an outline', () => {
  const transfer = (to: string) =>
    read(
      '## Step 1',
      '**TRANSFER -- jumphost -> magnum/0**',
      '',
      `**FROM:** \`~/a\` **TO:** ${to}.`,
    );

  it('says source, target, owner and mode, and its gate', () => {
    const text = outlineText(transfer('`/etc/a`, owner `b:c`, mode `0600`'), 100);
    expect(text).toContain('    2    1/1  transfer  jumphost -> magnum/0\n');
    expect(text).toContain('          from ~/a  to /etc/a\n          owner b:c  mode 0600\n');
    expect(text).toContain('hard gate, handrail judges: source and target have the same sha256');
    expect(text).not.toContain('does not run');
  });

  it('says what is missing, there and among the problems', () => {
    const text = outlineText(transfer('`/tmp/a`, mode `0600`'), 100);
    expect(text).toContain('owner (not said)  mode 0600');
    expect(text).toContain(
      'does not run: the target `/tmp/a` stands where everybody may put files',
    );
    expect(text).toMatch(/^test\.md:4: TRANSFER: the target has no owner \(nearest form: /m);
  });

  it('holds the whole script as JSON', () => {
    const outline = outlineJson(transfer('`/etc/a`, owner `b:c`, mode `0600`'));
    expect(outline.steps[0]?.blocks[0]).toMatchObject({
      transfer: { source: '~/a', target: '/etc/a', owner: 'b:c', mode: '0600' },
      script: expect.stringContaining('mktemp') as string,
    });
  });
});

it('says what a block was made of, and which commands of a list are not offered', () => {
  const text = outlineText(
    read(
      '## Prerequisites',
      '- Up: `juju status`',
      '- Gone: `juju destroy-model x`',
      '## Step 1',
      '```console',
      'root@compute1:~# ls',
      'a',
      '```',
    ),
    90,
  );
  expect(text).toContain(
    'check (no label)  jumphost  juju status\n          a command that stands in a sentence, a list or',
  );
  expect(text).toMatch(/compute1, by hand {2}ls\n {10}the commands of a transcript; /);
  expect(text).toContain('    3    `juju destroy-model x`: it may change something (');
  expect(text).toContain('\n1 command in lists and tables not offered.\n');
});
