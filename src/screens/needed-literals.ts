import { locatedBlocks, type Located } from '../session/refs.ts';
import type { Session } from '../session/session.ts';
import { isOptional } from '../session/standing.ts';
import { variableOf } from '../steps/literal.ts';
import { namesRead } from '../steps/variables.ts';

/** The first block on the way that reads a literal, by its id: without a value the walk would stop there. */
export function neededBy(session: Session, literal: string): string | undefined {
  return readers(session, literal).find((located) => !isOptional(located))?.block.id;
}

/** The first block that reads a literal at all: a fallback asks for its value only when it is needed. */
export function readBy(session: Session, literal: string): string | undefined {
  return readers(session, literal)[0]?.block.id;
}

function readers(session: Session, literal: string): readonly Located[] {
  const names = new Set([variableOf(literal)]);
  return locatedBlocks(session).filter(({ block }) => namesRead(block.text, names).length > 0);
}
