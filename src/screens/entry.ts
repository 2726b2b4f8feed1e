import type { BlockRef } from '../session/events.ts';
import type { Session } from '../session/session.ts';
import type { Watching } from '../session/walker.ts';
import type { Screen } from './stack.ts';

/** Where a walk that was just opened begins: literals not confirmed, then questions not answered, then the walk. */
export function entryScreen(session: Session, watching?: Watching): Screen {
  // What was not confirmed yet is not for who only looks on.
  if (watching !== undefined) return { type: 'walk' };
  if (session.state === 'finished') return { type: 'walk' };
  if (session.literals === undefined && literalsOf(session).length > 0) return { type: 'literals' };
  return screenAfterLiterals(session, undefined);
}

/** A block that still runs is looked at first: how it ends must not happen behind the operator's back. */
export function entryCursor(
  { attempts, running }: Session,
  watching?: Watching,
): BlockRef | undefined {
  // Who watches follows whoever walks.
  if (watching !== undefined) return undefined;
  return attempts.find(({ number }) => number === running)?.block;
}

/** The next question but the one just answered, else the walk. */
export function screenAfterLiterals(session: Session, answered: string | undefined): Screen {
  const open = session.runbooks
    .flatMap(({ questions }) => questions)
    .find(({ id }) => id !== answered && session.answers[id] === undefined);
  return open === undefined ? { type: 'walk' } : { type: 'question', question: open.id };
}

/** The literals of all runbooks, a name that several declare once. */
export function literalsOf(session: Session) {
  const seen = new Set<string>();
  return session.runbooks
    .flatMap(({ literals }) => literals)
    .filter(({ name }) => {
      if (seen.has(name)) return false;
      seen.add(name);
      return true;
    });
}
