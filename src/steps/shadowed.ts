import { isListed } from './effect.ts';
import type { Block, Step } from './model.ts';

/**
 * A function that one block leaves is there for the next one. Where a document defines one that has the name of a program
 * of the read-only list, an unlabelled block that uses the name is no longer known to only read.
 */
export function distrustShadowed(steps: readonly Step[]): readonly Step[] {
  const names = new Set(
    steps.flatMap(({ blocks }) => blocks.flatMap(({ text }) => functionsIn(text))).filter(isListed),
  );
  if (names.size === 0) return steps;
  return steps.map((step) => ({
    ...step,
    blocks: step.blocks.map((block) => (uses(block, names) ? taken(block) : block)),
  }));
}

/** Too many is safe: whatever looks like one. */
function functionsIn(text: string): readonly string[] {
  return [...text.matchAll(/\bfunction[ \t]+([\w.-]+)|(?<![\w.-])([\w.-]+)[ \t]*\([ \t]*\)/g)].map(
    (found) => found[1] ?? found[2] ?? '',
  );
}

function uses({ labelled, mutates, text }: Block, names: ReadonlySet<string>): boolean {
  if (labelled || mutates) return false;
  return [...text.matchAll(/[\w.-]+/g)].some(([word]) => names.has(word));
}

function taken(block: Block): Block {
  return { ...block, kind: 'run', mutates: true, poll: undefined };
}
