import type { Block, Runbook } from '../steps/model.ts';
import { commandsIn } from '../steps/shell-commands.ts';
import { readShellLoosely } from '../steps/shell-syntax.ts';
import type { LintedBlock } from './rule.ts';

/** More commands of one document are not looked at: each is looked at by some fifty rules. */
const MOST_COMMANDS = 6000;
/** Characters of one document that are read as shell. */
const MOST_SHELL = 512 * 1024;

/**
 * The blocks of a runbook with their shell read, in its order. What is beyond the bounds is `unread`; the first of those
 * says so as its problem.
 */
export function lintedBlocks(runbook: Runbook): readonly LintedBlock[] {
  const linted: LintedBlock[] = [];
  let commandsRead = 0;
  let shellRead = 0;
  let said = false;
  for (const step of runbook.steps)
    for (const block of step.blocks) {
      if (block.origin === 'sentences') continue;
      const text = withoutPlaceholders(block);
      if (commandsRead >= MOST_COMMANDS || shellRead + text.length > MOST_SHELL) {
        const problem = said ? undefined : { reason: TOO_MANY, at: 0 };
        said = true;
        linted.push({
          ...{ runbook, step, block, text, problem },
          script: undefined,
          commands: [],
          unread: true,
        });
        continue;
      }
      const { script, problem } = readShellLoosely(text);
      const commands = script === undefined ? [] : commandsIn(script);
      commandsRead += Math.max(1, commands.length);
      shellRead += text.length;
      linted.push({ runbook, step, block, text, script, problem, commands });
    }
  return linted;
}

const TOO_MANY =
  'the document has more commands than are looked at; no rule looks at those from here on';

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
