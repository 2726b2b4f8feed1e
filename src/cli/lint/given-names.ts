import type { LintedBlock } from '../../lint/rule.ts';
import { variableOf } from '../../steps/literal.ts';
import type { Runbook } from '../../steps/model.ts';

/** The shell variables that have a value when blocks run: literals, captures, and what any of the blocks sets. */
export function givenNames(
  walk: readonly Runbook[],
  blocks: readonly LintedBlock[],
): readonly string[] {
  const declared = walk.flatMap(({ literals, steps }) => [
    ...literals.map(({ name }) => variableOf(name)),
    ...steps.flatMap((step) =>
      step.blocks.flatMap(({ captures }) => captures.map(({ name }) => name)),
    ),
  ]);
  const names = new Set(declared);
  for (const { text } of blocks)
    for (const found of text.matchAll(/(?:^|[\s;&|({])([A-Za-z_]\w{0,99})\+?=/gm))
      names.add(found[1] ?? '');
  return [...names].filter((name) => /^[A-Za-z_]\w*$/.test(name)).slice(0, MOST);
}

/** They all stand in one line ahead of each block. */
const MOST = 500;
