import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { gateOf, read, stepWith } from '../support/read.ts';

const page = readFileSync(new URL('../../docs/runbook-format.md', import.meta.url), 'utf8');
const example =
  /## A whole runbook in small[\s\S]*?````markdown\n([\s\S]*?)````/.exec(page)?.[1] ?? '';

const secretWith = (...below: string[]) => ({
  runbook: read('## Step 1', '', '**SECRET -- jumphost**', '```bash', 'cat', '```', ...below),
});

const check = ['', '**CHECK (read-only) -- jumphost**', '```bash', 'x', '```'];
const pollWith = (...below: string[]) => ({
  runbook: read(
    '## Step 8.2',
    '',
    '**POLL -- jumphost** every 5 s, at most 5 times',
    '```bash',
    'x',
    '```',
    '**GATE:** output contains `x`.',
    ...below,
    ...[...check, ...check, ...check],
    '## Step 8.3',
    ...check,
  ),
});

/** A document in which the sentence has what it speaks of. */
function writerFor(sentence: string) {
  if (sentence.includes('INPUT')) return secretWith;
  return /MEANWHILE|DIAGNOSE/.test(sentence) ? pollWith : stepWith;
}

/** The table rows below a heading of the page, as the code spans of each row. */
function rowsBelow(heading: string): string[][] {
  const section = page.split(`\n${heading}\n`)[1]?.split(/\n##+ /)[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| ') && line.includes('`'));
  return rows.map((row) =>
    [...row.matchAll(/(`+)(.+?)\1(?!`)/g)].map((span) => (span[2] ?? '').trim()),
  );
}

describe('docs/runbook-format.md', () => {
  it('shows a whole runbook that reads without a problem', () => {
    const runbook = readRunbook(example, 'docs.md');
    expect(runbook.problems).toEqual([]);
    expect(runbook).toMatchObject({ id: 'restart-api', title: 'Restart the API', other: [] });
    expect(runbook.literals.map(({ name, value }) => [name, value])).toEqual([
      ['service', 'magnum-api'],
      ['wait-for', ''],
    ]);
    expect(runbook.questions).toHaveLength(1);
    expect(
      runbook.steps.map(({ id, role, blocks }) => [id, role, ...blocks.map(({ kind }) => kind)]),
    ).toEqual([
      ['prerequisites', 'prerequisites', 'check'],
      ['1', 'step', 'run', 'poll'],
      ['2', 'step'],
      ['rollback', 'rollback', 'rollback'],
      ['exit-gate', 'exit-gate'],
    ]);
  });

  it('shows one whose gates mean what they say', () => {
    const { steps } = readRunbook(example, 'docs.md');
    const [, restart, tell, , exit] = steps;
    expect(restart?.blocks[0]).toMatchObject({
      cautions: [{ object: 'magnum-api' }],
      captures: [{ name: 'new_pid' }],
      gates: [{ type: 'machine' }],
      idempotent: true,
    });
    expect(restart?.blocks[1]?.poll).toMatchObject({ everySeconds: 5, atMost: 12, stopOn: [{}] });
    expect(tell).toMatchObject({
      routing: { skipWhen: 'recovery', deferTo: 'the incident report' },
      gates: [{ type: 'attested', trainingAnswer: 'yes' }],
    });
    expect(exit?.gates.map(({ type }) => type)).toEqual(['machine', 'machine']);
  });

  it('lists labels that are labels', () => {
    const labels = rowsBelow('## Blocks and labels').map(([label]) => label ?? '');
    expect(labels).toHaveLength(7);
    for (const label of labels) {
      const written = label
        .replace('LOC', 'jumphost')
        .replace('FROM', 'jumphost')
        .replace('TO', 'magnum/0');
      const { steps } = readRunbook(`## Step 1\n${written}\n\n\`\`\`bash\nls\n\`\`\`\n`, 'docs.md');
      expect(steps[0]?.blocks[0]).toMatchObject({
        labelled: true,
        kind: written.slice(2).split(' ')[0]?.toLowerCase(),
      });
    }
  });

  it('shows a transfer that handrail builds', () => {
    const form = /## Transfers[\s\S]*?````markdown\n([\s\S]*?)````/.exec(page)?.[1] ?? '';
    const { steps, problems } = readRunbook(`## Step 1\n${form}`, 'docs.md');
    expect(problems).toEqual([]);
    expect(steps[0]?.blocks[0]?.transfer).toMatchObject({
      target: '/etc/magnum/kubeconfig',
      refused: undefined,
    });
  });

  it('lists conditions that a machine judges', () => {
    const captures = [
      '**CAPTURE:** `capture` is the output.',
      '',
      '**CAPTURE:** `other` is the output.',
    ];
    const rows = rowsBelow('## Conditions');
    expect(rows).toHaveLength(12);
    for (const [form = ''] of rows) {
      const body = /^(?:is|contains|matches|exists)\b/.test(form) ? `output ${form}` : form;
      const { gate, problems } = gateOf(`${body.replace('PATH', '.a')}.`, ...captures);
      expect({ body, type: gate.type, problems }).toEqual({ body, type: 'machine', problems: [] });
    }
  });

  it('lists sentences that are understood', () => {
    const sentences = rowsBelow('## Sentences').flatMap(([sentence]) =>
      sentence === undefined ? [] : [sentence],
    );
    expect(sentences).toHaveLength(21);
    for (const sentence of sentences) {
      const written = sentence
        .replace(/CONDITION|SOURCE/, (word) =>
          word === 'SOURCE' ? 'the output' : 'exit status is 0',
        )
        .replace('ANSWER only', 'first only')
        .replace(': ANSWER', ': first')
        .replace('SKIP WHEN:** ANSWER', 'SKIP WHEN:** first');
      const { runbook } = writerFor(written)(
        written,
        '',
        '**ASK:** Is this a `first` or a `second`?',
      );
      expect({ written, problems: runbook.problems }).toEqual({ written, problems: [] });
    }
  });

  it('shows how a secret is given', () => {
    const section = page.split('\n## Secrets\n')[1]?.split('\n## ')[0] ?? '';
    const shown = /````markdown\n([\s\S]*?)````/.exec(section)?.[1] ?? '';
    const { problems, steps } = readRunbook(`## Step 1\n\n${shown}`, 'docs.md');
    expect(problems).toEqual([]);
    expect(steps[0]?.blocks[0]?.secrets).toMatchObject({
      inputs: [{ name: 'unseal share', count: 3, of: 5 }],
      remember: 'never',
    });
    const forms = rowsBelow('## Secrets').flatMap(([form]) => (form === undefined ? [] : [form]));
    expect(forms).toHaveLength(5);
    for (const form of forms) {
      const { runbook } = secretWith(`**INPUT:** ${form.replace('RE', 'x:')}.`);
      expect({ form, problems: runbook.problems }).toEqual({ form, problems: [] });
    }
  });
});
