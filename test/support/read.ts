import { readRunbook } from '../../src/steps/read-runbook.ts';
import type { Block, Gate, Runbook } from '../../src/steps/model.ts';
import type { Evidence } from '../../src/steps/verdict.ts';

/** Reads a document made of lines, as `test.md`. */
export function read(...lines: string[]): Runbook {
  return readRunbook(lines.join('\n') + '\n', 'test.md');
}

/** The blocks of a document made of lines. */
export function blocksOf(...lines: string[]): readonly Block[] {
  return read(...lines).steps.flatMap((step) => step.blocks);
}

/** One step with one labelled block that says `ls`, and these lines below it. */
export function stepWith(...below: string[]): { runbook: Runbook; block: Block } {
  const runbook = read(
    '## Step 1.0 -- Try',
    '',
    '**CHECK -- jumphost**',
    '',
    '```bash',
    'ls',
    '```',
    '',
    ...below,
  );
  const block = runbook.steps[0]?.blocks[0];
  if (block === undefined) throw new Error('the step holds no block');
  return { runbook, block };
}

/**
 * The gate that `**GATE:** body` becomes below a block, and the problems of the document, but for steps
 * that a sentence names: read alone, it stands in a document that does not hold them.
 */
export function gateOf(
  body: string,
  ...more: string[]
): { gate: Gate; problems: Runbook['problems'] } {
  const { runbook, block } = stepWith(`**GATE:** ${body}`, '', ...more);
  const gate = block.gates[0];
  if (gate === undefined) throw new Error('the block has no gate');
  const problems = runbook.problems.filter(
    ({ message }) => !message.startsWith('no step or block here'),
  );
  return { gate, problems };
}

/** What a block left behind: nothing but what is said. */
export function evidence(left: Partial<Evidence> = {}): Evidence {
  return { stdout: '', stderr: '', exitStatus: 0, captures: {}, ...left };
}
