import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runHandrail } from '../support/built.ts';

it('tells where a poll begins how long it took in earlier walks, and a program nothing of it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-waits-'));
  const file = join(folder, 'wait.md');
  // Time stands still but for the waiting: the poll passes at its third look, 40 s after its first.
  writeFileSync(
    file,
    '# A\n\n## Step 1 -- x\n\n**POLL -- jumphost** every 20 s, at most 9 times\n```bash\n' +
      'echo look >>~/looks; wc -l <~/looks\n```\n\n**GATE:** output is at least 3.\n',
  );
  const train = (...more: readonly string[]) =>
    runHandrail(['train', file, '--autopilot', '--state-dir', join(folder, 'state'), ...more]);
  const usual = ({ stdout }: ReturnType<typeof train>) => stdout.match(/^ {4}usually .*$/gm) ?? [];
  const first = train();
  expect(first.status).toBe(0);
  expect(first.stdout).toContain('look 3 at 0:40');
  expect(usual(first)).toEqual([]);
  expect(usual(train('--json'))).toEqual([]);
  expect(usual(train())).toEqual(['    usually 40 s (2 earlier walks)']);
});
