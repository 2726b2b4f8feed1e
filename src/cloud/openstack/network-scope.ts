/** Whose resources of the network service a token sees, and how some of its commands word their errors. */
import { Refusal, refuse } from '../answers.ts';
import type { OpenstackRequest } from './command.ts';
import { isAdmin, requireProject } from './session.ts';

/** Those of the token's project and what is shared with it; the administrator's token sees all. */
export function visibleTo<T extends { readonly project: string }>(
  { session }: OpenstackRequest,
  all: readonly T[],
  isShared: (one: T) => boolean = () => false,
): T[] {
  const project = requireProject(session);
  return all.filter((one) => one.project === project || isShared(one) || isAdmin(session));
}

/** Commands that once spoke to nova as well put these words before what went wrong. */
export function prefixed<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse(`Error while executing command: ${error.message}`);
  }
}
