import type { Block, Runbook } from '../steps/model.ts';
import { commandsIn } from '../steps/shell-commands.ts';
import { readShellLoosely } from '../steps/shell-syntax.ts';
import type { LintedBlock } from './rule.ts';

/** The blocks of a runbook with their shell read, in its order. */
export function lintedBlocks(runbook: Runbook): readonly LintedBlock[] {
  return runbook.steps.flatMap((step) =>
    step.blocks
      .filter(({ origin }) => origin !== 'sentences')
      .map((block): LintedBlock => {
        const text = withoutPlaceholders(block);
        const { script, problem } = readShellLoosely(text);
        const commands = script === undefined ? [] : commandsIn(script);
        return { runbook, step, block, text, script, problem, commands };
      }),
  );
}

/** The text of a block with its placeholders overwritten by letters. */
export function withoutPlaceholders({
  text,
  placeholders,
}: Pick<Block, 'text' | 'placeholders'>): string {
  const spans = placeholders
    .flatMap((placeholder) => placeholder.spans)
    .toSorted(([left], [right]) => left - right);
  // Piece by piece: a long block may have thousands, and cutting the whole text for each takes the square of that.
  let plain = '';
  let from = 0;
  for (const [start, end] of spans) {
    if (end <= from) continue;
    const begin = Math.max(start, from);
    plain += text.slice(from, begin) + 'x'.repeat(end - begin);
    from = end;
  }
  return plain + text.slice(from);
}
