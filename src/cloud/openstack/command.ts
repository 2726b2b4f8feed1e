/** What one openstack command is: its words, its options, and how it finds its answer. */
import { Refusal, refuse } from '../answers.ts';
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
  /** All of them in their order, for options that may be given more than once. */
  readonly given: readonly (readonly [option: string, value: string])[];
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

/** Finds as the network and image services do, by id or name; their sentences name the kind of resource. */
export function findResource<T extends { readonly id: string; readonly name: string }>(
  items: readonly T[],
  asked: string,
  kind: string,
): T {
  const byId = items.find((item) => item.id === asked);
  if (byId) return byId;
  const [first, second] = items.filter((item) => item.name === asked);
  if (second) refuse(`More than one ${kind} exists with the name '${asked}'.`);
  return first ?? refuse(`No ${kind} found for ${asked}`);
}

/** Deletes each that was named. What fails is told, does not keep the others, and fails the command. */
export function deleteEach(
  names: readonly string[],
  nouns: { readonly one: string; readonly summary: (failed: number, all: number) => string },
  remove: (name: string) => void,
): Reply {
  const errors: string[] = [];
  for (const name of names) {
    try {
      remove(name);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      errors.push(`Failed to delete ${nouns.one} with name or ID '${name}': ${error.message}`);
    }
  }
  if (errors.length === 0) return text('');
  return refuse([...errors, nouns.summary(errors.length, names.length)].join('\n'));
}

/** The sentence that most clients end such a command with. */
export const failedToDelete = (nouns: string) => (failed: number, all: number) =>
  `${failed} of ${all} ${nouns} failed to delete.`;

/** An error of a service as the library words it that most commands are built on. */
export function serviceError(status: 400 | 403 | 404 | 409, url: string, says: string): string {
  const kinds = { 400: 'BadRequest', 403: 'Forbidden', 404: 'NotFound', 409: 'Conflict' };
  return `${kinds[status]}Exception: ${status}: Client Error for url: ${url}, ${says}`;
}
