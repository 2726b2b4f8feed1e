import { describe, expect, it } from 'vitest';
import { fixDocument } from '../../src/lint/fix.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';

const fence = '```bash\nls\n```';
const document = (label: string, gate = '**GATE:** exit status is 0.') =>
  `# T\n\n## Step 1\n\n${label}\n\n${fence}\n\n${gate}\n\n## Step 2\n\n**RUN -- jumphost**\n\n${fence}\n`;

describe('a label that lacks nothing but its dashes', () => {
  it.each([
    ['**RUN: jumphost**', '**RUN -- jumphost**'],
    ['**RUN - jumphost (admin scope)**', '**RUN -- jumphost (admin scope)**'],
    ['**CHECK (read-only): magnum/0**', '**CHECK (read-only) -- magnum/0**'],
    ['**RUN** -- jumphost', '**RUN -- jumphost**'],
    ['> **RUN: jumphost -> magnum/0**', '> **RUN -- jumphost -> magnum/0**'],
  ])('%s is mended', (written, meant) => {
    const { source, fixed } = fixDocument(document(written), 'a.md');
    expect(source).toBe(document(meant));
    expect(fixed).toEqual([
      { line: 5, rule: 'label-not-understood', before: written, after: [meant] },
    ]);
  });

  it.each([
    '**RUN: mgmt VM**',
    '**RUN the tests: jumphost**',
    '**RUN or CHECK: jumphost**',
    '**RUN** -- jumphost, and then have a look',
    '**TRANSFER: jumphost -> magnum/0**',
  ])('%s is left to its author', (written) => {
    const source = document(written);
    expect(fixDocument(source, 'a.md')).toEqual({ source, fixed: [] });
  });

  it('above nothing is left as it is', () => {
    const source = '# T\n\n## Step 1\n\n**RUN: jumphost**\n\nNothing.\n';
    expect(fixDocument(source, 'a.md').fixed).toEqual([]);
  });
});

describe('a gate with one word written otherwise', () => {
  it.each([
    ['output contain `x`.', 'output contains `x`.'],
    ['exit code is 0 and output contains `x`.', 'exit status is 0 and output contains `x`.'],
  ])('%s is mended', (written, meant) => {
    const [was, is] = [written, meant].map((gate) =>
      document('**RUN -- jumphost**', `**GATE:** ${gate}`),
    );
    const { source } = fixDocument(was ?? '', 'a.md');
    expect(source).toBe(is);
    expect(readRunbook(source, 'a.md').steps[0]?.blocks[0]?.gates[0]?.type).toBe('machine');
  });

  it.each([
    'output contain something like `x`.',
    'the logs contain no error.',
    'output contain `a` and stdout match `b`.',
  ])('%s is left, as it would not be understood all the same', (written) => {
    const source = document('**RUN -- jumphost**', `**GATE:** ${written}`);
    expect(fixDocument(source, 'a.md').fixed).toEqual([]);
  });
});

it('line ends stay, and what is silenced is let be', () => {
  const source = document('**RUN: jumphost**').replaceAll('\n', '\r\n');
  expect(fixDocument(source, 'a.md').source).toBe(
    document('**RUN -- jumphost**').replaceAll('\n', '\r\n'),
  );
  const quiet = document(
    '<!-- handrail: allow label-not-understood because it is shown -->\n**RUN: jumphost**',
  );
  expect(fixDocument(quiet, 'a.md').fixed).toEqual([]);
});

it('several at once, and those that do not come out well one at a time', () => {
  const good = document('**RUN: jumphost**', '**GATE:** output contain `x`.');
  const { source, fixed } = fixDocument(
    good.replace('**RUN -- jumphost**', '**CHECK: jumphost**'),
    'a.md',
  );
  expect(fixed).toHaveLength(3);
  expect(source).toContain('**CHECK -- jumphost**');
  // The first gate is not understood even then; the label still is.
  const mixed = document('**RUN: jumphost**', '**GATE:** output contain `(`, or so.');
  expect(fixDocument(mixed, 'a.md').fixed.map(({ rule }) => rule)).toEqual([
    'label-not-understood',
  ]);
});
