import type { Block, Runbook } from '../../steps/model.ts';
import type { DocumentRule } from '../rule.ts';

/** What is said of a document with no label in it, once. */
export const documentWithoutLabels: DocumentRule = {
  id: 'document-without-labels',
  part: 'understood',
  severity: 'note',
  why: 'No block says what it does or where it runs: all of them are taken for the jumphost.',
  todo: 'Put a label above each block, as **CHECK (read-only) -- jumphost**.',
  looksAt: 'document',
  *find({ runbook }) {
    const blocks = blocksOf(runbook);
    const [first] = blocks;
    if (first !== undefined && blocks.every(({ labelled }) => !labelled))
      yield { line: first.line };
  },
};

/** A block without a label in a document that has labels. */
export const unlabelledBlock: DocumentRule = {
  id: 'unlabelled-block',
  part: 'understood',
  severity: 'warning',
  why: 'Without a label a block is taken for the jumphost, and may change anything.',
  todo: 'Put a label above it, as **RUN -- jumphost** or **CHECK (read-only) -- jumphost**.',
  looksAt: 'document',
  *find({ runbook }) {
    const blocks = blocksOf(runbook);
    if (blocks.every(({ labelled }) => !labelled)) return;
    for (const { id, line, labelled, mutates } of blocks)
      if (!labelled)
        yield {
          line,
          block: id,
          ...(mutates ? {} : { message: 'The block has no label; all that it does is read.' }),
        };
  },
};

/** Blocks that a label could stand above. */
function blocksOf({ steps }: Runbook): readonly Block[] {
  return steps
    .flatMap((step) => step.blocks)
    .filter(({ origin }) => origin !== 'inline' && origin !== 'sentences');
}
