import { locatedBlocks, type Located } from '../refs.ts';
import type { Session } from '../session.ts';
import { isOptional } from '../standing.ts';

/** What a check was narrowed to: ids of steps and of blocks. Without any, all of the document. */
export interface Narrowing {
  readonly steps: readonly string[];
  readonly blocks: readonly string[];
}

/** The blocks that a check looks at, in the order of the document, and how many it leaves alone. */
export type Chosen =
  | { readonly type: 'chosen'; readonly blocks: readonly Located[]; readonly leftAlone: number }
  /** One sentence: what was asked for is not to be had. */
  | { readonly type: 'refused'; readonly why: string };

/**
 * Only what reads is ever chosen. Checks of a rollback, and those that find out why a poll does not come, tell of a
 * cloud in trouble: they are looked at when they are named.
 */
export function chooseBlocks(session: Session, { steps, blocks }: Narrowing): Chosen {
  const all = locatedBlocks(session);
  const isNarrowed = steps.length + blocks.length > 0;
  for (const id of steps) {
    const inStep = all.filter(({ step }) => step.id === id);
    if (!session.runbooks.some((runbook) => runbook.steps.some((step) => step.id === id)))
      return refused(`There is no step ${id}; there are ${listed(stepIds(session))}`);
    if (!inStep.some(isCheck)) return refused(`Step ${id} holds no CHECK, and nothing else is run`);
  }
  for (const id of blocks) {
    const named = all.find(({ block }) => block.id === id);
    if (named === undefined)
      return refused(`There is no block ${id}; the checks are ${listed(checkIds(all))}`);
    if (!isCheck(named))
      return refused(`${id} is a ${named.block.kind.toUpperCase()}, and a check runs only CHECKs`);
  }
  const wanted = all.filter((located) => {
    if (!isCheck(located)) return false;
    const { block, step } = located;
    return isNarrowed ? steps.includes(step.id) || blocks.includes(block.id) : !isOptional(located);
  });
  if (wanted.length === 0)
    return refused(
      all.some(isCheck)
        ? `Its only CHECKs belong to a rollback or find out why a poll failed; name one with --block: ${listed(checkIds(all))}`
        : 'It holds no CHECK, so there is nothing to look at',
    );
  return {
    type: 'chosen',
    blocks: wanted,
    leftAlone: all.filter((located) => !isCheck(located)).length,
  };
}

function isCheck({ block }: Located): boolean {
  return block.kind === 'check';
}

function refused(why: string): Chosen {
  return { type: 'refused', why };
}

function stepIds(session: Session): readonly string[] {
  return session.runbooks.flatMap(({ steps }) =>
    steps.filter(({ blocks }) => blocks.some(({ kind }) => kind === 'check')).map(({ id }) => id),
  );
}

function checkIds(all: readonly Located[]): readonly string[] {
  return all.filter(isCheck).map(({ block }) => block.id);
}

/** No more than a line or two of a terminal. */
function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, 12).join(', ');
  if (ids.length === 0) return 'none with a CHECK';
  return ids.length > 12 ? `${shown} and ${ids.length - 12} more` : shown;
}
