import { expect, it } from 'vitest';
import { read } from '../support/read.ts';

const document = [
  '## Step 7.1',
  '```bash',
  'ls',
  '```',
  '## Step 7.5 -- prose only',
  '## Exit gate',
];

it.each([
  ['steps `7.1` and `7.2` passed', 'no step or block here is `7.2`', '7.1'],
  ['block `7.1/2` passed', 'no step or block here is `7.1/2`', '7.1/1'],
  ['step `7.5` passed', 'step `7.5` holds no block and no gate, so it never passes', undefined],
])('a gate that can never hold is reported before the walk: %s', (words, message, nearest) => {
  const { problems } = read(...document, `- **GATE:** ${words}.`);
  expect(problems).toEqual([{ topic: 'unknown-step', line: 7, message, nearest }]);
});

it('a gate may name steps and blocks', () => {
  const items = ['- **GATE:** step `7.1` passed.', '- **GATE:** block `7.1/1` passed.'];
  expect(read(...document, ...items).problems).toEqual([]);
});
