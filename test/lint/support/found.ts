import { lintRunbook } from '../../../src/lint/lint-runbook.ts';
import type { Finding } from '../../../src/lint/finding.ts';
import { lintedBlocks } from '../../../src/lint/linted-blocks.ts';
import type { Rule } from '../../../src/lint/rule.ts';
import { readRunbook } from '../../../src/steps/read-runbook.ts';

/** What a rule finds in one block of this text, as the text of each place it names. */
export function foundIn(rule: Rule, text: string, label = '**RUN -- jumphost**'): string[] {
  return foundInDocument(rule, documentWith(text, label));
}

/** A document of one block. */
export function documentWith(text: string, label = '**RUN -- jumphost**'): string {
  const fence = '````';
  return `# Title\n\n## Step 1 -- One\n\n${label}\n\n${fence}bash\n${text}\n${fence}\n`;
}

/** The same, in a whole document; a place without offsets is named by its line. */
export function foundInDocument(rule: Rule, source: string): string[] {
  const runbook = readRunbook(source, 'sample.md');
  const blocks = lintedBlocks(runbook);
  switch (rule.looksAt) {
    case 'block':
      return blocks.flatMap((linted) =>
        [...rule.find(linted)].map(({ start, end }) => linted.block.text.slice(start, end)),
      );
    case 'document':
      return [...rule.find({ runbook, source, blocks, walk: [runbook] })].map((found) =>
        'line' in found ? `line ${found.line}` : found.in.block.text.slice(found.start, found.end),
      );
    case 'silences':
      return lint(source)
        .filter((finding) => finding.rule === rule.id)
        .map(({ line }) => `line ${line}`);
  }
}

/** All findings of a document under every rule there is. */
export function lint(source: string | Uint8Array, file = 'sample.md'): readonly Finding[] {
  return lintRunbook(source, readRunbook(source, file));
}
