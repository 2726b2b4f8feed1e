import type { Block, Runbook, Step } from './model.ts';

/** Every block of a runbook, in the order of the document. */
export function allBlocks(runbook: Runbook): Block[] {
  return runbook.steps.flatMap((step) => step.blocks);
}

/** A block by its id, `7.1/2`. */
export function blockOf(runbook: Runbook, id: string): Block | undefined {
  return allBlocks(runbook).find((block) => block.id === id);
}

/** The step in which a block stands. */
export function stepOf(runbook: Runbook, blockId: string): Step | undefined {
  return runbook.steps.find((step) => step.blocks.some((block) => block.id === blockId));
}

/** A step by its id, `7.1`. */
export function stepById(runbook: Runbook, id: string): Step | undefined {
  return runbook.steps.find((step) => step.id === id);
}

/** Whether a step may change anything: one of its blocks does. */
export function mutates(step: Step): boolean {
  return step.blocks.some((block) => block.mutates);
}
