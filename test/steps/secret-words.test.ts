import { expect, it } from 'vitest';
import { inputWords } from '../../src/steps/secret-words.ts';
import { blocksOf } from '../support/read.ts';

it.each([
  [
    '3 of 5 `unseal share`, a vault share, on standard input as json `key`.',
    '3 of 5 unseal shares, each a vault share, on standard input as json key',
  ],
  ['`token`, on standard input.', 'token, on standard input'],
  ['2 of 3 `pass`, on standard input.', '2 of 3 pass, on standard input'],
  [
    '`pass` at `New:` and a prompt matching `Again.*:`.',
    'pass, at "New:" and a prompt matching Again.*:',
  ],
])('%s', (sentence, words) => {
  const [block] = blocksOf(
    '## Step 1',
    '**SECRET -- jumphost**',
    '```bash',
    'x',
    '```',
    `**INPUT:** ${sentence}`,
  );
  expect(block?.secrets?.inputs.map(inputWords)).toEqual([words]);
});
