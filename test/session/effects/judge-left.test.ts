import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { judgeLeft } from '../../../src/session/effects/judge-left.ts';
import { emptySession } from '../../../src/session/session.ts';
import { readRunbook } from '../../../src/steps/read-runbook.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const book = readRunbook(
  Buffer.from(`# Book

## Step 1 -- one

**RUN -- jumphost**
\`\`\`bash
one
\`\`\`

**GATE:** output does not contain \`token\`.
**GATE:** exit status is 0.
`),
  'book.md',
);

function answers(stdout: string, isMasked: boolean) {
  const folder = join(temporaryFolder(), 'run');
  mkdirSync(folder);
  writeFileSync(join(folder, 'stdout'), stdout);
  writeFileSync(join(folder, 'stderr'), '');
  if (isMasked) writeFileSync(join(folder, 'redacted'), '{}');
  const block = book.steps[0]?.blocks[0];
  if (block === undefined) throw new Error('the book has no block');
  const { verdicts } = judgeLeft(emptySession([book]), block, folder, {
    type: 'exited',
    status: 0,
  });
  return verdicts.map(({ answer }) => answer);
}

it('can not tell by an output in which something was masked', () => {
  expect(answers('a ******* b\n', true)).toEqual(['could-not-tell', 'yes']);
});

it('judges what was searched and held nothing, and what was not masked at all', () => {
  expect(answers('a b vault/0*\n', true)).toEqual(['yes', 'yes']);
  expect(answers('a ******* b\n', false)).toEqual(['yes', 'yes']);
});
