import type { Block } from '../steps/model.ts';
import type { Located } from './refs.ts';
import type { Target } from './target.ts';

/** What a probe came back with. `status` is undefined when it did not start or gave no answer in time. */
export interface Answer {
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/*
 * Standard input is closed in each of them: a stale macaroon makes juju ask for a password, and end-of-file is the
 * only answer it may get from here.
 */

/** Reads local files only, so it costs no wait and says nothing about the login. */
export const askTarget = 'juju version </dev/null && juju whoami </dev/null';

/** Goes to the controller: it fails as the login does. What it prints is not looked at. */
export const askLogin = 'juju status --format=json </dev/null >/dev/null';

/** The project that a token of this environment is for. */
export const askProject = 'openstack token issue -f value -c project_id </dev/null';

/** A probe in the place of a block: it sees the scope and the values that the block would see. */
export function inPlaceOf(located: Located, text: string): Located {
  const block: Block = {
    ...located.block,
    // A scope begins blocks of the jumphost only; what is shipped knows none.
    scope: located.block.place.type === 'unit' ? undefined : located.block.scope,
    kind: 'check',
    mutates: false,
    place: { type: 'jumphost' },
    stdin: 'null',
    text,
    placeholders: [],
    // A question in the place of a transfer must never be the transfer.
    transfer: undefined,
    // Nor does it ask for a secret.
    secrets: undefined,
    sensitive: false,
    gates: [],
    captures: [],
    cautions: [],
  };
  return { ...located, block };
}

/** Who `juju whoami` says we are; undefined when it said something else. */
export function readTarget({
  status,
  stdout,
}: Answer): Extract<Target, { type: 'juju' }> | undefined {
  if (status !== 0) return undefined;
  const lines = stdout.split(/\r?\n/).map((line) => line.trim());
  const version = lines.find((line) => /^\d+\.\d+/.test(line));
  const field = (name: string): string | undefined =>
    lines
      .find((line) => line.startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  const [controller, user] = [field('Controller'), field('User')];
  if (version === undefined || !controller || !user) return undefined;
  // Without a model in focus juju says nothing of one.
  const model = field('Model') ?? '';
  return { type: 'juju', controller, user, version, model: model.slice(model.indexOf('/') + 1) };
}

/** The project id, as a token for it says. */
export function readProject({ status, stdout }: Answer): string | undefined {
  const line = stdout.trim();
  return status === 0 && /^[0-9a-zA-Z-]{8,64}$/.test(line) ? line : undefined;
}

/** Whether two are the same place to change things in. The version is no part of the place. */
export function sameTarget(one: Target, other: Target): boolean {
  if (one.type === 'juju')
    return (
      other.type === 'juju' &&
      one.controller === other.controller &&
      one.user === other.user &&
      one.model === other.model
    );
  return other.type === 'openstack' && one.project === other.project;
}
