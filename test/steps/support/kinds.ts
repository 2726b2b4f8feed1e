import type { Block } from '../../../src/steps/model.ts';
import { readRunbook } from '../../../src/steps/read-runbook.ts';

/** The kinds of a document's blocks, in order. */
export function kindsOf(...lines: readonly string[]): readonly string[] {
  return blocksOf(lines).map(({ kind }) => kind);
}

/** Whether they may change anything. */
export function changesOf(...lines: readonly string[]): readonly boolean[] {
  return blocksOf(lines).map(({ mutates }) => mutates);
}

function blocksOf(lines: readonly string[]): readonly Block[] {
  const book = readRunbook(new TextEncoder().encode(lines.join('\n')), 'sample.md');
  return book.steps.flatMap(({ blocks }) => blocks);
}
