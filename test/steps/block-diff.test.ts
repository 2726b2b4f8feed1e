import { describe, expect, it } from 'vitest';
import { blockDiff } from '../../src/steps/block-diff.ts';
import { whatDiffers } from '../../src/steps/pair-blocks.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';

function place(text: string) {
  const runbook = readRunbook(Buffer.from(text), 'book.md');
  const [step] = runbook.steps;
  const block = step?.blocks[0];
  if (step === undefined || block === undefined) throw new Error('no block');
  return { runbook, step, block };
}

const book = `# Book

## Step 1 -- One

**RUN -- jumphost**

\`\`\`bash
first
second
\`\`\`

**GATE:** output contains \`a\`.
`;

describe('what differs in a block', () => {
  it('stands line by line, each thing by itself', () => {
    const before = place(book);
    const now = place(book.replace('second', 'other').replace('`a`', '`b`'));
    const what = whatDiffers(before, now);
    expect(what).toEqual(['command', 'gate']);
    expect(blockDiff(before, now, what)).toEqual([
      {
        what: 'command',
        lines: [
          { sign: ' ', text: 'first' },
          { sign: '-', text: 'second' },
          { sign: '+', text: 'other' },
        ],
      },
      {
        what: 'gate',
        lines: [
          { sign: '-', text: 'output contains `a`.' },
          { sign: '+', text: 'output contains `b`.' },
        ],
      },
    ]);
  });

  it('tells kind and place in a line each', () => {
    const before = place(book);
    const now = place(book.replace('**RUN -- jumphost**', '**CHECK (read-only) -- magnum/0**'));
    const lines = blockDiff(before, now, ['kind', 'place']).flatMap((facet) => facet.lines);
    expect(lines).toEqual([
      { sign: '-', text: 'RUN' },
      { sign: '+', text: 'CHECK' },
      { sign: '-', text: 'jumphost' },
      { sign: '+', text: 'magnum/0' },
    ]);
  });
});
