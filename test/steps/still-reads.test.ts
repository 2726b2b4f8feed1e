import { expect, it } from 'vitest';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { whyNoLongerReads } from '../../src/steps/still-reads.ts';

function why(command: string, given: Record<string, string>, label = ''): string | undefined {
  const [block] = readRunbook(
    `## 1. A\n\n${label}\n\n\`\`\`bash\n${command}\n\`\`\`\n`,
    'x.md',
  ).steps.flatMap(({ blocks }) => blocks);
  if (block === undefined) throw new Error('no block');
  expect(block.kind).toBe('check');
  return whyNoLongerReads(block, given);
}

it.each([
  ["sed 's/x/<dir>/g' f", { '<dir>': 'data/web' }],
  ["sed 's/x/<dir>/g' f | grep <what>", { '<dir>': 'data/web' }],
])('is said of %j with %j', (command, given) => {
  expect(why(command, given)).toBeTypeOf('string');
});

it.each([
  ["sed 's/x/<dir>/g' f", { '<dir>': 'data' }],
  ["sed 's/x/<dir>/g' f | grep <what>", { '<what>': 'a' }],
  ['kubectl get pod <pod> -n <namespace>', { '<pod>': 'a', '<namespace>': 'b' }],
  ['kubectl get pod <pod>', {}],
  ['kubectl get pod <pod>', { '<pod>': '$(reboot)' }],
  ['uptime', {}],
])('is not said of %j with %j', (command, given) => {
  expect(why(command, given)).toBeUndefined();
});

it('leaves to the author what a label says', () => {
  const label = '**CHECK (read-only) -- jumphost**';
  expect(why("sed 's/x/<dir>/g' f", { '<dir>': 'data/web' }, label)).toBeUndefined();
});
