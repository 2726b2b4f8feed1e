import type { Session } from './session.ts';

/** Names that a new text of a runbook brought, or gave another value, and that nobody has confirmed since. */
export function unconfirmedLiterals({ unconfirmed, runbooks }: Session): readonly string[] {
  if (unconfirmed.length === 0) return [];
  // What a later text took out again nobody can confirm, and nothing reads.
  const declared = new Set(runbooks.flatMap(({ literals }) => literals.map(({ name }) => name)));
  return unconfirmed.filter((name) => declared.has(name));
}

/** Whether somebody has to say that the literals are right before the walk goes on. */
export function wantsLiterals(session: Session): boolean {
  return session.literals === undefined
    ? session.runbooks.some(({ literals }) => literals.length > 0)
    : unconfirmedLiterals(session).length > 0;
}
