import { describe, expect, it } from 'vitest';
import { lintRunbook } from '../../src/lint/lint-runbook.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { lint } from './support/found.ts';

const found = (id: string, source: string) => lint(source).filter(({ rule }) => rule === id);
const block = (label: string, text: string, ...below: string[]) =>
  [`**${label}**`, `\`\`\`bash\n${text}\n\`\`\``, ...below, ''].join('\n\n');
const set = (label = 'CHECK (read-only) -- jumphost') =>
  block(label, 'pidof x', '**CAPTURE:** `pid` is line 1 of the output.');
const get = (label = 'CHECK (read-only) -- jumphost') => block(label, 'ps -p $pid');
const ask = '**ASK:** Is this a `first` or a `second`?\n\n';

describe('a capture read before it is set', () => {
  it('is named where it is read, with the block that sets it', () => {
    expect(found('capture-before-set', `## Step 1\n\n${get()}${set()}`)).toMatchObject([
      {
        line: 6,
        column: 7,
        endColumn: 11,
        message: '`pid` is captured by block 1/2, which comes later.',
      },
    ]);
  });

  it('by the block that captures it is found as well', () => {
    const own = block(
      'RUN -- jumphost',
      'kill $pid',
      '**CAPTURE:** `pid` is line 1 of the output.',
    );
    expect(found('capture-before-set', `## Step 1\n\n${own}`)).toMatchObject([
      { message: '`pid` is captured by this block itself.' },
    ]);
  });

  it('in a gate: its own block counts', () => {
    const gate = '**GATE:** `pid` is not `0`.\n\n';
    expect(found('capture-before-set', `## Step 1\n\n${set()}${gate}`)).toEqual([]);
    expect(
      found('capture-before-set', `## Step 1\n\n${block('RUN -- jumphost', 'ls', gate)}${set()}`),
    ).toHaveLength(1);
  });

  it.each([
    [
      'in a rollback, which comes when it is wanted',
      `## Rollback\n\n${get('ROLLBACK -- jumphost')}\n## Step 1\n\n${set()}`,
    ],
    [
      'in an exit gate',
      `## Exit gate\n\n- **GATE:** \`pid\` is not \`0\`.\n\n## Step 1\n\n${set()}`,
    ],
    ['when it is a literal, too', `- \`ENV(pid)\` 7\n\n## Step 1\n\n${get()}${set()}`],
    [
      'when the block sets it itself',
      `## Step 1\n\n${block('RUN -- jumphost', 'pid=7; ps -p $pid')}${set()}`,
    ],
    [
      'by a fallback, when the diagnosis of its poll sets it',
      `## Step 1\n\n**POLL -- jumphost** every 5 s, at most 3 times\n\n\`\`\`bash\nls\n\`\`\`\n\n**GATE:** output is empty. **DIAGNOSE:** \`1/3\`.\n\n${get('FALLBACK -- jumphost')}${set()}`,
    ],
  ])('is not found %s', (_, source) => {
    expect(found('capture-before-set', source)).toEqual([]);
    expect(found('capture-maybe-unset', source)).toEqual([]);
  });

  it('is not found when a runbook walked before sets it', () => {
    const [first, second] = [`## Step 1\n\n${set()}`, `## Step 1\n\n${get()}${set()}`];
    const walk = [readRunbook(first, 'a.md'), readRunbook(second, 'b.md')];
    const [, own] = walk;
    const said = own === undefined ? [] : lintRunbook(second, own, { walk });
    expect(said.map(({ rule }) => rule)).not.toContain('capture-before-set');
  });
});

describe('a capture that is set on some ways alone', () => {
  it('is found where only a fallback sets it', () => {
    const source = `## Step 1\n\n${block('RUN -- jumphost', 'ls')}${set('FALLBACK -- jumphost')}${get()}`;
    expect(found('capture-maybe-unset', source)).toMatchObject([
      { message: expect.stringContaining('only 1/2 sets it') as string },
    ]);
  });

  it('is found where an answer skips what sets it', () => {
    const skipped = `${ask}## Step 1\n\n**SKIP WHEN:** second.\n\n${set()}\n## Step 2\n\n${get()}`;
    expect(found('capture-maybe-unset', skipped)).toMatchObject([
      { message: expect.stringContaining('on the answer "second"') as string },
    ]);
  });

  it('is not found where each answer has something that sets it', () => {
    const both = `${ask}## Step 1\n\n**SKIP WHEN:** second.\n\n${set()}\n## Step 2\n\n**SKIP WHEN:** first.\n\n${set()}\n## Step 3\n\n${get()}`;
    expect(found('capture-maybe-unset', both)).toEqual([]);
  });
});

describe('a deferral', () => {
  const first = (to: string) =>
    `---\nid: phase-07\n---\n\n${ask}## Step 7.1\n\n**SKIP WHEN:** second. **DEFER TO:** ${to}.\n\n${set()}`;
  const second = `---\nid: phase-08\n---\n\n## Step 8.2\n\n${set()}`;
  const among = (to: string, order: 'first' | 'last') => {
    const source = first(to);
    const own = readRunbook(source, 'phase-07.md');
    const other = readRunbook(second, 'phase-08.md');
    const walk = order === 'first' ? [own, other] : [other, own];
    return lintRunbook(source, own, { walk })
      .filter(({ rule }) => rule.startsWith('deferral-'))
      .map(({ rule, message }) => `${rule}: ${message}`);
  };

  it('is looked up among the runbooks given with it', () => {
    expect(among('phase-08 step 8.2', 'first')).toEqual([]);
    expect(among('phase-08 step 8.3', 'first')).toEqual([
      'deferral-leads-nowhere: DEFER TO `phase-08 step 8.3`: phase-08 holds no step or block 8.3.',
    ]);
  });

  it('has to lead to something later', () => {
    expect(among('phase-08 step 8.2', 'last')).toEqual([
      'deferral-leads-nowhere: DEFER TO `phase-08 step 8.2`: phase-08 comes before phase-07 in the walk.',
    ]);
    expect(among('step 7.1', 'first')).toEqual([
      'deferral-leads-nowhere: DEFER TO `step 7.1`: 7.1 comes before it.',
    ]);
  });

  it('to a runbook that was not given is a note, and words for people are nothing', () => {
    expect(among('phase-09 step 9.1', 'first')).toEqual([
      'deferral-elsewhere: DEFER TO names phase-09, which is not among the runbooks given.',
    ]);
    expect(among('the incident report', 'first')).toEqual([]);
  });
});

describe('labels and gates', () => {
  it('a foreign document is told once that it has none', () => {
    const source = `## One\n\n\`\`\`bash\nls\n\`\`\`\n\n\`\`\`bash\nrm x\n\`\`\`\n\n## Two\n\n\`\`\`bash\nls\n\`\`\`\n`;
    expect(lint(source).filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(found('document-without-labels', source)).toHaveLength(1);
    expect(found('document-without-gates', source)).toHaveLength(1);
    expect(found('unlabelled-block', source)).toEqual([]);
    expect(found('step-without-gate', source)).toEqual([]);
  });

  it('prose that is bold and in capitals is no slip of a sentence', () => {
    const words = ['NOTE', 'DATE', 'TASK', 'READ', 'TODO', 'STATE', 'AND', 'TIP', 'TRAINING NOTES'];
    for (const word of words)
      expect(lint(`## Step 1\n\n**${word}:** some words.\n`), word).toEqual([]);
    expect(found('sentence-not-understood', '## Step 1\n\n**GATES:** x.\n')).toHaveLength(1);
  });
});
