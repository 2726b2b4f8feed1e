import { lintedBlocks } from '../../../src/lint/linted-blocks.ts';
import type { Rule } from '../../../src/lint/rule.ts';
import { readRunbook } from '../../../src/steps/read-runbook.ts';

/** What a rule finds in one block of this text, as the text of each place it names. */
export function foundIn(rule: Rule, text: string, label = '**RUN -- jumphost**'): string[] {
  const fence = '````';
  const source = `# Title\n\n## Step 1 -- One\n\n${label}\n\n${fence}bash\n${text}\n${fence}\n`;
  return foundInDocument(rule, source);
}

/** The same, in a whole document; a place without offsets is named by its line. */
export function foundInDocument(rule: Rule, source: string): string[] {
  const runbook = readRunbook(source, 'sample.md');
  const blocks = lintedBlocks(runbook);
  if (rule.looksAt === 'block')
    return blocks.flatMap((linted) =>
      [...rule.find(linted)].map(({ start, end }) => linted.block.text.slice(start, end)),
    );
  return [...rule.find({ runbook, source, blocks })].map((found) =>
    'line' in found ? `line ${found.line}` : found.in.block.text.slice(found.start, found.end),
  );
}
