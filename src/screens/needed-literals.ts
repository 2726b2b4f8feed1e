import { locatedBlocks } from '../session/refs.ts';
import type { Session } from '../session/session.ts';
import { variableOf } from '../steps/literal.ts';
import { namesRead } from '../steps/variables.ts';

/** The first block that reads a literal, by its id; undefined when none does and it may stay empty. */
export function neededBy(session: Session, literal: string): string | undefined {
  const names = new Set([variableOf(literal)]);
  const reader = locatedBlocks(session).find(
    ({ block }) => namesRead(block.text, names).length > 0,
  );
  return reader?.block.id;
}
