/** What one openstack command is: its words, its options, and how it finds its answer. */
import { refuse } from '../answers.ts';
import type { Call } from '../world.ts';
import type { Found, Value } from './output.ts';
import type { Session } from './session.ts';

export interface OpenstackCommand {
  /** `coe cluster show`. */
  readonly words: string;
  /** Names of the words that must follow, for the usage error. */
  readonly takes?: readonly string[];
  readonly values?: readonly string[];
  readonly flags?: readonly string[];
  run(request: OpenstackRequest): Promise<Reply> | Reply;
}

export interface OpenstackRequest {
  readonly call: Call;
  readonly session: Session;
  readonly names: readonly string[];
  /** By the option's own spelling, `--domain`. */
  readonly options: ReadonlyMap<string, string>;
}

/** A finding to be printed in the asked-for form, and text that is printed as it is, before it. */
export interface Reply {
  readonly found: Found;
  readonly before?: string;
}

export function one(fields: readonly (readonly [string, Value])[], before?: string): Reply {
  return { found: { type: 'one', fields }, ...(before === undefined ? {} : { before }) };
}

export function list(columns: readonly string[], rows: readonly (readonly Value[])[]): Reply {
  return { found: { type: 'list', columns, rows } };
}

export function text(before: string): Reply {
  return { found: { type: 'nothing' }, before };
}

/** Finds by id or name, or ends the command with the client's sentence about it. */
export function findNamed<T extends { readonly id: string; readonly name: string }>(
  items: readonly T[],
  asked: string,
  noun: string,
): T {
  const found =
    items.find((item) => item.id === asked) ?? items.filter((item) => item.name === asked);
  if (!Array.isArray(found)) return found;
  const [first] = found;
  if (found.length > 1) refuse(`More than one ${noun} exists with the name '${asked}'.`);
  return first ?? refuse(`No ${noun} with a name or ID of '${asked}' exists.`);
}
