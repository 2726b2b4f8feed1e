import { expect, it } from 'vitest';
import { blockSections } from '../../../src/screens/parts/block.ts';
import { twiceWords } from '../../../src/screens/parts/run-preview.ts';
import { previewOf } from '../../../src/session/preview.ts';
import { locate } from '../../../src/session/refs.ts';
import { emptySession } from '../../../src/session/session.ts';
import { read } from '../../support/read.ts';

/** What a transfer's part of the walk says, at 76 columns, and whether it may run twice. */
function shown(to: string): { text: string; twice: string } {
  const sentences = `**FROM:** \`~/a\` **TO:** ${to}.`;
  return walked(76, '**TRANSFER -- jumphost -> magnum/0**', '', sentences);
}

/** What the walk says of the first block of a step. */
function walked(columns: number, ...lines: string[]): { text: string; twice: string } {
  const session = emptySession([read('## Step 1', ...lines)]);
  const located = locate(session, 'test:1/1');
  if (located === undefined) throw new Error('no block');
  const sections = blockSections(session, located, previewOf(session, located), columns, {});
  const text = sections
    .flatMap(({ lines }) => lines.map((line) => line.map((one) => one.text).join('')))
    .join('\n');
  return { text, twice: twiceWords(located) };
}

it('says of a transfer what goes where, above the whole script', () => {
  const { text, twice } = shown('`/etc/a`, owner `b:c`, mode `0600`');
  expect(text).toContain('\nfrom ~/a to /etc/a, owner b:c, mode 0600\nrunning it twice is safe\n');
  expect(text).toContain('\n|     fresh=$(mktemp ');
  expect(text).not.toContain('refused');
  expect(twice).toBe('Running it twice is safe.');
});

it('says why a transfer would refuse to run', () => {
  const { text } = shown('`/etc/a`, owner `b:c`');
  expect(text).toContain('\nfrom ~/a to /etc/a, owner b:c, mode (not said)\n');
  expect(text).toContain('\nrefused the target has no mode\n');
});

it('marks the line that holds a dead value, and says why above it', () => {
  const session = emptySession([
    read(
      '**DEAD:** `10.12.7.40` is an old address.',
      '## Step 1',
      '**CHECK -- jumphost**',
      '```bash',
      'true # 10.12.7.40',
      'ping 10.12.7.40',
      '```',
    ),
  ]);
  const located = locate(session, 'test:1/1');
  if (located === undefined) throw new Error('no block');
  const sections = blockSections(session, located, previewOf(session, located), 60, {});
  const rows = sections.flatMap(({ lines }) =>
    lines.map((line) => line.map((one) => one.text).join('')),
  );
  expect(rows).toContain('| true # 10.12.7.40');
  expect(rows).toContain('! ping 10.12.7.40');
  expect(rows.join(' ')).toContain('DEAD VALUE 1/1 holds 10.12.7.40 in its line 2');
});

it('shows what the document shows as the output of a transcript, row by row', () => {
  const table = ['NAME     READY', 'web-0    1/1   \x1b[31mred', 'x'.repeat(50)];
  const { text } = walked(40, '```console', '$ kubectl get pods  # expect 1', ...table, '```');
  expect(text).toContain('expect 1\nsample NAME     READY\n       web-0    1/1   red\n');
  expect(text).toContain(`       ${'x'.repeat(33)}\n       ${'x'.repeat(17)}`);
});
