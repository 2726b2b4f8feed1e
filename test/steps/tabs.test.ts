import { describe, expect, it } from 'vitest';
import { read } from '../support/read.ts';
import { tabWords } from '../../src/steps/tab-words.ts';

function shown(...lines: string[]) {
  const runbook = read('## Step 1', '', ...lines);
  const blocks = runbook.steps.flatMap((step) => step.blocks);
  return {
    runbook,
    blocks: blocks.map(({ line, text, prose }) => ({ line, text, prose })),
    code: runbook.code.map(({ line, blocks: ids, reason }) => [line, reason ?? ids.join()]),
  };
}

describe('tabs of mkdocs', () => {
  const tabs = [
    '=== "Ubuntu"',
    '',
    '    ```bash',
    '    apt install x',
    '      y',
    '    ```',
    '',
    '=== "RHEL"',
    '',
    '    Words.',
    '',
    '    ```bash',
    '    dnf install x',
    '    ```',
    '',
    'After.',
  ];

  it('hold blocks, byte for byte, each with the tab it stands in and what it is an alternative to', () => {
    const { blocks, code, runbook } = shown(...tabs);
    expect(blocks).toEqual([
      {
        line: 5,
        text: 'apt install x\n  y',
        prose: [tabWords('Ubuntu', ['Ubuntu', 'RHEL'])],
      },
      {
        line: 14,
        text: 'dnf install x',
        prose: [tabWords('RHEL', ['Ubuntu', 'RHEL']), 'Words.'],
      },
    ]);
    expect(code).toEqual([
      [5, '1/1'],
      [12, '1/2'],
    ]);
    expect(runbook.code[0]).toMatchObject({ form: 'indented', endLine: 8 });
    expect(runbook.steps[0]?.prose.at(-1)).toBe('After.');
    expect(runbook.other).toEqual([]);
  });

  it('may stand in a list item and in each other', () => {
    const { blocks } = shown(
      '1. Do:',
      '',
      '    === "A"',
      '',
      '        !!! note',
      '            ```bash',
      '            ls',
      '            ```',
    );
    expect(blocks).toMatchObject([{ line: 8, text: 'ls' }]);
  });

  it('with nothing in them are words', () => {
    expect(shown('=== "A"', '', 'Words.', '', '    ls').blocks).toEqual([]);
    expect(shown('=== "A"').runbook.steps[0]?.prose).toEqual(['=== "A"']);
  });
});

describe('notes of mkdocs', () => {
  it.each(['!!! note', '??? tip "More"', '???+ warning', '!!! danger "Look"'])(
    '%s holds a block whose fence stands in the very next line',
    (opening) => {
      const { blocks, code, runbook } = shown(
        opening,
        '    Words.',
        '    ```bash',
        '    ls',
        '',
        '    pwd',
        '    ```',
        'On it goes.',
      );
      expect(blocks).toMatchObject([{ line: 5, text: 'ls\n\npwd' }]);
      // For CommonMark the second half is code, and the first is words.
      expect(code).toEqual([[8, 'it is read with the tab or note around it']]);
      expect(runbook.steps[0]?.prose.join(' ')).toContain('On it goes.');
    },
  );

  it('are no cautions, and a caution is no note', () => {
    const { runbook } = shown('!!! DESTRUCTIVE `node-7`', '', '```bash', 'ls', '```');
    expect(runbook.steps[0]?.blocks[0]?.cautions).toHaveLength(1);
  });

  it('keep a heading inside them from opening a step', () => {
    const { runbook } = shown(
      '!!! note',
      '',
      '    ## More',
      '',
      '    ```bash',
      '    ls',
      '    ```',
    );
    expect(runbook.headings).toHaveLength(1);
    expect(runbook.steps.map(({ id }) => id)).toEqual(['1']);
  });
});

describe('other generators', () => {
  it('lose no block: docusaurus, GitBook, Hugo', () => {
    const fence = ['```bash', 'ls', '```'];
    for (const [open, close] of [
      [':::note', ':::'],
      ['{% tab title="Ubuntu" %}', '{% endtab %}'],
      ['{{< tab "Ubuntu" >}}', '{{< /tab >}}'],
      ['{{% tab name="Ubuntu" %}}', '{{% /tab %}}'],
    ]) {
      const { blocks } = shown(open ?? '', ...fence, close ?? '');
      expect(blocks).toMatchObject([{ text: 'ls' }]);
      expect(blocks[0]?.prose.join()).toBe(open === ':::note' ? 'note' : 'In the tab "Ubuntu"');
    }
  });

  it('MDX reads fences inside its components', () => {
    const { blocks, code } = shown(
      '<Tabs>',
      '<TabItem value="apt" label="Debian">',
      '  ```bash',
      '  ls',
      '  ```',
      '</TabItem>',
      '</Tabs>',
    );
    expect(blocks).toEqual([{ line: 5, text: 'ls', prose: ['In the tab "Debian"'] }]);
    expect(code).toEqual([]);
  });

  it('a component whose fence never closes before an empty line is no block, and that is said', () => {
    const { blocks, runbook } = shown('<Tabs>', '```bash', 'ls', '', 'pwd', '</Tabs>');
    expect(blocks).toEqual([]);
    expect(runbook.problems[0]?.message).toContain('HTML');
  });

  it('the summary of details stands above what is in them', () => {
    const { blocks } = shown(
      '<details>',
      '<summary><b>More</b> of it</summary>',
      '',
      '```bash',
      'ls',
      '```',
      '</details>',
    );
    expect(blocks[0]?.prose).toEqual(['More  of it'.replace('  ', ' ')]);
  });
});
