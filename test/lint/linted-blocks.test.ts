import { expect, it } from 'vitest';
import { lintRunbook } from '../../src/lint/lint-runbook.ts';
import { lintedBlocks, withoutPlaceholders } from '../../src/lint/linted-blocks.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';

it('overwrites placeholders with as many letters, whatever their order and however they overlap', () => {
  const text = 'echo <A> and <BB>, <CCC>';
  const spans: (readonly [number, number])[] = [
    [19, 24],
    [5, 8],
    [13, 17],
    [14, 16],
  ];
  const placeholders = [{ spans }] as unknown as Parameters<
    typeof withoutPlaceholders
  >[0]['placeholders'];
  expect(withoutPlaceholders({ text, placeholders })).toBe('echo xxx and xxxx, xxxxx');
});

it('overwrites tens of thousands of placeholders of one block in bounded time', () => {
  const source = `## Step 1\n\n**RUN -- jumphost**\n\n\`\`\`bash\n${'<div>\n'.repeat(41_000)}\`\`\`\n`;
  const runbook = readRunbook(source, 'x.md');
  const begin = process.cpuUsage();
  expect(lintedBlocks(runbook)[0]?.text).not.toContain('<');
  expect(process.cpuUsage(begin).user).toBeLessThan(2_000_000);
});

it('looks at a bounded number of commands and says once where it stops', () => {
  const block = '```bash\ncurl http://192.0.2.1/\n```\n\n';
  const source = `## Step 1\n\n${block.repeat(6003)}`;
  const runbook = readRunbook(source, 'x.md');
  const unread = lintedBlocks(runbook).filter((one) => one.unread === true);
  expect(unread).toHaveLength(3);
  expect(unread.map(({ problem }) => problem !== undefined)).toEqual([true, false, false]);
  const findings = lintRunbook(source, runbook);
  const stops = findings.filter(({ rule }) => rule === 'shell-not-understood');
  expect(stops.map(({ line }) => line)).toEqual([3 + 4 * 6000 + 1]);
  expect(stops[0]?.message).toContain('no rule looks at those from here on');
  const untimed = findings.filter(({ rule }) => rule === 'curl-without-timeout');
  expect(untimed).toHaveLength(6000);
});
